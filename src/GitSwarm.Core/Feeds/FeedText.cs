using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GitSwarm.Sessions;

namespace GitSwarm.Feeds;

/// <summary>The text of a segment: JSON lines, only ever added to.</summary>
public static class FeedText
{
    /// <summary>A segment with this many bytes takes no more lines.</summary>
    public const int FullBytes = 64 * 1024;

    /// <summary>A segment with this many lines takes no more.</summary>
    public const int FullLines = 100;

    private static ReadOnlySpan<byte> SeqStart => "{\"seq\":"u8;

    /// <summary>The lines after a number; lines that cannot be read, or are of a later version, are passed over.</summary>
    /// <param name="text">The bytes of a segment.</param>
    /// <param name="type">What a line is.</param>
    /// <param name="after">Only lines with a higher number; cheap, for those before are not parsed.</param>
    public static List<T> Parse<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type, long after = 0)
        where T : FeedLine
    {
        var lines = new List<T>();
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.IsEmpty || SeqOf(line) is var seq && seq > 0 && seq <= after)
            {
                continue;
            }
            try
            {
                if (JsonSerializer.Deserialize(line, type) is { } read && (read.Version ?? 1) <= Records.Version && read.Seq > after)
                {
                    lines.Add(read);
                }
            }
            catch (JsonException)
            {
                // One bad line does not hide the others; doctor names the segment.
            }
        }
        return lines;
    }

    /// <summary>The number of the last line; 0 for none.</summary>
    public static long LastSeq(ReadOnlySpan<byte> text)
    {
        var last = 0L;
        foreach (var range in text.Split((byte)'\n'))
        {
            last = Math.Max(last, SeqOf(text[range]));
        }
        return last;
    }

    /// <summary>The line of the same id, as it stands in a segment; null where it is not in it.</summary>
    public static T? Find<T>(ReadOnlySpan<byte> text, T line, JsonTypeInfo<T> type)
        where T : FeedLine => text.IndexOf(Encoding.UTF8.GetBytes(line.Id)) < 0 ? null : Parse(text, type).Find(l => l.Id == line.Id);

    /// <summary>
    /// A segment of the archive with this many bytes takes no more lines, however many it has. It is written seldom, and each ref costs the user's fetch and push some 60 µs.
    /// </summary>
    public const int FullArchiveBytes = 256 * 1024;

    /// <summary>True when a segment takes no more lines.</summary>
    public static bool IsFull(ReadOnlySpan<byte> text) => text.Length >= FullBytes || text.Count((byte)'\n') >= FullLines;

    /// <summary>The text with one more line.</summary>
    public static byte[] With<T>(ReadOnlySpan<byte> text, T line, JsonTypeInfo<T> type) =>
        [
            .. text,
            .. text.IsEmpty || text[^1] == '\n' ? [] : "\n"u8.ToArray(),
            .. JsonSerializer.SerializeToUtf8Bytes(line, type),
            (byte)'\n',
        ];

    private static long SeqOf(ReadOnlySpan<byte> line) =>
        line.StartsWith(SeqStart) && Utf8Parser.TryParse(line[SeqStart.Length..], out long seq, out _) ? seq : 0;
}
