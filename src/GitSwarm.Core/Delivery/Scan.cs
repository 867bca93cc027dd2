using System.Text.Json.Serialization.Metadata;
using GitSwarm.Feeds;
using GitSwarm.Git;

namespace GitSwarm.Delivery;

/// <summary>Finds in one lane what waits for a session.</summary>
/// <remarks>Only segments that changed since they were looked through, or in which something is open, are read at all.</remarks>
public static class Scan
{
    /// <summary>Which segments have to be read.</summary>
    /// <param name="segments">Every segment of the lane's kind, sorted by feed and number.</param>
    /// <param name="cursors">How far the session is.</param>
    public static List<FeedSegment> ToRead(IReadOnlyList<FeedSegment> segments, IReadOnlyDictionary<string, FeedCursor> cursors)
    {
        var wanted = new List<FeedSegment>();
        foreach (var feed in Feeds(segments))
        {
            var cursor = CursorOf(feed, cursors);
            wanted.AddRange(feed.FindAll(s => IsWanted(s, cursor)));
        }
        return wanted;
    }

    /// <summary>Looks through what was read.</summary>
    /// <param name="segments">Every segment of the lane's kind, sorted by feed and number.</param>
    /// <param name="contents">The text of those to read; one that could not be read is missing.</param>
    /// <param name="cursors">How far the session is.</param>
    /// <param name="type">Builds what a line looks like, which takes longer than all the rest; asked only where there is one to read.</param>
    /// <param name="isForMe">Whether a line is for the session.</param>
    /// <typeparam name="T">What a line is.</typeparam>
    public static Scanned<T> Of<T>(
        IReadOnlyList<FeedSegment> segments,
        IReadOnlyDictionary<RefName, ReadOnlyMemory<byte>> contents,
        IReadOnlyDictionary<string, FeedCursor> cursors,
        Func<JsonTypeInfo<T>> type,
        Func<FeedSegment, T, bool> isForMe
    )
        where T : FeedLine
    {
        var waiting = new List<Waiting<T>>();
        // A feed that is not there is not forgotten: its notes may be on their way into the archive, or it begins anew.
        var after = new Dictionary<string, FeedCursor>(cursors, StringComparer.Ordinal);
        var firstSeen = 0;
        foreach (var feed in Feeds(segments))
        {
            var cursor = CursorOf(feed, cursors);
            var unread = new List<OpenLine>();
            var (seq, last) = (cursor.Seq, (FeedSegment?)null);
            foreach (var segment in feed)
            {
                var open = cursor.Open?.Where(o => o.Segment == segment.Number).ToList() ?? [];
                if (contents.TryGetValue(segment.Name, out var text))
                {
                    foreach (var line in FeedText.Parse(text.Span, type(), open.Count > 0 ? 0 : cursor.Seq))
                    {
                        if (line.Seq > cursor.Seq ? isForMe(segment, line) : open.Exists(o => o.Seq == line.Seq))
                        {
                            waiting.Add(new Waiting<T>(segment, line));
                        }
                    }
                    seq = Math.Max(seq, FeedText.LastSeq(text.Span));
                    firstSeen += segment.Number > cursor.Segment ? 1 : 0;
                    last = segment;
                }
                else
                {
                    unread.AddRange(open);
                    last = IsWanted(segment, cursor) ? last : segment;
                }
            }
            after[feed[0].Feed] = cursor with
            {
                // What comes after the last that could be read is looked at again the next time.
                Segment = last?.Number ?? cursor.Segment,
                Blob = last?.Id.Hex,
                First = last?.Number > 1 && feed[0].Number == 1 ? feed[0].Id.Hex : null,
                Seq = seq,
                Open = unread.Count > 0 ? unread : null,
            };
        }
        return new Scanned<T>(waiting, after, firstSeen);
    }

    private static bool IsWanted(FeedSegment segment, FeedCursor cursor) =>
        segment.Number > cursor.Segment
        || (segment.Number == cursor.Segment && segment.Id.Hex != cursor.Blob)
        || cursor.Open?.Any(o => o.Segment == segment.Number) == true;

    /// <summary>The cursor to go by: of a feed that began anew only the last number still counts, for numbers of lines never go back.</summary>
    private static FeedCursor CursorOf(List<FeedSegment> feed, IReadOnlyDictionary<string, FeedCursor> cursors)
    {
        var cursor = cursors.GetValueOrDefault(feed[0].Feed) ?? new FeedCursor();
        return cursor.Segment > 1 && feed[0].Number == 1 && feed[0].Id.Hex != cursor.First ? new FeedCursor { Seq = cursor.Seq } : cursor;
    }

    private static List<List<FeedSegment>> Feeds(IReadOnlyList<FeedSegment> segments)
    {
        var feeds = new List<List<FeedSegment>>();
        foreach (var segment in segments)
        {
            if (feeds.Count == 0 || feeds[^1][0].Feed != segment.Feed)
            {
                feeds.Add([]);
            }
            feeds[^1].Add(segment);
        }
        return feeds;
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
/// <param name="LookedThrough">The cursors as if everything had been shown; open is what waits and could not be read this time.</param>
/// <param name="FirstSeen">How many segments were looked into for the first time.</param>
/// <typeparam name="T">What a line is.</typeparam>
public sealed record Scanned<T>(IReadOnlyList<Waiting<T>> Lines, IReadOnlyDictionary<string, FeedCursor> LookedThrough, int FirstSeen)
    where T : FeedLine
{
    /// <summary>The cursors once some lines were shown: all others that wait stay open.</summary>
    /// <param name="shownIds">Ids of the lines shown.</param>
    public IReadOnlyDictionary<string, FeedCursor> After(IReadOnlySet<string> shownIds)
    {
        var after = new Dictionary<string, FeedCursor>(LookedThrough, StringComparer.Ordinal);
        var left = Lines
            .Where(w => !shownIds.Contains(w.Line.Id))
            .ToLookup(w => w.Segment.Feed, w => new OpenLine(w.Segment.Number, w.Line.Seq), StringComparer.Ordinal);
        foreach (var feed in left)
        {
            after[feed.Key] = after[feed.Key] with { Open = [.. after[feed.Key].Open ?? [], .. feed] };
        }
        return after;
    }
}
