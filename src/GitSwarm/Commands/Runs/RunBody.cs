using System.Text.Json.Serialization;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Runs;

/// <summary>A run as JSON; the fields are those of docs/agents.md.</summary>
internal sealed record RunBody(
    string Id,
    string Agent,
    string Description,
    string State,
    string Runner,
    string Parent,
    string? ParentRun,
    bool Background,
    string LaunchedAt,
    string? EndedAt,
    string? Directory,
    string? Kept,
    string? Error,
    UsageBody Usage,
    string OutputFile
)
{
    public static RunBody Of(Run run, DateTimeOffset now)
    {
        var r = run.Record;
        return new(
            r.Id,
            r.Agent,
            r.Description,
            run.State.Word(),
            r.Runner,
            r.Parent,
            r.ParentRun,
            r.Background,
            Ages.Rfc3339(r.Launched),
            r.Ended is { } ended ? Ages.Rfc3339(ended) : null,
            r.Directory,
            r.Kept,
            r.Error ?? (run.IsAbandoned ? Reaper.Why : null),
            new UsageBody(r.Tokens, r.ToolUses, (long)((r.Ended ?? now) - r.Launched).TotalMilliseconds),
            r.OutputFile
        );
    }
}

/// <summary>What a run used.</summary>
internal sealed record UsageBody(long? TotalTokens, int? ToolUses, long DurationMs);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(RunBody))]
[JsonSerializable(typeof(RunBody[]))]
[JsonSerializable(typeof(TranscriptLine))]
internal sealed partial class RunContext : JsonSerializerContext;
