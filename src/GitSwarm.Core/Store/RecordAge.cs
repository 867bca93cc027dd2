using System.Text.Json;

namespace GitSwarm.Store;

/// <summary>Tells which of two copies of one record is the later, by what they say of themselves.</summary>
internal static class RecordAge
{
    /// <summary>True where the first was written after the second; two that say nothing are equally old.</summary>
    public static bool IsLater(ReadOnlySpan<byte> record, ReadOnlySpan<byte> other) =>
        !record.SequenceEqual(other) && string.CompareOrdinal(TimeOf(record), TimeOf(other)) > 0;

    /// <summary>The first <c>at</c> or <c>tick</c> in it, in a form that sorts: UTC, as every record of ours has it.</summary>
    private static string TimeOf(ReadOnlySpan<byte> record)
    {
        try
        {
            for (var reader = new Utf8JsonReader(record); reader.Read(); )
            {
                if (reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("at"u8) || reader.ValueTextEquals("tick"u8)))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Whatever it is, another copy is better.
        }
        return "";
    }
}
