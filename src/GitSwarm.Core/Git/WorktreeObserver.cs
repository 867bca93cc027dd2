namespace GitSwarm.Git;

/// <summary>Looks into work trees, several at once, without taking a lock of the user's.</summary>
/// <remarks>
/// Git looks at an index with threads of its own, one for 500 files, so as not to wait for a slow disk. Where as many gits look
/// at once as there are processors these only get in each other's way (a seventh of the time, of files that are in memory),
/// so they are off there; but not on a file system of another machine, where a look is all waiting.
/// </remarks>
/// <param name="git">Starts git.</param>
/// <param name="processors">How many processors there are.</param>
/// <param name="perProcessor">Looks at once for each of them; fewer where nobody may wait for their end.</param>
public sealed class WorktreeObserver(GitProcess git, int processors, int perProcessor = WorktreeObserver.PerProcessor)
{
    /// <summary>
    /// Looks at once for each processor. With one, a processor is idle while the next is started, and at the end of an odd number
    /// one of two has nothing to do.
    /// </summary>
    public const int PerProcessor = 8;

    /// <summary>More would come near the number of files a process may have open: each look has three pipes.</summary>
    private const int Most = 64;

    private static readonly string[] OneThread = ["-c", "core.preloadIndex=false", .. WorktreeStatus.Arguments];

    private readonly Dictionary<ulong, bool> areOwn = [];

    /// <summary>The state of each work tree, in the order given; null where it vanished or git refuses to look.</summary>
    public WorktreeStatus?[] Observe(IReadOnlyList<Worktree> worktrees)
    {
        using var looks = Begin(worktrees);
        return [.. looks.Finish()];
    }

    /// <summary>Begins to look, and leaves the waiting to the caller.</summary>
    public WorktreeLooks Begin(IReadOnlyList<Worktree> worktrees)
    {
        var leavesProcessors = worktrees.Count < processors;
        return new WorktreeLooks(worktrees, Math.Min(processors * perProcessor, Most), w => Start(w, leavesProcessors));
    }

    private GitChild? Start(Worktree worktree, bool leavesProcessors)
    {
        if (!worktree.Exists)
        {
            return null;
        }
        try
        {
            var arguments = leavesProcessors || !IsOnOwnDisk(worktree.Path) ? WorktreeStatus.Arguments : OneThread;
            var child = git.Start(arguments, directory: worktree.Path);
            child.CloseInput();
            return child;
        }
        catch (SwarmException)
        {
            // The directory vanished between the look and the start.
            return null;
        }
    }

    /// <summary>True on a file system known to be of this machine. Each is asked once: it costs as much as a tenth of a look.</summary>
    private bool IsOnOwnDisk(string path)
    {
        if (FileStamp.Of(path) is not { } stamp)
        {
            return IsOwn(path);
        }
        if (!areOwn.TryGetValue(stamp.Device, out var isOwn))
        {
            areOwn[stamp.Device] = isOwn = IsOwn(path);
        }
        return isOwn;
    }

    private static bool IsOwn(string path)
    {
        try
        {
            var drive = OperatingSystem.IsWindows() ? Path.GetPathRoot(path) : path;
            return drive is not null && new DriveInfo(drive).DriveType is DriveType.Fixed or DriveType.Ram;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
