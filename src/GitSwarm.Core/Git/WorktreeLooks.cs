namespace GitSwarm.Git;

/// <summary>Looks into work trees that are under way.</summary>
/// <remarks>
/// The gits run from the start on, whatever the caller does meanwhile; no thread waits for them. One that says more than a pipe
/// holds waits until it is its turn to be read.
/// </remarks>
/// <typeparam name="T">What a look tells.</typeparam>
public sealed class WorktreeLooks<T> : IDisposable
    where T : class
{
    private readonly Func<Worktree, Look?> begin;
    private readonly Look?[] looks;
    private int started;

    /// <summary>Starts the first of them.</summary>
    /// <param name="worktrees">All of them.</param>
    /// <param name="atOnce">How many may run at once, at least one.</param>
    /// <param name="begin">Starts git in one; null where that cannot be.</param>
    internal WorktreeLooks(IReadOnlyList<Worktree> worktrees, int atOnce, Func<Worktree, Look?> begin)
    {
        (Worktrees, this.begin) = (worktrees, begin);
        looks = new Look?[worktrees.Count];
        try
        {
            while (started < Math.Min(atOnce, looks.Length))
            {
                StartNext();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is looked into.</summary>
    public IReadOnlyList<Worktree> Worktrees { get; }

    /// <summary>What is found, one by one as they end, in the order given; what is left to start is started meanwhile. To be gone through once.</summary>
    /// <returns>The state of each work tree; null where it vanished or git refuses to look.</returns>
    public IEnumerable<T?> Finish()
    {
        foreach (var look in looks)
        {
            var result = look?.Git.Finish();
            if (started < looks.Length)
            {
                StartNext();
            }
            yield return result is { Ok: true } ? look!.Read(result.Output) : null;
        }
    }

    /// <summary>Ends those nobody waited for.</summary>
    public void Dispose()
    {
        foreach (var look in looks)
        {
            look?.Git.Dispose();
        }
    }

    private void StartNext()
    {
        looks[started] = begin(Worktrees[started]);
        started++;
    }

    /// <summary>One of them.</summary>
    /// <param name="Git">At work.</param>
    /// <param name="Read">Tells what its output means.</param>
    internal sealed record Look(GitChild Git, Func<byte[], T> Read);
}
