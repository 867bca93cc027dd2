using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Servers;

/// <summary>The few messages of the Model Context Protocol that a look at a server takes.</summary>
internal static class ServerMessages
{
    /// <summary>The version we speak.</summary>
    public const string Protocol = "2025-06-18";

    /// <summary>Id of <c>initialize</c>.</summary>
    public const int InitializeId = 1;

    /// <summary>Id of <c>tools/list</c>.</summary>
    public const int ToolsId = 2;

    /// <summary>The first request.</summary>
    public static byte[] Initialize() =>
        Message(
            "initialize",
            InitializeId,
            json =>
            {
                json.WriteString("protocolVersion", Protocol);
                json.WriteStartObject("capabilities");
                json.WriteEndObject();
                json.WriteStartObject("clientInfo");
                json.WriteString("name", "git-swarm");
                json.WriteString("version", "1");
                json.WriteEndObject();
            }
        );

    /// <summary>What is said once the first request is answered.</summary>
    public static byte[] Initialized() => Message("notifications/initialized", null, null);

    /// <summary>Asks for the tools.</summary>
    public static byte[] ListTools() => Message("tools/list", ToolsId, _ => { });

    /// <summary>The answer to a request in what a server said; null where it is something else, or no JSON.</summary>
    public static JsonElement? Answer(byte[] said, int id)
    {
        try
        {
            var root = WholeJson.Parse(said);
            return root.ValueKind == JsonValueKind.Array
                ? root.EnumerateArray().Select(m => Answer(m, id)).FirstOrDefault(m => m is not null)
                : Answer(root, id);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How many tools an answer lists.</summary>
    public static int Tools(JsonElement result) =>
        result.Field("tools") is { ValueKind: JsonValueKind.Array } tools
            ? tools.EnumerateArray().Count(t => t.Text("name") is { Length: > 0 })
            : 0;

    private static JsonElement? Answer(JsonElement message, int id) =>
        // What has a method is a request of the server's own, whatever its id.
        message.Field("method")
            is null
        && message.Field("id") is { ValueKind: JsonValueKind.Number } of
        && of.TryGetInt32(out var number)
        && number == id
            ? message
            : null;

    private static byte[] Message(string method, int? id, Action<Utf8JsonWriter>? parameters)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            if (id is { } number)
            {
                json.WriteNumber("id", number);
            }
            json.WriteString("method", method);
            if (parameters is not null)
            {
                json.WriteStartObject("params");
                parameters(json);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}
