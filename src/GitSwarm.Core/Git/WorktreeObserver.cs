namespace GitSwarm.Git;

/// <summary>Looks into work trees, several at once, without taking a lock of the user's.</summary>
/// <remarks>
/// Git looks at an index with threads of its own, one for 500 files, so as not to wait for a slow disk. Where as many gits look
/// at once as there are processors these only get in each other's way (a seventh of the time, of files that are in memory),
/// so they are off there; but not on a file system of another machine, where a look is all waiting.
/// </remarks>
/// <param name="git">Starts git.</param>
/// <param name="parallelism">How many at once.</param>
public sealed class WorktreeObserver(GitProcess git, int parallelism)
{
    private static readonly string[] OneThread = ["-c", "core.preloadIndex=false", .. WorktreeStatus.Arguments];

    /// <summary>The state of each work tree, in the order given; null where it vanished or git refuses to look.</summary>
    public WorktreeStatus?[] Observe(IReadOnlyList<Worktree> worktrees)
    {
        var found = new WorktreeStatus?[worktrees.Count];
        Parallel.For(
            0,
            worktrees.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism) },
            i => found[i] = Observe(worktrees[i], leavesProcessors: worktrees.Count < parallelism)
        );
        return found;
    }

    private WorktreeStatus? Observe(Worktree worktree, bool leavesProcessors)
    {
        if (!worktree.Exists)
        {
            return null;
        }
        try
        {
            var arguments = leavesProcessors || !IsOnOwnDisk(worktree.Path) ? WorktreeStatus.Arguments : OneThread;
            var result = git.Run(arguments, directory: worktree.Path);
            return result.Ok ? WorktreeStatus.Parse(result.Output) : null;
        }
        catch (SwarmException)
        {
            // The directory vanished between the look and the start.
            return null;
        }
    }

    /// <summary>True on a file system known to be of this machine.</summary>
    private static bool IsOnOwnDisk(string path)
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
