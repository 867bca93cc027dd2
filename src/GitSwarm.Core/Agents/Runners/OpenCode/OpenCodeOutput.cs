using System.Text.Json;
using GitSwarm.Agents.Runners.Output;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.OpenCode;

/// <summary>Reads <c>opencode run --format json</c>.</summary>
internal sealed class OpenCodeOutput : JsonOutput
{
    protected override IEnumerable<RunEvent> Read(JsonElement line) =>
        line.Text("type") is { } type ? [.. Started(line.Id("sessionID")), .. Event(type, line)] : [];

    private IEnumerable<RunEvent> Event(string type, JsonElement line)
    {
        var part = line.Field("part") ?? default;
        switch (type)
        {
            case "step_start":
                Trouble = null;
                return [];
            case "text":
                return Says(part.Text("text"));
            case "tool_use" when part.Text("tool") is { } tool:
                return Tool(tool, part.Field("state") ?? default);
            case "step_finish":
                // Its steps go on while it calls tools.
                IsOver = part.Text("reason") is not (null or "tool-calls");
                return [Used((Tokens ?? 0) + (part.Field("tokens")?.Number("total") ?? 0))];
            case "error":
                IsOver = true;
                Failure =
                    line.Field("error", "data")?.Text("message") ?? line.Field("error")?.Text("name") ?? "it failed, and did not say why";
                return [];
            default:
                return [];
        }
    }

    private IEnumerable<RunEvent> Tool(string tool, JsonElement state)
    {
        // So it calls a tool that there is not; one of its own was taken away by a rule.
        var wanted = tool == "invalid" ? state.Field("input")?.Text("tool") : null;
        yield return Uses(wanted ?? tool, state.Field("input"));
        // Where it would have asked, its turn ends, as if the person had said no.
        Trouble = state.Text("error")?.Contains("rejected permission", StringComparison.Ordinal) == true ? $"it was denied {tool}" : null;
        if (wanted is not null ? OpenCodeConfig.IsTool(wanted) : IsRefusal(state.Text("error")))
        {
            yield return Denies(wanted ?? tool, wanted is null ? state.Text("error") : null);
        }
    }

    private static bool IsRefusal(string? error) =>
        error is not null
        && (
            error.Contains("rejected permission", StringComparison.Ordinal)
            || error.Contains("a rule which prevents", StringComparison.Ordinal)
        );
}
