using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>Tells which clones have said nothing for long, by the clock here: theirs may be years off.</summary>
public static class SilentClones
{
    /// <summary>What is remembered of each other clone after a look at the remote.</summary>
    /// <param name="before">What was remembered.</param>
    /// <param name="there">What the remote has, by name there.</param>
    /// <param name="cloneId">This clone.</param>
    /// <param name="now">UTC.</param>
    public static Dictionary<string, CloneSeen> Look(
        IReadOnlyDictionary<string, CloneSeen>? before,
        IReadOnlyDictionary<RefName, ObjectId> there,
        string cloneId,
        DateTimeOffset now
    )
    {
        var seen = new Dictionary<string, CloneSeen>(StringComparer.Ordinal);
        foreach (var clone in there.GroupBy(r => SwarmRefs.Parse(r.Key)?.CloneId ?? ""))
        {
            // The head of the claims is everybody's.
            if (clone.Key is "" or SwarmRefs.Head || clone.Key == cloneId)
            {
                continue;
            }
            var lines = clone.Select(r => $"{r.Key} {r.Value}\n").Order(StringComparer.Ordinal);
            var refs = StableHash.Of(string.Concat(lines));
            var known = before?.GetValueOrDefault(clone.Key);
            seen[clone.Key] = known is not null && known.Refs == refs && known.Since <= now ? known : new CloneSeen(refs, now);
        }
        return seen;
    }

    /// <summary>True where nothing is worth remembering anew.</summary>
    public static bool AreSame(IReadOnlyDictionary<string, CloneSeen>? before, IReadOnlyDictionary<string, CloneSeen> now) =>
        before is not null && before.Count == now.Count && now.All(c => before.GetValueOrDefault(c.Key) == c.Value);

    /// <summary>Those whose refs are what they were for longer than a time.</summary>
    public static HashSet<string> Of(IReadOnlyDictionary<string, CloneSeen> seen, TimeSpan limit, DateTimeOffset now) =>
        [.. seen.Where(s => now - s.Value.Since > limit).Select(s => s.Key)];
}
