using System.Collections.Concurrent;
using GitSwarm.Git.Trees;

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
/// <param name="repository">Whose work trees they are, where looks may do without git as far as that goes; null where git is wanted.</param>
public sealed class WorktreeObserver(
    Func<IReadOnlyList<string>, Worktree, GitChild> start,
    int processors,
    int perProcessor = WorktreeObserver.PerProcessor,
    SwarmGit? repository = null
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

    private readonly ConcurrentDictionary<ulong, bool> areOwn = [];

    /// <summary>Looks with git alone.</summary>
    /// <param name="git">Starts git.</param>
    /// <param name="processors">How many processors there are.</param>
    public WorktreeObserver(GitProcess git, int processors)
        : this((arguments, worktree) => git.Start(arguments, worktree.Path, worktree.Variables), processors) { }

    /// <summary>Looks without git where that will do.</summary>
    /// <param name="git">The repository, and what starts git.</param>
    /// <param name="processors">How many processors there are.</param>
    /// <param name="perProcessor">Looks at once for each of them.</param>
    public WorktreeObserver(SwarmGit git, int processors, int perProcessor = PerProcessor)
        : this((arguments, worktree) => git.Process.Start(arguments, worktree.Path, worktree.Variables), processors, perProcessor, git) { }

    /// <summary>The state of each work tree, in the order given; null where it vanished or git refuses to look.</summary>
    public WorktreeStatus?[] Observe(IReadOnlyList<Worktree> worktrees)
    {
        using var looks = Begin(worktrees);
        return [.. looks.Finish()];
    }

    /// <summary>Begins to look, and leaves the waiting to the caller.</summary>
    /// <param name="worktrees">Into which.</param>
    /// <param name="tips">Branches of which somebody will tell, on this thread before the looks are waited for; null where nobody does.</param>
    public WorktreeLooks<WorktreeStatus> Begin(IReadOnlyList<Worktree> worktrees, BranchTips? tips = null)
    {
        var own =
            repository is not null && OwnLook.IsPossible(repository.Repository)
                ? new OwnLook(repository, worktrees, tips, processors)
                : null;
        return Begin<WorktreeStatus>(
            worktrees,
            WorktreeStatus.Arguments,
            _ => output => WorktreeStatus.Parse(output),
            own is null ? null : own.Into,
            own
        );
    }

    /// <summary>Begins to look for something else.</summary>
    /// <param name="worktrees">Into which.</param>
    /// <param name="arguments">What git is asked.</param>
    /// <param name="reader">Called for each before its git is started; gives what tells the meaning of its output.</param>
    /// <param name="own">Looks without git, where that will do; null where nothing does.</param>
    /// <param name="helper">What those share; disposed with the looks.</param>
    internal WorktreeLooks<T> Begin<T>(
        IReadOnlyList<Worktree> worktrees,
        IReadOnlyList<string> arguments,
        Func<Worktree, Func<byte[], T>> reader,
        Func<Worktree, T?>? own = null,
        ILookHelper? helper = null
    )
        where T : class
    {
        var leavesProcessors = worktrees.Count < processors;
        return new(worktrees, Math.Min(processors * perProcessor, Most), own is null ? 0 : processors, Begin, helper);

        WorktreeLooks<T>.Look? Begin(Worktree worktree)
        {
            if (own?.Invoke(worktree) is { } known)
            {
                return new(null, null, known);
            }
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
    private bool IsOnOwnDisk(string path) =>
        FileStamp.Of(path) is { } stamp ? areOwn.GetOrAdd(stamp.Device, _ => IsOwn(path)) : IsOwn(path);

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
