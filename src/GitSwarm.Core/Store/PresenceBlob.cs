using System.Buffers;
using System.Text.Json;

namespace GitSwarm.Store;

/// <summary>The records of one session inside a <see cref="PresenceBlob"/>.</summary>
/// <param name="Id">The session.</param>
/// <param name="Records">The bytes of its records, by kind; see <see cref="SwarmRefs.InPresence"/>.</param>
public sealed record PresenceEntry(string Id, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Records);

/// <summary>What one clone lets others know of many of its sessions, in one blob (kind <c>presence</c>).</summary>
/// <remarks>
/// Form: <c>{"v":1,"at":"…","records":[{"id":"…","sessions":{…},"heartbeats":{…},"touched":{…}}]}</c>. It exists at
/// remotes only, and readers meet the records in it as if each had a ref of its own: see <see cref="SnapshotReader"/>.
/// </remarks>
/// <param name="At">When it was put together, UTC.</param>
/// <param name="Entries">The sessions.</param>
public sealed record PresenceBlob(DateTimeOffset At, IReadOnlyList<PresenceEntry> Entries)
{
    private const int Version = 1;

    /// <summary>A record by itself may be 64 deep.</summary>
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 64 + 8 };

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, Version);
            writer.WriteString("at"u8, At);
            writer.WriteStartArray("records"u8);
            foreach (var entry in Entries)
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, entry.Id);
                foreach (var kind in SwarmRefs.InPresence)
                {
                    if (entry.Records.TryGetValue(kind, out var record))
                    {
                        writer.WritePropertyName(kind);
                        writer.WriteRawValue(record.Span);
                    }
                }
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads one; null, with a reason, where it is none.</summary>
    public static (PresenceBlob? Read, string? Reason) Parse(ReadOnlyMemory<byte> content)
    {
        try
        {
            var reader = new Utf8JsonReader(content.Span, Deep);
            var (version, at, entries) = (0, default(DateTimeOffset), new List<PresenceEntry>());
            Expect(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("v"u8))
                {
                    Expect(ref reader, JsonTokenType.Number);
                    version = reader.TryGetInt32(out var number) ? number : int.MaxValue;
                }
                else if (reader.ValueTextEquals("at"u8))
                {
                    Expect(ref reader, JsonTokenType.String);
                    at = reader.TryGetDateTimeOffset(out var time) ? time : default;
                }
                else if (reader.ValueTextEquals("records"u8))
                {
                    ReadEntries(ref reader, content, entries);
                }
                else
                {
                    reader.Skip();
                }
            }
            return version > Version ? (null, StoreProblem.Newer) : (new PresenceBlob(at, entries), null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, "not a record of sessions");
        }
    }

    private static void ReadEntries(ref Utf8JsonReader reader, ReadOnlyMemory<byte> content, List<PresenceEntry> entries)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                if (ReadEntry(ref reader, content) is { } entry)
                {
                    entries.Add(entry);
                }
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static PresenceEntry? ReadEntry(ref Utf8JsonReader reader, ReadOnlyMemory<byte> content)
    {
        string? id = null;
        var records = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                Expect(ref reader, JsonTokenType.String);
                id = reader.GetString();
                continue;
            }
            var kind = KindOf(in reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (kind is not null)
            {
                records[kind] = content[start..(int)reader.BytesConsumed];
            }
        }
        return id is not null && SwarmRefs.IsComponent(id) ? new PresenceEntry(id, records) : null;
    }

    private static string? KindOf(in Utf8JsonReader reader)
    {
        foreach (var kind in SwarmRefs.InPresence)
        {
            if (reader.ValueTextEquals(kind))
            {
                return kind;
            }
        }
        return null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new JsonException();
        }
    }
}
