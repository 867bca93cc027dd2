namespace GitSwarm.Git;

/// <summary>Looks into work trees, several at once, without taking a lock of the user's.</summary>
/// <remarks>
/// Git looks at an index with threads of its own, one for 500 files, so as not to wait for a slow disk. Where as many gits look
/// at once as there are processors these only get in each other's way (a seventh of the time, of files that are in memory),
/// so they are off there; but not on a file system of another machine, where a look is all waiting.
/// </remarks>
/// <param name="start">Starts git with arguments in a work tree.</param>
/// <param name="processors">How many processors there are.</param>
/// <param name="perProcessor">Looks at once for each of them; fewer where nobody may wait for their end.</param>
public sealed class WorktreeObserver(
    Func<IReadOnlyList<string>, Worktree, GitChild> start,
    int processors,
    int perProcessor = WorktreeObserver.PerProcessor
)
{
    /// <summary>
    /// Looks at once for each processor. With one, a processor is idle while the next is started, and at the end of an odd number
    /// one of two has nothing to do.
    /// </summary>
    public const int PerProcessor = 8;

    /// <summary>More would come near the number of files a process may have open: each look has three pipes.</summary>
    private const int Most = 64;

    private static readonly string[] OneThread = ["-c", "core.preloadIndex=false"];

    private readonly Dictionary<ulong, bool> areOwn = [];

    /// <param name="git">Starts git.</param>
    /// <param name="processors">How many processors there are.</param>
    /// <param name="perProcessor">Looks at once for each of them.</param>
    public WorktreeObserver(GitProcess git, int processors, int perProcessor = PerProcessor)
        : this((arguments, worktree) => git.Start(arguments, worktree.Path, worktree.Variables), processors, perProcessor) { }

    /// <summary>The state of each work tree, in the order given; null where it vanished or git refuses to look.</summary>
    public WorktreeStatus?[] Observe(IReadOnlyList<Worktree> worktrees)
    {
        using var looks = Begin(worktrees);
        return [.. looks.Finish()];
    }

    /// <summary>Begins to look, and leaves the waiting to the caller.</summary>
    public WorktreeLooks<WorktreeStatus> Begin(IReadOnlyList<Worktree> worktrees) =>
        Begin<WorktreeStatus>(worktrees, WorktreeStatus.Arguments, _ => output => WorktreeStatus.Parse(output));

    /// <summary>Begins to look for something else.</summary>
    /// <param name="worktrees">Into which.</param>
    /// <param name="arguments">What git is asked.</param>
    /// <param name="reader">Called for each before its git is started; gives what tells the meaning of its output.</param>
    internal WorktreeLooks<T> Begin<T>(
        IReadOnlyList<Worktree> worktrees,
        IReadOnlyList<string> arguments,
        Func<Worktree, Func<byte[], T>> reader
    )
        where T : class
    {
        var leavesProcessors = worktrees.Count < processors;
        return new(worktrees, Math.Min(processors * perProcessor, Most), Begin);

        WorktreeLooks<T>.Look? Begin(Worktree worktree)
        {
            var read = reader(worktree);
            return Start(worktree, arguments, leavesProcessors) is { } git ? new(git, read) : null;
        }
    }

    private GitChild? Start(Worktree worktree, IReadOnlyList<string> arguments, bool leavesProcessors)
    {
        if (!worktree.Exists)
        {
            return null;
        }
        try
        {
            var child = start(leavesProcessors || !IsOnOwnDisk(worktree.Path) ? arguments : [.. OneThread, .. arguments], worktree);
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
