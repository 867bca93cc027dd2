using System.Text.Json.Serialization;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Teams;

/// <summary>Says how members took it that they were asked to end.</summary>
internal static class ShutdownAnswers
{
    public static int Report(SwarmHost host, IReadOnlyList<ShutdownOutcome> outcomes)
    {
        if (host.Output.Json)
        {
            host.Output.Answer(
                [.. outcomes.Select(o => new ShutdownBody(o.Member.Record.AgentId, o.Member.Record.Session, o.State, o.Why))],
                ShutdownContext.Default.ShutdownBodyArray
            );
        }
        foreach (var outcome in outcomes)
        {
            var who = outcome.Member.Record.AgentId;
            var why = outcome.Why is { Length: > 0 } said ? Texts.Cut(said, 300) : null;
            if (outcome.State == "refused")
            {
                host.Output.Refuse($"{who} refused to end{(why is null ? "" : $": {why}")}");
            }
            else
            {
                host.Output.Did(outcome.State == "ended" ? $"{who} has left" : $"{who} {why}");
            }
        }
        return outcomes.Any(o => o.State == "refused") ? ExitCode.No : ExitCode.Yes;
    }
}

/// <summary>How one took it, as JSON.</summary>
internal sealed record ShutdownBody(string AgentId, string Session, string State, string? Why);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(ShutdownBody[]))]
internal sealed partial class ShutdownContext : JsonSerializerContext;
