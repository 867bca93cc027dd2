using System.Text.Json;

namespace GitSwarm.Clients;

/// <summary>Parses JSON whose every text can be read.</summary>
/// <remarks>An escape may be half of a character, which the parser lets pass and only reading the text refuses.</remarks>
internal static class WholeJson
{
    /// <summary>Parses.</summary>
    /// <exception cref="JsonException">It is no JSON, or has half a character in it.</exception>
    public static JsonElement Parse(byte[] json, JsonDocumentOptions options = default)
    {
        var text = json.AsMemory(json is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        using var document = JsonDocument.Parse(text, options);
        var root = document.RootElement.Clone();
        try
        {
            if (text.Span.IndexOf("\\ud"u8) >= 0 || text.Span.IndexOf("\\uD"u8) >= 0)
            {
                Read(root);
            }
            return root;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("half a character is escaped in it", error);
        }
    }

    private static void Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Read(item);
                }
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }
                break;
            default:
                break;
        }
    }
}
