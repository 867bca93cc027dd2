using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitSwarm.Clients.Settings;

namespace GitSwarm.Tests.Clients.Settings;

/// <summary>What a settings text says, however it is written, our entries and empty containers left out.</summary>
internal static class Meaning
{
    public static string Without(HookClient client, byte[] bytes)
    {
        var text = JsonText.Parse(bytes);
        var own = OwnHandler.In(text, client.Layout, client.Call).Select(h => h.Item.Value).ToHashSet(ReferenceEqualityComparer.Instance);
        return text.Root is { } root ? Of(text, root, own)?.ToJsonString() ?? "{}" : "{}";
    }

    private static JsonNode? Of(JsonText text, JsonPart part, HashSet<object?> own)
    {
        if (own.Contains(part))
        {
            return null;
        }
        if (part.Kind == JsonValueKind.Array)
        {
            var kept = part.Items.Select(i => Of(text, i.Value, own)).OfType<JsonNode>().ToArray();
            return kept.Length == 0 ? null : new JsonArray(kept);
        }
        if (part.Kind != JsonValueKind.Object)
        {
            // Their text tells scalars apart; null as a value is not nothing.
            return JsonValue.Create(Encoding.UTF8.GetString(text.Of(part).Span));
        }
        var members = new JsonArray();
        foreach (var item in part.Items.Where(i => !IsOwnVersion(text, part, i)))
        {
            if (Of(text, item.Value, own) is { } value)
            {
                members.Add(new JsonObject { [item.Name!] = value });
            }
        }
        return members.Count == 0 ? null : members;
    }

    private static bool IsOwnVersion(JsonText text, JsonPart part, JsonItem item) =>
        part == text.Root && item.Name == "version" && text.Of(item.Value).Span.SequenceEqual("1"u8);
}
