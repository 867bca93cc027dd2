using System.Text.Json;
using GitSwarm.Agents.Runners.Output;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.Claude;

/// <summary>Reads <c>claude -p --output-format stream-json</c>.</summary>
/// <remarks>
/// There may be several results: one for the turn of its user, and one for each turn that the end of something in its
/// background began. The last one counts.
/// </remarks>
internal sealed class ClaudeOutput : JsonOutput
{
    private readonly HashSet<string> deniedCalls = new(StringComparer.Ordinal);
    private string? answer;
    private long spent;

    protected override IEnumerable<RunEvent> Read(JsonElement line) =>
        line.Text("type") switch
        {
            "system" => System(line),
            "assistant" => Assistant(line),
            "result" => Result(line),
            _ => [],
        };

    private IEnumerable<RunEvent> System(JsonElement line)
    {
        switch (line.Text("subtype"))
        {
            case "init":
                return Started(line.Id("session_id"));
            case "permission_denied" when line.Text("tool_name") is { } tool:
                deniedCalls.Add(line.Text("tool_use_id") ?? "");
                return [Denies(tool, line.Text("message"))];
            case "api_retry":
                Trouble = $"its model's server answered {line.Number("error_status")?.ToString() ?? line.Text("error") ?? "nothing"}";
                return [];
            default:
                return [];
        }
    }

    private IEnumerable<RunEvent> Assistant(JsonElement line)
    {
        Trouble = null;
        if (line.Flag("is_api_error_message") || line.Field("message") is not { } message)
        {
            yield break;
        }
        var isOwn = line.Field("parent_tool_use_id") is null or { ValueKind: JsonValueKind.Null };
        foreach (var block in message.Items("content"))
        {
            switch (block.Text("type"))
            {
                // What its subagents say is for itself.
                case "text" when isOwn:
                    foreach (var said in Says(block.Text("text")))
                    {
                        yield return said;
                    }
                    break;
                case "tool_use" when block.Text("name") is { } tool:
                    yield return Uses(tool, block.Field("input"));
                    break;
                default:
                    break;
            }
        }
        // A message comes in as many lines as it has blocks, each with the usage of all.
        if (message.Text("id") is { } id && id != answer && message.Field("usage") is { } usage)
        {
            answer = id;
            spent += usage.Sum("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens") ?? 0;
            yield return Used(spent);
        }
    }

    private List<RunEvent> Result(JsonElement line)
    {
        IsOver = true;
        var events = new List<RunEvent>(Started(line.Id("session_id")));
        var text = line.Text("result");
        Failure = line.Flag("is_error") || line.Text("subtype") is { } kind && kind != "success" ? Reason(line, text) : null;
        // Where hooks would not let it end, the result is empty, and what it said is not.
        Said = Failure is null ? text ?? Said : Said;
        foreach (var denial in line.Items("permission_denials"))
        {
            if (denial.Text("tool_name") is { } tool && deniedCalls.Add(denial.Text("tool_use_id") ?? ""))
            {
                events.Add(Denies(tool, null));
            }
        }
        events.Add(Used(OfModels(line)));
        return events;
    }

    private static string Reason(JsonElement line, string? text) =>
        text
        ?? line.Texts("errors").FirstOrDefault()
        ?? line.Text("terminal_reason")
        ?? line.Text("subtype")
        ?? "it failed, and did not say why";

    // With those of its subagents.
    private static long? OfModels(JsonElement line)
    {
        long? sum = null;
        if (line.Field("modelUsage") is { ValueKind: JsonValueKind.Object } models)
        {
            foreach (var model in models.EnumerateObject())
            {
                sum =
                    (sum ?? 0) + (model.Value.Sum("inputTokens", "outputTokens", "cacheReadInputTokens", "cacheCreationInputTokens") ?? 0);
            }
        }
        return sum;
    }
}
