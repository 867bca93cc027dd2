using System.Globalization;
using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>What was fetched from a remote: which of it is kept, and under which names.</summary>
/// <remarks>Whoever may push there decides what is in it. So it is bounded, and what is no record of a shared kind goes again at once.</remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">From where.</param>
public sealed class Tracking(SwarmGit git, SyncRemote remote)
{
    /// <summary>Refs of one clone that are kept: forty sessions and their feeds over two weeks come to less.</summary>
    public const int MostOfClone = 2_000;

    /// <summary>Refs of one remote that are kept: readers look at all of them.</summary>
    public const int Most = 20_000;

    /// <summary>What is there, by its name here.</summary>
    public Dictionary<RefName, ObjectId> Read() => SnapshotReader.ReadNames(git, [remote.Prefix]);

    /// <summary>Drops what no reader should meet.</summary>
    /// <param name="before">What was there before the fetch, and was looked at then.</param>
    /// <param name="now">What is there; without what was dropped afterwards.</param>
    /// <returns>What was dropped and why, by its name at the remote.</returns>
    public List<RefResult> Clean(IReadOnlyDictionary<RefName, ObjectId> before, Dictionary<RefName, ObjectId> now)
    {
        var bad = new Dictionary<RefName, string>();
        foreach (var name in now.Keys.Where(n => !IsKnown(n)))
        {
            bad[name] = "a name of no known form";
        }
        foreach (var name in now.Keys.Except(bad.Keys).GroupBy(n => SwarmRefs.Parse(n)!.CloneId).SelectMany(TooMany).ToList())
        {
            bad[name] = "too many refs";
        }
        foreach (var name in now.Keys.Except(bad.Keys).OrderBy(n => n.Value, StringComparer.Ordinal).Skip(Most).ToList())
        {
            bad[name] = "too many refs";
        }
        LookAtObjects([.. now.Where(r => !bad.ContainsKey(r.Key) && before.GetValueOrDefault(r.Key) != r.Value)], bad);
        Drop(bad.Keys.ToDictionary(n => n, n => now[n]));
        foreach (var name in bad.Keys)
        {
            now.Remove(name);
        }
        return [.. bad.Select(b => new RefResult(SwarmRefs.AtRemote(remote.Key, b.Key)!.Value, "ignored", b.Value))];
    }

    /// <summary>Moves what is kept of some refs to what the remote has now.</summary>
    /// <param name="changes">By name at the remote; none deletes.</param>
    public void Move(IEnumerable<(RefName Name, ObjectId New)> changes)
    {
        var commands = changes.Select(c => (Name: SwarmRefs.Fetched(remote.Key, c.Name), c.New));
        // Whatever they were: the push that just went through decides.
        Write(string.Concat(commands.Select(c => c.New.IsNone ? $"delete {c.Name}\0\0" : $"update {c.Name}\0{c.New}\0\0")));
    }

    private void Drop(Dictionary<RefName, ObjectId> refs) => Write(string.Concat(refs.Select(r => $"delete {r.Key}\0{r.Value}\0")));

    private void Write(string commands)
    {
        if (commands.Length > 0)
        {
            git.Run(["update-ref", "--stdin", "-z"], Encoding.UTF8.GetBytes(commands)).OrThrow("write what was fetched");
        }
    }

    private static bool IsKnown(RefName name) =>
        SwarmRefs.Parse(name) is { } parts
        && SwarmRefs.Shared.Contains(parts.Kind)
        && SwarmRefs.IsFeed(parts.Kind) == parts.Segment is not null
        && (parts.Segment is null || int.TryParse(parts.Segment, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static IEnumerable<RefName> TooMany(IGrouping<string, RefName> ofClone) =>
        ofClone.OrderBy(n => n.Value, StringComparer.Ordinal).Skip(MostOfClone);

    private void LookAtObjects(List<KeyValuePair<RefName, ObjectId>> changed, Dictionary<RefName, string> bad)
    {
        if (changed.Count == 0)
        {
            return;
        }
        var request = Encoding.ASCII.GetBytes(string.Concat(changed.Select(c => c.Value.Hex + "\n")));
        var lines = git.Run(["cat-file", "--batch-check=%(objecttype) %(objectsize)"], request).Text.Split('\n');
        for (var i = 0; i < changed.Count; i++)
        {
            var parts = i < lines.Length ? lines[i].Split(' ') : [];
            var reason =
                parts is not [var type, var length] || !long.TryParse(length, out var size) ? "object missing"
                : type != "blob" ? $"a {type}, not a blob"
                : size > SnapshotReader.LargestBlob ? "larger than 1 MiB"
                : null;
            if (reason is not null)
            {
                bad[changed[i].Key] = reason;
            }
        }
    }
}
