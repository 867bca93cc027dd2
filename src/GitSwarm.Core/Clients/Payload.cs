using System.Text.Json;

namespace GitSwarm.Clients;

/// <summary>Reads fields of a payload; whatever is missing or of another type is not there.</summary>
internal static class Payload
{
    /// <summary>Ids are taken up to this length; a longer one is none.</summary>
    private const int LongestId = 512;

    /// <summary>A text that is not empty.</summary>
    public static string? Text(this JsonElement from, string name)
    {
        try
        {
            return from.Field(name) is { ValueKind: JsonValueKind.String } field && field.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text.
            return null;
        }
    }

    /// <summary>A text short enough for an id.</summary>
    public static string? Id(this JsonElement from, string name) => from.Text(name) is { Length: <= LongestId } id ? id : null;

    /// <summary>True only where the field is true.</summary>
    public static bool Flag(this JsonElement from, string name) => from.Field(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A field of an object.</summary>
    public static JsonElement? Field(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var field) ? field : null;

    /// <summary>A field within fields.</summary>
    public static JsonElement? Field(this JsonElement from, string name, string inner) => from.Field(name)?.Field(inner);

    /// <summary>The elements of an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement from, string name) =>
        from.Field(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The texts of an array.</summary>
    public static IEnumerable<string> Texts(this JsonElement from, string name) =>
        from.Items(name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!).Where(t => t.Length > 0);

    /// <summary>An event in the form several clients share: <c>session_id</c>, <c>cwd</c>, <c>agent_id</c>, <c>agent_type</c>.</summary>
    /// <returns>Null where there is no session.</returns>
    public static AgentEvent? Event(this JsonElement from, EventKind kind, string name) =>
        from.Id("session_id") is { } session
            ? new AgentEvent(kind, name, session, from.Text("cwd") ?? "")
            {
                Agent = from.Id("agent_id"),
                AgentType = from.Text("agent_type"),
            }
            : null;
}
