using System.Text.Json;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Sessions;

namespace GitSwarm.Sync;

/// <summary>What of an outbox is for other clones: a pure function.</summary>
/// <remarks>
/// Whether a line leaves must not change later: its reader may have looked further by then. So each line decides by itself,
/// and acknowledgements by what was received from elsewhere.
/// </remarks>
public static class MailFilter
{
    /// <summary>The lines for other clones, as they are; acknowledgements without those of messages of this clone.</summary>
    /// <param name="text">A segment of an outbox.</param>
    /// <param name="cloneId">This clone.</param>
    /// <param name="isFromElsewhere">Whether a message of this id was received from another clone.</param>
    public static byte[] ForOthers(ReadOnlySpan<byte> text, string cloneId, Func<string, bool> isFromElsewhere)
    {
        using var kept = new MemoryStream();
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (!line.IsEmpty && Kept(line, cloneId, isFromElsewhere) is { } sent)
            {
                kept.Write(sent);
                kept.WriteByte((byte)'\n');
            }
        }
        return kept.ToArray();
    }

    private static byte[]? Kept(ReadOnlySpan<byte> line, string cloneId, Func<string, bool> isFromElsewhere)
    {
        MailLine? read;
        try
        {
            read = JsonSerializer.Deserialize(line, MailJson.Default.MailLine);
        }
        catch (JsonException)
        {
            return null;
        }
        // What a later version wrote may be meant for nobody else.
        if (read is null || (read.Version ?? 1) > Records.Version)
        {
            return null;
        }
        if (read is { To: null, Acks: { } acks })
        {
            var sent = acks.Where(isFromElsewhere).ToList();
            return sent.Count == 0 ? null
                : sent.Count == acks.Count ? line.ToArray()
                : JsonSerializer.SerializeToUtf8Bytes(read with { Acks = sent }, MailJson.Default.MailLine);
        }
        var isForOthers =
            Recipient.Parse(read.To) is { } to
            && to.Kind switch
            {
                // Somebody elsewhere may listen to a channel; who is in a team of this clone is here.
                Recipient.All or Recipient.Channel => true,
                Recipient.Team => to.Value.Contains('/', StringComparison.Ordinal)
                    && (IsElsewhere(to.Value, cloneId) || read.Readers?.Keys.Any(r => IsElsewhere(r, cloneId)) == true),
                Recipient.Session => IsElsewhere(to.Value, cloneId),
                _ => false,
            };
        return isForOthers ? line.ToArray() : null;
    }

    private static bool IsElsewhere(string value, string cloneId) => !value.StartsWith(cloneId + "/", StringComparison.Ordinal);
}
