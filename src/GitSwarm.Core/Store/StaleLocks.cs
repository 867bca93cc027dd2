using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Lock files a killed writer left behind.</summary>
/// <remarks>
/// A lock is stale when it is older than a minute, no process has it open, and no <c>git</c> process works in this
/// repository (a prepared transaction has its lock files closed). Where processes cannot be looked into, age alone
/// decides, after ten minutes. Locks are taken away by one process at a time, which looks once more: else the second of
/// two would remove the new lock of a third.
/// </remarks>
public static class StaleLocks
{
    /// <summary>A transaction of ours takes milliseconds; its lock is looked at after this.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BlindAge = TimeSpan.FromMinutes(10);

    /// <summary>Every lock file that could block a writer of ours, stale or not: those of our refs and the ones the whole repository shares.</summary>
    public static List<string> Find(Repository repository) =>
        [
            .. Under(repository, "swarm"),
            .. Under(repository, "swarm-remote"),
            .. Shared(repository, ["config.lock", .. OfRefs, .. KeptReflog.Locks]),
        ];

    private static readonly string[] OfRefs = ["packed-refs.lock", Path.Combine("reftable", "tables.list.lock")];

    private static IEnumerable<string> Under(Repository repository, string root)
    {
        var refs = Path.Combine(repository.CommonDir, "refs", root);
        return Directory.Exists(refs) ? Directory.EnumerateFiles(refs, "*.lock", SearchOption.AllDirectories) : [];
    }

    private static IEnumerable<string> Shared(Repository repository, IEnumerable<string> names) =>
        names.Select(n => Path.Combine(repository.CommonDir, n)).Where(File.Exists);

    /// <summary>Takes away the stale locks that a fetch of records would meet.</summary>
    /// <returns>The files removed.</returns>
    public static List<string> ClearFetched(Repository repository) =>
        Clear(repository, [.. Under(repository, "swarm-remote"), .. Shared(repository, OfRefs)]);

    /// <summary>Takes away the stale locks of some refs, and of the reftable store.</summary>
    /// <returns>The files removed.</returns>
    public static List<string> Clear(Repository repository, IEnumerable<RefName> names)
    {
        // Deleting a ref takes the lock of packed-refs, too.
        var locks = names.Select(n => n.Value + ".lock").Append("packed-refs.lock").Select(l => Path.Combine(repository.CommonDir, l));
        if (repository.RefFormat == RefFormat.Reftable)
        {
            locks = [Path.Combine(repository.CommonDir, "reftable", "tables.list.lock")];
        }
        return Clear(repository, locks);
    }

    /// <summary>Takes away the stale locks of <see cref="KeptReflog"/>, and of the reftable store.</summary>
    internal static void ClearKept(Repository repository) => Clear(repository, [.. Shared(repository, [.. KeptReflog.Locks, .. OfRefs])]);

    private static List<string> Clear(Repository repository, IEnumerable<string> locks)
    {
        var stale = locks.Where(l => IsStale(repository, l)).ToList();
        if (stale.Count == 0)
        {
            return [];
        }
        using var alone = OsLock.TryTake(repository, OsLock.StaleLocks, TimeSpan.Zero);
        return alone is null ? [] : [.. stale.Where(l => IsStale(repository, l) && Remove(l))];
    }

    /// <summary>True when the lock is there and nobody can be holding it any more.</summary>
    public static bool IsStale(Repository repository, string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return false;
        }
        var age = TimeProvider.System.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        if (age < Age)
        {
            return false;
        }
        return Directory.Exists("/proc/self/fd") ? !IsHeld(repository, path) : age > BlindAge;
    }

    /// <summary>Removes a lock file; false when that failed.</summary>
    public static bool Remove(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsHeld(Repository repository, string path)
    {
        var places = Worktree.List(repository).Select(w => w.Path).Append(repository.CommonDir).ToList();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(d["/proc/".Length])))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(process, "cmdline"));
                if (IsGit(command) && (places.Any(p => command.Contains(p, StringComparison.Ordinal)) || WorksIn(process, places)))
                {
                    return true;
                }
                var open = Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd"));
                if (open.Any(f => File.ResolveLinkTarget(f, returnFinalTarget: false)?.FullName == path))
                {
                    return true;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile, or another user's: that one could not have written here.
            }
        }
        return false;
    }

    private static bool IsGit(string command)
    {
        var name = Path.GetFileName(command.Split('\0')[0]);
        // The file system monitor stays for days and holds no lock.
        return !command.Contains("fsmonitor--daemon", StringComparison.Ordinal)
            && (name == "git" || (name.StartsWith("git-", StringComparison.Ordinal) && name != "git-swarm"));
    }

    private static bool WorksIn(string process, List<string> places) =>
        File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName is { } current
        && places.Any(p => current == p || current.StartsWith(p + "/", StringComparison.Ordinal));
}
