using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>What housekeeping came to.</summary>
/// <param name="Gathered">Superseded blobs put away.</param>
/// <param name="Dropped">What kept blobs past their time: commits of the reflog, and refs of older versions.</param>
/// <param name="RefsPacked">True when loose refs were packed.</param>
public sealed record Collected(int Gathered, int Dropped, bool RefsPacked)
{
    /// <summary>There was nothing to do, or another process did it.</summary>
    public static Collected Nothing { get; } = new(0, 0, RefsPacked: false);
}

/// <summary>Housekeeping of objects and refs: off the hot path, by one process at a time, safe to kill anywhere.</summary>
/// <remarks>
/// A superseded blob is unreachable. Thousands of loose ones make an old git warn at every commit and fill the output of
/// <c>git fsck</c>. So a reflog keeps them reachable (<see cref="KeptReflog"/>), and for git before 2.41 they go into a pack
/// with a <c>.keep</c> file; both end after two weeks, and the objects themselves are git's to expire. A newer git puts
/// what is unreachable into a pack of its own, so there the reflog ends after a day. No object is ever lost here: only
/// copies go, loose ones of packed objects and packs whose objects lie in a larger one (<see cref="KeptPacks"/>).
/// Older versions kept a day's blobs by a ref to a tree, which each fetch of the user's walked; those go after a day.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="cloneId">This clone.</param>
/// <param name="version">Which git it is.</param>
/// <param name="packFrom">How many superseded objects are worth a pack.</param>
public sealed class Garbage(SwarmGit git, string cloneId, GitVersion version, int packFrom = Superseded.PackFrom)
{
    /// <summary>How long superseded blobs are kept reachable where no pack keeps them anyway, and refs of older versions at all.</summary>
    public static readonly TimeSpan ReachableFor = TimeSpan.FromDays(1);

    private readonly Repository repository = git.Repository;
    private readonly KeptPacks packs = new(git);
    private readonly KeptReflog kept = new(git);

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
        var gathered = Gather(now);
        var keptFor = version < GitVersion.CruftPacks ? KeptPacks.For : ReachableFor;
        var dropped = kept.DropBefore(new DateTimeOffset((now - keptFor).UtcDateTime.Date, TimeSpan.Zero)) + DropRefs(now);
        packs.Expire(now);
        var packed = LooseRefs.AreDue(repository, now) && LooseRefs.Pack(git, version);
        if (version < GitVersion.CruftPacks)
        {
            packs.Merge(now);
        }
        return new Collected(gathered, dropped, packed);
    }

    private int Gather(DateTimeOffset now)
    {
        // Doing a list twice does no harm.
        var named = new HashSet<string>(StringComparer.Ordinal);
        var lists = Superseded.SetAside(repository, $"{now.UtcTicks:x}-{Path.GetRandomFileName()}").Where(l => TryRead(l, named)).ToList();
        var blobs = Existing(named);
        string[] objects = blobs.Count > 0 ? [.. blobs, .. kept.Add(blobs, cloneId, now)] : [];
        if (version < GitVersion.CruftPacks)
        {
            PackWhenMany([.. objects, .. LooseRecords()], now);
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
            if (objects.Count > 0)
            {
                File.WriteAllLines(parked, waiting);
            }
            return;
        }
        packs.Add(Existing(waiting), DateOnly.FromDateTime(now.UtcDateTime));
        File.Delete(parked);
    }

    /// <summary>What refs point at now: git opens a file for each loose one whenever it walks all refs, or reads our records.</summary>
    private IEnumerable<string> LooseRecords() =>
        SnapshotReader
            .ReadNames(git, [SwarmRefs.Root, SwarmRefs.RemoteRoot])
            .Values.Select(id => id.Hex)
            .Where(id => File.Exists(Path.Combine(repository.CommonDir, "objects", id[..2], id[2..])));

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

    /// <summary>What older versions left.</summary>
    private int DropRefs(DateTimeOffset now)
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
        return old.Count;
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.ASCII.GetBytes(string.Concat(lines.Select(l => l + "\n")));
}
