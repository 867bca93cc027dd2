using System.Buffers;
using System.Text.Json;

namespace GitSwarm.Agents.Plans;

/// <summary>Hooks of a definition as a plan has them ([H1]).</summary>
public static class DefinitionHooks
{
    /// <summary>The same hooks, with <c>Stop</c> under the name <c>SubagentStop</c>: who writes Stop into a definition means the end of this agent.</summary>
    /// <remarks>Where both are there, those of SubagentStop come first.</remarks>
    public static JsonElement? Of(JsonElement? written)
    {
        if (written is not { ValueKind: JsonValueKind.Object } hooks || !hooks.TryGetProperty(HookEvent.Stop, out var stop))
        {
            return written;
        }
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var hook in hooks.EnumerateObject().Where(h => h.Name is not (HookEvent.Stop or HookEvent.SubagentStop)))
            {
                hook.WriteTo(writer);
            }
            writer.WritePropertyName(HookEvent.SubagentStop);
            if (hooks.TryGetProperty(HookEvent.SubagentStop, out var own))
            {
                Join(writer, own, stop);
            }
            else
            {
                stop.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    // One entry by itself is as good as a list of one.
    private static void Join(Utf8JsonWriter writer, params ReadOnlySpan<JsonElement> lists)
    {
        writer.WriteStartArray();
        foreach (var list in lists)
        {
            if (list.ValueKind != JsonValueKind.Array)
            {
                list.WriteTo(writer);
                continue;
            }
            foreach (var entry in list.EnumerateArray())
            {
                entry.WriteTo(writer);
            }
        }
        writer.WriteEndArray();
    }
}
