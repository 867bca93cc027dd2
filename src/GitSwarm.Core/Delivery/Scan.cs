using System.Text.Json.Serialization.Metadata;
using GitSwarm.Feeds;
using GitSwarm.Git;

namespace GitSwarm.Delivery;

/// <summary>Finds in one lane what waits for a session.</summary>
/// <remarks>Only segments that changed since they were looked through, or in which something is open, are read at all.</remarks>
public static class Scan
{
    /// <summary>Which segments have to be read.</summary>
    /// <param name="segments">Every segment of the lane's kind.</param>
    /// <param name="cursors">How far the session is.</param>
    public static List<FeedSegment> ToRead(IEnumerable<FeedSegment> segments, IReadOnlyDictionary<string, FeedCursor> cursors) =>
        [
            .. segments.Where(s =>
                !cursors.TryGetValue(s.Feed, out var c)
                || s.Number > c.Segment
                || (s.Number == c.Segment && s.Id.Hex != c.Blob)
                || c.Open?.Any(o => o.Segment == s.Number) == true
            ),
        ];

    /// <summary>Looks through what was read.</summary>
    /// <param name="segments">Every segment of the lane's kind.</param>
    /// <param name="contents">The text of those to read; one that could not be read is missing.</param>
    /// <param name="cursors">How far the session is.</param>
    /// <param name="type">What a line is.</param>
    /// <param name="isForMe">Whether a line is for the session.</param>
    /// <typeparam name="T">What a line is.</typeparam>
    public static Scanned<T> Of<T>(
        IReadOnlyList<FeedSegment> segments,
        IReadOnlyDictionary<RefName, ReadOnlyMemory<byte>> contents,
        IReadOnlyDictionary<string, FeedCursor> cursors,
        JsonTypeInfo<T> type,
        Func<FeedSegment, T, bool> isForMe
    )
        where T : FeedLine
    {
        var waiting = new List<Waiting<T>>();
        var after = new Dictionary<string, FeedCursor>(StringComparer.Ordinal);
        foreach (var segment in segments)
        {
            var old = cursors.GetValueOrDefault(segment.Feed);
            var now = after.GetValueOrDefault(segment.Feed) ?? old ?? new FeedCursor();
            if (contents.TryGetValue(segment.Name, out var text))
            {
                var seen = old?.Seq ?? 0;
                var open = old?.Open?.Where(o => o.Segment == segment.Number).Select(o => o.Seq).ToHashSet() ?? [];
                var lines = FeedText.Parse(text.Span, type, open.Count > 0 ? 0 : seen);
                waiting.AddRange(
                    lines.Where(l => open.Contains(l.Seq) || (l.Seq > seen && isForMe(segment, l))).Select(l => new Waiting<T>(segment, l))
                );
                now = now with { Seq = Math.Max(now.Seq, FeedText.LastSeq(text.Span)), Blob = segment.Id.Hex };
            }
            else if (segment.Number > now.Segment || segment.Id.Hex != now.Blob)
            {
                // It could not be read this time: look again.
                now = now with
                {
                    Blob = null,
                };
            }
            after[segment.Feed] = now with { Segment = segment.Number };
        }
        return new Scanned<T>(waiting, after);
    }
}

/// <summary>A line that waits for a session, and where it is.</summary>
/// <param name="Segment">Where it is.</param>
/// <param name="Line">The line.</param>
/// <typeparam name="T">What a line is.</typeparam>
public sealed record Waiting<T>(FeedSegment Segment, T Line)
    where T : FeedLine;

/// <summary>What waits in a lane.</summary>
/// <param name="Lines">In the order of each feed.</param>
/// <param name="LookedThrough">The cursors of the feeds that are still there, as if everything had been shown.</param>
/// <typeparam name="T">What a line is.</typeparam>
public sealed record Scanned<T>(IReadOnlyList<Waiting<T>> Lines, IReadOnlyDictionary<string, FeedCursor> LookedThrough)
    where T : FeedLine
{
    /// <summary>The cursors once some lines were shown: all others that wait stay open.</summary>
    /// <param name="shownIds">Ids of the lines shown.</param>
    public IReadOnlyDictionary<string, FeedCursor> After(IReadOnlySet<string> shownIds)
    {
        var open = Lines
            .Where(w => !shownIds.Contains(w.Line.Id))
            .ToLookup(w => w.Segment.Feed, w => new OpenLine(w.Segment.Number, w.Line.Seq), StringComparer.Ordinal);
        return LookedThrough.ToDictionary(
            f => f.Key,
            f => f.Value with { Open = open.Contains(f.Key) ? [.. open[f.Key]] : null },
            StringComparer.Ordinal
        );
    }
}
