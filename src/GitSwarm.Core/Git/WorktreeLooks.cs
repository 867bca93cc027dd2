namespace GitSwarm.Git;

/// <summary>Looks into work trees that are under way.</summary>
/// <remarks>
/// The gits run from the start on, whatever the caller does meanwhile; no thread waits for them. One that says more than a pipe
/// holds waits until it is its turn to be read.
/// </remarks>
public sealed class WorktreeLooks : IDisposable
{
    private readonly IReadOnlyList<Worktree> worktrees;
    private readonly Func<Worktree, GitChild?> start;
    private readonly GitChild?[] children;
    private int started;

    /// <summary>Starts the first of them.</summary>
    /// <param name="worktrees">All of them.</param>
    /// <param name="atOnce">How many may run at once, at least one.</param>
    /// <param name="start">Starts git in one; null where that cannot be.</param>
    internal WorktreeLooks(IReadOnlyList<Worktree> worktrees, int atOnce, Func<Worktree, GitChild?> start)
    {
        (this.worktrees, this.start) = (worktrees, start);
        children = new GitChild?[worktrees.Count];
        while (started < Math.Min(atOnce, children.Length))
        {
            StartNext();
        }
    }

    /// <summary>What is found, one by one as they end, in the order given; what is left to start is started meanwhile. To be gone through once.</summary>
    /// <returns>The state of each work tree; null where it vanished or git refuses to look.</returns>
    public IEnumerable<WorktreeStatus?> Finish()
    {
        foreach (var child in children)
        {
            var result = child?.Finish();
            if (started < children.Length)
            {
                StartNext();
            }
            yield return result is { Ok: true } ? WorktreeStatus.Parse(result.Output) : null;
        }
    }

    /// <summary>Ends those nobody waited for.</summary>
    public void Dispose()
    {
        foreach (var child in children)
        {
            child?.Dispose();
        }
    }

    private void StartNext()
    {
        children[started] = start(worktrees[started]);
        started++;
    }
}
