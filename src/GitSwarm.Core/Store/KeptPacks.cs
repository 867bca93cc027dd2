using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>The packs of superseded blobs that a <c>.keep</c> file keeps from a git before 2.41.</summary>
/// <remarks>
/// Every git process opens every pack, so few large ones are better than many small ones. A pack is removed only when
/// each of its objects lies in another pack that is complete and kept: what <c>git repack -d</c> does, too. Called by one
/// process at a time; see <see cref="OsLock.Housekeeping"/>.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
public sealed class KeptPacks(SwarmGit git)
{
    /// <summary>How long they are kept from git: its own grace for unreachable objects.</summary>
    public static readonly TimeSpan For = TimeSpan.FromDays(14);

    /// <summary>More packs than this of the running fortnight become one; a fortnight that is over has one anyway.</summary>
    public const int Many = 2;

    /// <summary>How many days' packs become one: each pack that nobody collects costs the user's fetch half a millisecond.</summary>
    public const int Fortnight = 14;

    /// <summary>How long the rest of a torn pack stays.</summary>
    /// <remarks>
    /// A git whose caller was killed may be about to finish a pack that still lacks its index. And one that listed a
    /// pack before it went finds its objects elsewhere, but fails without the index if it is about to search all packs.
    /// </remarks>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>A <c>gc.pid</c> older than this is a leftover to git as well.</summary>
    private static readonly TimeSpan LongestGc = TimeSpan.FromHours(12);

    private readonly Repository repository = git.Repository;

    /// <summary>Puts objects into a pack of their own and removes their loose copies.</summary>
    /// <param name="objects">Names of objects that exist.</param>
    /// <param name="day">Today.</param>
    public void Add(IReadOnlyCollection<string> objects, DateOnly day)
    {
        _ = Write(objects, day);
        // A gc of the user's that runs now would stumble over files that go, and removes loose copies itself.
        if (!IsCollecting())
        {
            foreach (var id in objects)
            {
                // Not by "git prune-packed": it removes empty directories, too, and a commit that just made one then fails.
                TryDelete(Path.Combine(repository.CommonDir, "objects", id[..2], id[2..]));
            }
        }
    }

    /// <summary>Makes one pack of the many of a fortnight.</summary>
    /// <param name="now">Tells which is over; UTC.</param>
    /// <returns>How many packs went.</returns>
    public int Merge(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var fortnights = KeepFile.In(repository).Where(k => k is { Day: not null, IsTorn: false }).GroupBy(k => FortnightOf(k.Day!.Value));
        var removed = 0;
        foreach (var packs in fortnights.Where(w => w.Count() > (w.Key < FortnightOf(today) ? 1 : Many)))
        {
            if (!IsLeftAlone())
            {
                return removed;
            }
            removed += Merge([.. packs], now);
        }
        return removed;
    }

    /// <summary>Leaves packs past their time to git, and removes what is left of those a killed process was removing.</summary>
    /// <param name="now">UTC.</param>
    public void Expire(DateTimeOffset now)
    {
        var limit = DateOnly.FromDateTime((now - For).UtcDateTime);
        foreach (var keep in KeepFile.In(repository))
        {
            if (keep.IsTorn && now.UtcDateTime - File.GetLastWriteTimeUtc(keep.Path) > Settled)
            {
                Remove(keep);
            }
            else if (!keep.IsTorn && keep.Day < limit)
            {
                File.Delete(keep.Path);
            }
        }
    }

    /// <summary>Leaves them all to git, at once.</summary>
    /// <param name="repository">Whose.</param>
    public static void Release(Repository repository)
    {
        foreach (var keep in KeepFile.In(repository))
        {
            if (!keep.IsTorn)
            {
                File.Delete(keep.Path);
            }
            else
            {
                Remove(keep);
            }
        }
    }

    private static int FortnightOf(DateOnly day) => day.DayNumber / Fortnight;

    /// <summary>True while a <c>git gc</c> of the user's is at work.</summary>
    private bool IsCollecting()
    {
        var gc = new FileInfo(Path.Combine(repository.CommonDir, "gc.pid"));
        return gc.Exists && TimeProvider.System.GetUtcNow().UtcDateTime - gc.LastWriteTimeUtc < LongestGc;
    }

    /// <summary>False where somebody counts on the packs that are there.</summary>
    private bool IsLeftAlone()
    {
        var objects = Path.Combine(repository.CommonDir, "objects");
        // gc ends with a search of all packs, and fails when one went since it listed them.
        return !IsCollecting()
            // It names packs, ours too, and spares git opening each of them.
            && !Path.Exists(Path.Combine(objects, "pack", "multi-pack-index"))
            && !Path.Exists(Path.Combine(objects, "pack", "multi-pack-index.d"));
    }

    private int Merge(List<KeepFile> old, DateTimeOffset now)
    {
        // In order, so that doing it again makes the same pack.
        var objects = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pack in old)
        {
            objects.UnionWith(ObjectsOf(pack));
        }
        var day = old.Max(k => k.Day!.Value);
        var name = Write(objects, day);
        // Equal content has an equal name: then one of the old packs is the new one.
        var merged = KeepFile.In(repository).FirstOrDefault(k => Path.GetFileName(k.Path) == $"pack-{name}.keep");
        if (merged is null || merged.IsTorn || !objects.IsSubsetOf(ObjectsOf(merged)))
        {
            return 0;
        }
        if (merged.Day < day)
        {
            Remark(merged, day, now);
        }
        return IsLeftAlone() ? old.Count(k => k.Path != merged.Path && Retire(k, now)) : 0;
    }

    private IEnumerable<string> ObjectsOf(KeepFile pack)
    {
        // Inside a repository, too, show-index takes SHA-1 for granted.
        var format = repository.ObjectIdLength == 64 ? "sha256" : "sha1";
        var result = git.Run(["show-index", "--object-format=" + format], File.ReadAllBytes(pack.Index)).OrThrow("list a pack");
        // <offset> SP <object name> SP (<crc>)
        return result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[1]);
    }

    /// <summary>Writes a pack that is kept from its first moment on.</summary>
    /// <returns>The hash in its name.</returns>
    private string Write(IEnumerable<string> objects, DateOnly day)
    {
        var lines = Encoding.ASCII.GetBytes(string.Concat(objects.Select(o => o + "\n")));
        var pack = git.Run(["pack-objects", "--quiet", "--stdout"], lines).OrThrow("pack superseded blobs");
        var stored = git.Run(["index-pack", "--stdin", $"--keep={KeepFile.TextOf(day)}"], pack.Output);
        // "keep" TAB <hash>, or "pack" where it was there and kept before
        return stored.OrThrow("store a pack of superseded blobs").Text.Split('\t')[^1];
    }

    /// <summary>In one step: a mark half-written would be nobody's.</summary>
    private void Remark(KeepFile keep, DateOnly day, DateTimeOffset now)
    {
        Directory.CreateDirectory(repository.SwarmDir);
        var next = Path.Combine(repository.SwarmDir, "keep.tmp");
        File.WriteAllText(next, KeepFile.TextOf(day) + "\n");
        File.SetLastWriteTimeUtc(next, now.UtcDateTime);
        File.Move(next, keep.Path, overwrite: true);
    }

    /// <summary>Removes a pack, and leaves the rest for <see cref="Expire"/>.</summary>
    private bool Retire(KeepFile keep, DateTimeOffset now)
    {
        Remark(keep, keep.Day!.Value, now);
        return TryDelete(keep.Pack);
    }

    /// <summary>Removes a pack; what cannot be removed now is found again, for its <c>.keep</c> file goes last.</summary>
    private static bool Remove(KeepFile keep) => keep.Parts.All(TryDelete);

    private static bool TryDelete(string file)
    {
        try
        {
            if (OperatingSystem.IsWindows() && File.Exists(file))
            {
                // Git writes its objects read-only, and there such files cannot be deleted.
                File.SetAttributes(file, FileAttributes.Normal);
            }
            File.Delete(file);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
