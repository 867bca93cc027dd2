using System.Text.Json;
using GitSwarm.Agents.Runners.Output;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.Copilot;

/// <summary>Reads <c>copilot --output-format json</c>, which does not say how many tokens it used.</summary>
/// <param name="id">The id its session was given; it tells it only at the end.</param>
internal sealed class CopilotOutput(string id) : JsonOutput
{
    private readonly Dictionary<string, string> calls = new(StringComparer.Ordinal);

    protected override IEnumerable<RunEvent> Read(JsonElement line)
    {
        var type = line.Text("type");
        if (type is null)
        {
            return [];
        }
        return
        [
            .. Started(line.Id("sessionId") ?? id),
            .. line.Field("data") is { } data ? Event(type, data)
            : type == "result" ? Result(line)
            : [],
        ];
    }

    private IEnumerable<RunEvent> Event(string type, JsonElement data)
    {
        switch (type)
        {
            // What its subagents say is for itself.
            case "assistant.message" when data.Field("parentToolCallId") is null:
                return Says(data.Text("content"));
            case "tool.execution_start" when data.Text("toolName") is { } tool:
                calls[data.Text("toolCallId") ?? ""] = tool;
                return [Uses(tool, data.Field("arguments"))];
            case "tool.execution_complete" when data.Field("error")?.Text("code") == "denied":
                return [Denies(calls.GetValueOrDefault(data.Text("toolCallId") ?? "") ?? "?", data.Field("error")?.Text("message"))];
            case "session.error":
                Trouble = data.Text("message");
                return [];
            default:
                return [];
        }
    }

    private IEnumerable<RunEvent> Result(JsonElement line)
    {
        IsOver = true;
        var code = line.Number("exitCode");
        Failure = code is null or 0 ? null : Trouble ?? $"it says it ended with exit code {code}";
        return [Used(null)];
    }
}
