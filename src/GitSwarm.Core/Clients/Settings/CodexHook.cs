using System.Text;
using System.Text.Json;

namespace GitSwarm.Clients.Settings;

/// <summary>A hook as Codex sees it when it asks whether the user trusts it.</summary>
internal static class CodexHook
{
    /// <summary>An event in the spelling of keys: <c>pre_tool_use</c>.</summary>
    public static string EventName(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>What is hashed: event, handler and matcher as JSON without white space, names in order.</summary>
    public static string Canonical(JsonText text, OwnHandler own)
    {
        // Where it was found: a member that is there twice has two places, and by its name only one of them is reached.
        var group = own.Containers[2].Items[own.Group].Value;
        var handler = group.Member(HookLayout.Hooks)!.Value.Items[own.Handler].Value;
        var command = HookCall.String(text, handler.Member("command")) ?? "";
        var matcher = HookCall.String(text, group.Member("matcher")) is { } said ? $",\"matcher\":{Quote(said)}" : "";
        return $"{{\"event_name\":\"{EventName(own.Event)}\",\"hooks\":[{{\"async\":false,\"command\":{Quote(command)},"
            + $"\"timeout\":{Seconds(text, handler)},\"type\":\"command\"}}]{matcher}}}";
    }

    private static string Seconds(JsonText text, JsonPart handler) =>
        handler.Member("timeout") is { Value: { Kind: JsonValueKind.Number } number }
            ? Encoding.ASCII.GetString(text.Of(number).Span)
            : "600";

    // The least that has to be escaped: what Codex' own writer of JSON does.
    private static string Quote(string words)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in words)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }
}
