using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>What housekeeping came to.</summary>
/// <param name="Gathered">Superseded blobs put away.</param>
/// <param name="DaysDropped">Days past retention whose blobs were left to git.</param>
/// <param name="RefsPacked">True when loose refs were packed.</param>
public sealed record Collected(int Gathered, int DaysDropped, bool RefsPacked)
{
    /// <summary>There was nothing to do, or another process did it.</summary>
    public static Collected Nothing { get; } = new(0, 0, RefsPacked: false);
}

/// <summary>Housekeeping of objects and refs: off the hot path, by one process at a time, safe to kill anywhere.</summary>
/// <remarks>
/// A superseded blob is unreachable. Thousands of loose ones make an old git warn at every commit and fill the output of
/// <c>git fsck</c>. So they are put into a tree that a ref of the day keeps (<c>refs/swarm/superseded/&lt;clone&gt;/&lt;day&gt;</c>; each
/// tree holds the one before it), and for git before 2.41 into a pack with a <c>.keep</c> file. After a day the ref goes,
/// after two weeks the <c>.keep</c> file; the objects themselves are git's to expire. No object is ever unlinked here:
/// <c>prune-packed</c> removes loose copies of packed objects and nothing else.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="cloneId">This clone.</param>
/// <param name="version">Which git it is.</param>
/// <param name="packFrom">How many superseded objects are worth a pack.</param>
public sealed class Garbage(SwarmGit git, string cloneId, GitVersion version, int packFrom = Superseded.Threshold)
{
    /// <summary>The first words of the <c>.keep</c> files that are ours.</summary>
    public const string KeepMark = "git-swarm ";

    /// <summary>Loose refs of ours above which they are packed.</summary>
    public const int ManyLooseRefs = 200;

    /// <summary>How long superseded blobs are kept reachable: every thousand of them costs the user's fetch most of a millisecond.</summary>
    public static readonly TimeSpan ReachableFor = TimeSpan.FromDays(1);

    /// <summary>How long their packs are kept from git: its own grace for unreachable objects.</summary>
    public static readonly TimeSpan PackedFor = TimeSpan.FromDays(14);

    private static readonly TimeSpan PackRefsEvery = TimeSpan.FromMinutes(10);

    private readonly Repository repository = git.Repository;

    /// <summary>Does all that is due, unless another process is at it.</summary>
    /// <param name="now">UTC.</param>
    public Collected Collect(DateTimeOffset now)
    {
        using var alone = OsLock.Take(repository, OsLock.Housekeeping, TimeSpan.Zero);
        return alone is null ? Collected.Nothing : Collect(alone, now);
    }

    /// <summary>Does all that is due.</summary>
    /// <param name="alone">Shows that no other process is at it; see <see cref="OsLock.Housekeeping"/>.</param>
    /// <param name="now">UTC.</param>
    public Collected Collect(OsLock alone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(alone);
        return new Collected(Gather(now), DropDays(now), PackRefs(now));
    }

    private int Gather(DateTimeOffset now)
    {
        // Doing a list twice does no harm.
        var named = new HashSet<string>(StringComparer.Ordinal);
        var lists = Superseded.SetAside(repository, $"{now.UtcTicks:x}-{Path.GetRandomFileName()}").Where(l => TryRead(l, named)).ToList();
        var blobs = Existing(named);
        if (blobs.Count > 0)
        {
            var tree = KeepReachable(blobs, now);
            if (version < GitVersion.CruftPacks)
            {
                PackWhenMany([.. blobs, tree], now);
            }
        }
        foreach (var done in lists)
        {
            File.Delete(done);
        }
        return blobs.Count;
    }

    /// <summary>A pack for every handful would leave the user hundreds of packs: a few wait, loose but reachable, for the next time.</summary>
    private void PackWhenMany(List<string> objects, DateTimeOffset now)
    {
        var parked = Superseded.ParkedIn(repository);
        var waiting = new HashSet<string>(objects, StringComparer.Ordinal);
        if (File.Exists(parked) && !TryRead(parked, waiting))
        {
            return;
        }
        if (waiting.Count < packFrom)
        {
            File.WriteAllLines(parked, waiting);
            return;
        }
        Pack(Existing(waiting), now);
        File.Delete(parked);
    }

    /// <summary>Adds the ids of a list; false while a writer that had it open is still at it, for whom the next time is soon enough.</summary>
    private static bool TryRead(string list, HashSet<string> ids)
    {
        try
        {
            ids.UnionWith(File.ReadAllLines(list).Where(l => ObjectId.TryParse(l, out _)));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private List<string> Existing(HashSet<string> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }
        var result = git.Run(["cat-file", "--batch-check=%(objecttype) %(objectname)"], Lines(ids)).OrThrow("look at superseded blobs");
        return
        [
            .. result.Text.Split('\n').Where(l => !l.EndsWith(" missing", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(' ') + 1)..]),
        ];
    }

    private string KeepReachable(List<string> blobs, DateTimeOffset now)
    {
        var day = SwarmRefs.SupersededOn(cloneId, now);
        var before = SnapshotReader.ReadNames(git, [day.Value]).GetValueOrDefault(day);
        var entries = blobs.Order(StringComparer.Ordinal).Select(b => $"100644 blob {b}\t{b}");
        if (!before.IsNone)
        {
            entries = entries.Append($"040000 tree {before}\tbefore");
        }
        var tree = git.Run(["mktree"], Lines(entries)).OrThrow("write a tree of superseded blobs").Text;
        git.Run(["update-ref", day.Value, tree, before.IsNone ? new string('0', repository.ObjectIdLength) : before.Hex])
            .OrThrow($"move {day}");
        return tree;
    }

    private void Pack(List<string> objects, DateTimeOffset now)
    {
        var pack = git.Run(["pack-objects", "--quiet", "--stdout"], Lines(objects)).OrThrow("pack superseded blobs");
        var mark = KeepMark + now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        git.Run(["index-pack", "--stdin", $"--keep={mark}"], pack.Output).OrThrow("store a pack of superseded blobs");
        git.Run(["prune-packed", "--quiet"]).OrThrow("remove loose copies of packed objects");
    }

    private int DropDays(DateTimeOffset now)
    {
        // Also days noted under an id this clone had before: such refs never come from elsewhere.
        var limit = Day(now - ReachableFor);
        var old = SnapshotReader
            .ReadNames(git, [SwarmRefs.Prefix(SwarmRefs.Superseded)])
            .Where(r => string.CompareOrdinal(r.Key.Components[^1], limit) < 0)
            .ToList();
        if (old.Count > 0)
        {
            var deletions = string.Concat(old.Select(r => $"delete {r.Key}\0{r.Value}\0"));
            git.Run(["update-ref", "--stdin", "-z"], Encoding.UTF8.GetBytes(deletions)).OrThrow("drop old superseded blobs");
        }
        foreach (var keep in KeepFiles(repository))
        {
            var day = File.ReadAllText(keep)[KeepMark.Length..].Trim().Replace("-", "", StringComparison.Ordinal);
            if (string.CompareOrdinal(day, Day(now - PackedFor)) < 0)
            {
                File.Delete(keep);
            }
        }
        return old.Count;
    }

    /// <summary>The <c>.keep</c> files that are ours.</summary>
    public static IEnumerable<string> KeepFiles(Repository repository)
    {
        var packs = Path.Combine(repository.CommonDir, "objects", "pack");
        return Directory.Exists(packs)
            ? Directory.GetFiles(packs, "*.keep").Where(f => File.ReadAllText(f).StartsWith(KeepMark, StringComparison.Ordinal))
            : [];
    }

    private bool PackRefs(DateTimeOffset now)
    {
        var loose = Path.Combine(repository.CommonDir, "refs", "swarm");
        var packed = new FileInfo(Path.Combine(repository.CommonDir, "packed-refs"));
        if (
            repository.RefFormat == RefFormat.Reftable
            || !Directory.Exists(loose)
            || Directory.EnumerateFiles(loose, "*", SearchOption.AllDirectories).Take(ManyLooseRefs + 1).Count() <= ManyLooseRefs
            || (packed.Exists && now.UtcDateTime - packed.LastWriteTimeUtc < PackRefsEvery)
        )
        {
            return false;
        }
        git.Run(["pack-refs", "--all"]).OrThrow("pack refs");
        return true;
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.ASCII.GetBytes(string.Concat(lines.Select(l => l + "\n")));
}
