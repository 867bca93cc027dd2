namespace GitSwarm.Git;

/// <summary>Looks into work trees, several at once, without taking a lock of the user's.</summary>
public sealed class WorktreeObserver(GitProcess git, int parallelism)
{
    /// <summary>The state of each work tree, in the order given; null where it vanished or git refuses to look.</summary>
    public WorktreeStatus?[] Observe(IReadOnlyList<Worktree> worktrees)
    {
        var found = new WorktreeStatus?[worktrees.Count];
        Parallel.For(
            0,
            worktrees.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism) },
            i => found[i] = Observe(worktrees[i])
        );
        return found;
    }

    private WorktreeStatus? Observe(Worktree worktree)
    {
        if (!worktree.Exists)
        {
            return null;
        }
        try
        {
            var result = git.Run(WorktreeStatus.Arguments, directory: worktree.Path);
            return result.Ok ? WorktreeStatus.Parse(result.Output) : null;
        }
        catch (SwarmException)
        {
            // The directory vanished between the look and the start.
            return null;
        }
    }
}
