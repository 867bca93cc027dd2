namespace GitSwarm.Delivery;

/// <summary>Puts together what two readers of one session did to one lane at the same time: what either has shown is shown.</summary>
public static class CursorMerge
{
    /// <summary>Merges the cursors of a lane.</summary>
    public static IReadOnlyDictionary<string, FeedCursor> Merge(
        IReadOnlyDictionary<string, FeedCursor> a,
        IReadOnlyDictionary<string, FeedCursor> b
    )
    {
        var merged = new Dictionary<string, FeedCursor>(a, StringComparer.Ordinal);
        foreach (var (feed, cursor) in b)
        {
            merged[feed] = merged.TryGetValue(feed, out var other) ? Merge(other, cursor) : cursor;
        }
        return merged;
    }

    private static FeedCursor Merge(FeedCursor a, FeedCursor b)
    {
        var (ahead, behind) = a.Seq >= b.Seq ? (a, b) : (b, a);
        // Beyond what the other looked at only the one ahead knows; before it, open is what both left open.
        var open = (ahead.Open ?? []).Where(o => o.Seq > behind.Seq || (behind.Open ?? []).Any(p => p.Seq == o.Seq)).ToList();
        return ahead with { Open = open.Count > 0 ? open : null };
    }
}
