using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>What a remote lacks of this clone, and what it has too much: pure functions.</summary>
public static class PushPlan
{
    /// <summary>What is this clone's to delete there. Kinds that this program does not know may be those of a newer one.</summary>
    private static readonly string[] Deletable =
    [
        .. SwarmRefs.Shared.Where(k => k != SwarmRefs.Locks),
        SwarmRefs.Processes,
        SwarmRefs.Cursors,
        SwarmRefs.Superseded,
    ];

    /// <summary>The changes that make the remote's records of this clone what they should be.</summary>
    /// <remarks>Claims are never among them: an old one put back would be believed over a newer one of another clone.</remarks>
    /// <param name="wanted">What it should have, by name there.</param>
    /// <param name="there">What it has of all clones, by name there.</param>
    /// <param name="cloneId">This clone.</param>
    public static List<RefPush> Of(
        IReadOnlyDictionary<RefName, ObjectId> wanted,
        IReadOnlyDictionary<RefName, ObjectId> there,
        string cloneId
    )
    {
        var changes = new List<RefPush>();
        foreach (var (name, id) in wanted)
        {
            if (there.GetValueOrDefault(name) != id)
            {
                changes.Add(new RefPush(name, id));
            }
        }
        foreach (var name in there.Keys)
        {
            if (
                SwarmRefs.Parse(name) is { } parts
                && parts.CloneId == cloneId
                && Deletable.Contains(parts.Kind)
                && !wanted.ContainsKey(name)
            )
            {
                changes.Add(new RefPush(name, default));
            }
        }
        changes.Sort((a, b) => string.CompareOrdinal(a.Name.Value, b.Name.Value));
        return changes;
    }

    /// <summary>Deletions of what clones left that were silent too long, each only if nothing moved since.</summary>
    /// <param name="there">What the remote has, by name there.</param>
    /// <param name="silent">Those clones.</param>
    public static List<RefPush> Forget(IReadOnlyDictionary<RefName, ObjectId> there, IReadOnlySet<string> silent) =>
        [
            .. there
                .Where(r => SwarmRefs.Parse(r.Key) is { } parts && silent.Contains(parts.CloneId))
                .Select(r => new RefPush(r.Key, default, r.Value))
                .OrderBy(c => c.Name.Value, StringComparer.Ordinal),
        ];
}
