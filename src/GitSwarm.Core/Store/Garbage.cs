using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>What housekeeping came to.</summary>
/// <param name="Gathered">Superseded blobs put away.</param>
/// <param name="DaysDropped">Days past retention whose blobs were left to git.</param>
/// <param name="RefsPacked">True when loose refs were packed.</param>
public sealed record Collected(int Gathered, int DaysDropped, bool RefsPacked);

/// <summary>Housekeeping of objects and refs: off the hot path, by one process at a time, safe to kill anywhere.</summary>
/// <remarks>
/// A superseded blob is unreachable. Thousands of loose ones make an old git warn at every commit and fill the output of
/// <c>git fsck</c>. So they are put into a tree that a ref of the day keeps (<c>refs/swarm/superseded/&lt;clone&gt;/&lt;day&gt;</c>; each
/// tree holds the one before it), and for git before 2.41 into a pack with a <c>.keep</c> file. Past retention the ref goes
/// and the <c>.keep</c> file goes; the objects themselves are git's to expire. No object is ever unlinked here:
/// <c>prune-packed</c> removes loose copies of packed objects and nothing else.
/// </remarks>
public sealed class Garbage(SwarmGit git, string cloneId, GitVersion version)
{
    /// <summary>The first words of the <c>.keep</c> files that are ours.</summary>
    public const string KeepMark = "git-swarm ";

    /// <summary>Loose refs of ours above which they are packed.</summary>
    public const int ManyLooseRefs = 200;

    private static readonly TimeSpan PackRefsEvery = TimeSpan.FromMinutes(10);

    private readonly Repository repository = git.Repository;

    /// <summary>Does all that is due. Does nothing while another process is at it.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="retention">Days older than this are left to git; at least two weeks, git's own grace.</param>
    public Collected Collect(DateTimeOffset now, TimeSpan retention)
    {
        Directory.CreateDirectory(repository.SwarmDir);
        using var alone = OpenAlone();
        return alone is null
            ? new Collected(0, 0, RefsPacked: false)
            : new Collected(Gather(now), DropDays(now - retention), PackRefs(now));
    }

    /// <summary>A file nobody else has open; freed by the system when this process ends, however it ends. Null while another has it.</summary>
    private FileStream? OpenAlone()
    {
        try
        {
            return new FileStream(Path.Combine(repository.SwarmDir, "gc.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
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
                Pack([.. blobs, tree], now);
            }
        }
        foreach (var done in lists)
        {
            File.Delete(done);
        }
        return blobs.Count;
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
        return [.. result.Text.Split('\n').Where(l => l.StartsWith("blob ", StringComparison.Ordinal)).Select(l => l[5..])];
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

    private int DropDays(DateTimeOffset before)
    {
        var limit = before.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var old = SnapshotReader
            .ReadNames(git, [$"{SwarmRefs.Root}{SwarmRefs.Superseded}/{cloneId}"])
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
            if (string.CompareOrdinal(day, limit) < 0)
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

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.ASCII.GetBytes(string.Concat(lines.Select(l => l + "\n")));
}
