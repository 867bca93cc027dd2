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

    /// <summary>Bytes of one clone that are kept, so that none takes the room of all.</summary>
    public const long MostBytesOfClone = 16 << 20;

    /// <summary>Bytes of one remote that are kept, for a reader has them all in memory.</summary>
    public const long MostBytes = 128 << 20;

    // Git takes any bytes from 128 up for a name, text or not, and has to get the very same ones to delete it. Names of
    // records are ASCII.
    private static readonly Encoding Names = Encoding.Latin1;

    /// <summary>What is there, by its name here; what is no text in a name as the characters of its bytes.</summary>
    public Dictionary<RefName, ObjectId> Read()
    {
        var result = git.Run(["for-each-ref", "--format=%(objectname) %(refname)", remote.Prefix]).OrThrow("list what was fetched");
        return Names
            .GetString(result.Output)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(' ', 2))
            .ToDictionary(l => new RefName(l[1]), l => ObjectId.Parse(l[0]));
    }

    /// <summary>Drops what no reader should meet, also of what was there before: who was killed between the fetch and this did not look.</summary>
    /// <returns>What there is then, and what was dropped: its name at the remote, what it was, and why.</returns>
    public (Dictionary<RefName, ObjectId> Kept, List<(RefName Name, ObjectId Id, string Reason)> Dropped) Clean()
    {
        var (now, sizes, bad) = Look();
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
        foreach (var ofClone in now.Keys.Except(bad.Keys).GroupBy(n => SwarmRefs.Parse(n)!.CloneId).ToList())
        {
            foreach (var name in Beyond(MostBytesOfClone, ofClone, sizes))
            {
                bad[name] = "too many bytes";
            }
        }
        foreach (var name in Beyond(MostBytes, now.Keys.Except(bad.Keys), sizes))
        {
            bad[name] = "too many bytes";
        }
        var dropped = bad.Select(b => (Name: b.Key, Id: now[b.Key], Reason: b.Value)).ToList();
        Write(string.Concat(dropped.Select(d => $"delete {d.Name}\0{d.Id}\0")));
        dropped.ForEach(d => now.Remove(d.Name));
        return (now, dropped.ConvertAll(d => (SwarmRefs.AtRemote(remote.Key, d.Name)!.Value, d.Id, d.Reason)));
    }

    /// <summary>Moves what is kept of some refs to what the remote has now.</summary>
    /// <param name="changes">By name at the remote; none deletes.</param>
    public void Move(IEnumerable<(RefName Name, ObjectId New)> changes)
    {
        var commands = changes.Select(c => (Name: SwarmRefs.Fetched(remote.Key, c.Name), c.New));
        // Whatever they were: the push that just went through decides.
        Write(string.Concat(commands.Select(c => c.New.IsNone ? $"delete {c.Name}\0\0" : $"update {c.Name}\0{c.New}\0\0")));
    }

    /// <summary>A name as it is shown.</summary>
    public static RefName Shown(RefName name) => new(Encoding.UTF8.GetString(Names.GetBytes(name.Value)));

    private void Write(string commands)
    {
        if (commands.Length > 0)
        {
            git.Run(["update-ref", "--stdin", "-z"], Names.GetBytes(commands)).OrThrow("write what was fetched");
        }
    }

    /// <summary>True for a name that a record of a shared kind can have, here or at the remote.</summary>
    internal static bool IsKnown(RefName name) =>
        SwarmRefs.Parse(name) is { } parts
        && SwarmRefs.Shared.Contains(parts.Kind)
        && SwarmRefs.IsFeed(parts.Kind) == parts.Segment is not null
        && (parts.Segment is null || int.TryParse(parts.Segment, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static IEnumerable<RefName> TooMany(IGrouping<string, RefName> ofClone) =>
        ofClone.OrderBy(n => n.Value, StringComparer.Ordinal).Skip(MostOfClone);

    /// <summary>Those that come when the others have taken all the room.</summary>
    private static List<RefName> Beyond(long room, IEnumerable<RefName> names, Dictionary<RefName, long> sizes)
    {
        var beyond = new List<RefName>();
        foreach (var name in names.OrderBy(n => n.Value, StringComparer.Ordinal))
        {
            room -= sizes.GetValueOrDefault(name);
            if (room < 0)
            {
                beyond.Add(name);
            }
        }
        return beyond;
    }

    /// <summary>What is there, how long each is in bytes, and what of it points at no record.</summary>
    private (Dictionary<RefName, ObjectId> Refs, Dictionary<RefName, long> Sizes, Dictionary<RefName, string> Bad) Look()
    {
        var result = git.Run(["for-each-ref", "--format=%(objectname) %(objecttype) %(objectsize) %(refname)", remote.Prefix]);
        // One object that is missing, and git lists nothing more.
        return result.Ok ? Read(result.Output) : LookOneByOne(Read());
    }

    private static (Dictionary<RefName, ObjectId> Refs, Dictionary<RefName, long> Sizes, Dictionary<RefName, string> Bad) Read(
        byte[] listed
    )
    {
        var refs = new Dictionary<RefName, ObjectId>();
        var sizes = new Dictionary<RefName, long>();
        var bad = new Dictionary<RefName, string>();
        foreach (var line in Names.GetString(listed).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ', 4);
            var name = new RefName(parts[3]);
            refs[name] = ObjectId.Parse(parts[0]);
            Judge(name, parts[1], parts[2], sizes, bad);
        }
        return (refs, sizes, bad);
    }

    private (Dictionary<RefName, ObjectId> Refs, Dictionary<RefName, long> Sizes, Dictionary<RefName, string> Bad) LookOneByOne(
        Dictionary<RefName, ObjectId> refs
    )
    {
        var sizes = new Dictionary<RefName, long>();
        var bad = new Dictionary<RefName, string>();
        var request = Encoding.ASCII.GetBytes(string.Concat(refs.Values.Select(id => id.Hex + "\n")));
        var lines = git.Run(["cat-file", "--batch-check=%(objecttype) %(objectsize)"], request).Text.Split('\n');
        foreach (var (name, line) in refs.Keys.Zip(lines.Concat(Enumerable.Repeat("", refs.Count))))
        {
            var (type, length) = line.Split(' ') is [var t, var l] ? (t, l) : ("", "");
            Judge(name, type, length, sizes, bad);
        }
        return (refs, sizes, bad);
    }

    private static void Judge(RefName name, string type, string length, Dictionary<RefName, long> sizes, Dictionary<RefName, string> bad)
    {
        var reason =
            !long.TryParse(length, CultureInfo.InvariantCulture, out var size) ? "object missing"
            : type != "blob" ? $"a {type}, not a blob"
            : size > SnapshotReader.LargestBlob ? "larger than 1 MiB"
            : null;
        sizes[name] = size;
        if (reason is not null)
        {
            bad[name] = reason;
        }
    }
}
