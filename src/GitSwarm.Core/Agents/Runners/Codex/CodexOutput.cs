using System.Text.Json;
using GitSwarm.Agents.Runners.Output;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.Codex;

/// <summary>Reads <c>codex exec --json</c>.</summary>
internal sealed class CodexOutput : JsonOutput
{
    private readonly HashSet<string> begun = new(StringComparer.Ordinal);

    protected override IEnumerable<RunEvent> Read(JsonElement line)
    {
        switch (line.Text("type"))
        {
            case "thread.started":
                return Started(line.Id("thread_id"));
            case "item.started" or "item.completed" when line.Field("item") is { } item:
                return Item(item, line.Text("type") == "item.completed");
            case "turn.completed":
                IsOver = true;
                Failure = null;
                return [Used(line.Field("usage")?.Sum("input_tokens", "output_tokens"))];
            case "turn.failed":
                IsOver = true;
                Failure = Message(line.Field("error")?.Text("message")) ?? "its turn failed, and it did not say why";
                return [];
            // It tries again after some of these.
            case "error":
                Trouble = Message(line.Text("message"));
                return [];
            default:
                return [];
        }
    }

    private IEnumerable<RunEvent> Item(JsonElement item, bool isDone)
    {
        var kind = item.Text("type");
        if (kind is null or "reasoning" or "todo_list" or "error")
        {
            yield break;
        }
        if (kind == "agent_message")
        {
            foreach (var said in isDone ? Says(item.Text("text")) : [])
            {
                yield return said;
            }
            yield break;
        }
        var tool = kind == "mcp_tool_call" || kind == "collab_tool_call" ? item.Text("tool") ?? kind : kind;
        if (begun.Add(item.Text("id") ?? ""))
        {
            yield return Uses(tool, item.Items("changes").Select(c => (JsonElement?)c).FirstOrDefault() ?? item);
        }
        if (isDone && item.Text("status") == "declined")
        {
            yield return Denies(tool, null);
        }
    }

    // A server's error is handed on as it came, as JSON in a text.
    private static string? Message(string? message) =>
        message is null ? null : JsonLine.Parse(message)?.Field("error")?.Text("message") ?? message;
}
