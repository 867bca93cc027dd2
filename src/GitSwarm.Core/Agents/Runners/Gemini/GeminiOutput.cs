using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Runners.Output;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.Gemini;

/// <summary>Reads <c>gemini --output-format stream-json</c>.</summary>
internal sealed class GeminiOutput : JsonOutput
{
    private const int MostText = 1024 * 1024;

    private readonly StringBuilder saying = new();
    private readonly Dictionary<string, string> calls = new(StringComparer.Ordinal);

    protected override IEnumerable<RunEvent> Read(JsonElement line)
    {
        var type = line.Text("type");
        if (type == "message")
        {
            // It comes in pieces, and is over when anything else comes.
            if (line.Text("role") == "assistant" && line.Text("content") is { } piece && saying.Length + piece.Length < MostText)
            {
                saying.Append(piece);
            }
            return [];
        }
        return [.. Spoken(), .. Other(type, line)];
    }

    protected override void Finish() => _ = Spoken();

    private IEnumerable<RunEvent> Spoken()
    {
        var text = saying.ToString().Trim();
        saying.Clear();
        return Says(text);
    }

    private IEnumerable<RunEvent> Other(string? type, JsonElement line)
    {
        switch (type)
        {
            case "init":
                return Started(line.Id("session_id"));
            case "tool_use" when line.Text("tool_name") is { } tool:
                calls[line.Text("tool_id") ?? ""] = tool;
                return [Uses(tool, line.Field("parameters"))];
            case "tool_result" when IsDenied(line) is { } denied:
                return [Denies(denied, line.Text("output"))];
            case "error":
                Trouble = line.Text("message");
                return [];
            case "result":
                IsOver = true;
                Failure =
                    line.Text("status") == "error"
                        ? Message(line.Field("error")?.Text("message")) ?? "it failed, and did not say why"
                        : null;
                return [Used(line.Field("stats")?.Number("total_tokens"))];
            default:
                return [];
        }
    }

    // What its mode or a rule does not allow it is not offered, and so does not know. In mode plan it may write in one place.
    private string? IsDenied(JsonElement line) =>
        calls.GetValueOrDefault(line.Text("tool_id") ?? "") is { } tool
        && line.Field("error") is { } error
        && error.Text("type") is { } type
        && (
            type is "policy_violation" or "permission_denied" or "path_not_in_workspace"
            || type == "tool_not_registered" && GeminiRunner.Tools.Has(tool)
            || error.Text("message")?.StartsWith("Access denied", StringComparison.Ordinal) == true
        )
            ? tool
            : null;

    // "[API Error: {json of the server}]"
    private static string? Message(string? message)
    {
        if (message is null)
        {
            return null;
        }
        var (from, to) = (message.IndexOf('{', StringComparison.Ordinal), message.LastIndexOf('}'));
        return from >= 0 && to > from && JsonLine.Parse(message[from..(to + 1)])?.Field("error")?.Text("message") is { } inner
            ? $"API Error: {inner}"
            : message;
    }
}
