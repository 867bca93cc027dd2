using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Conflicts;

namespace GitSwarm.Commands;

/// <summary>What the radar sees as JSON; the fields are those of docs/cli.md.</summary>
internal static class ConflictsJson
{
    public static string Text(RadarReport report)
    {
        var body = new ConflictsBody(
            1,
            report.ObservedAt is { } at ? Ages.Rfc3339(at) : null,
            report.Method,
            [.. report.Sides.Select(Of)],
            report.Pairs.Count,
            [.. report.Pairs.SelectMany(p => p.Conflicts.Select(c => Of(p, c)))],
            [.. report.Pairs.Where(p => p.Unknown is not null).Select(p => new UnknownBody(p.Left.Id, p.Right.Id, p.Unknown!))],
            [.. report.Skipped.Select(s => new SkippedBody(s.Label, s.Reason))]
        );
        return JsonSerializer.Serialize(body, ConflictsContext.Default.ConflictsBody) + "\n";
    }

    private static SideBody Of(SeenSide s) =>
        new(
            s.Side.Id,
            s.Side.Label,
            s.Side.Sessions,
            s.Side.Source == SideSource.Worktree ? "worktree" : "commit",
            s.Side.Worktree?.Path,
            s.Branch,
            s.Commit.Hex,
            s.Uncommitted,
            Ages.Rfc3339(s.ObservedAt)
        );

    private static ConflictBody Of(PairReport pair, Conflict c) =>
        new(pair.Left.Id, pair.Right.Id, c.Path, c.OtherPath, c.Kind, Of(c.LeftLines), Of(c.RightLines), c.Message);

    private static List<LinesBody> Of(IReadOnlyList<LineRange> lines) => [.. lines.Select(l => new LinesBody(l.First, l.Last))];
}

internal sealed record ConflictsBody(
    int Version,
    string? ObservedAt,
    string Method,
    IReadOnlyList<SideBody> Sides,
    int Pairs,
    IReadOnlyList<ConflictBody> Conflicts,
    IReadOnlyList<UnknownBody> Unknown,
    IReadOnlyList<SkippedBody> Skipped
);

internal sealed record SideBody(
    string Id,
    string Label,
    IReadOnlyList<string> Sessions,
    string Source,
    string? Worktree,
    string? Branch,
    string Commit,
    int Uncommitted,
    string ObservedAt
);

internal sealed record ConflictBody(
    string Left,
    string Right,
    string Path,
    string? OtherPath,
    string Kind,
    IReadOnlyList<LinesBody> LeftLines,
    IReadOnlyList<LinesBody> RightLines,
    string Message
);

internal sealed record LinesBody(int First, int Last);

internal sealed record UnknownBody(string Left, string Right, string Reason);

internal sealed record SkippedBody(string Label, string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(ConflictsBody))]
internal sealed partial class ConflictsContext : JsonSerializerContext;
