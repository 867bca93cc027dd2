using GitSwarm.Git.Trees;

namespace GitSwarm.Git;

/// <summary>Looks into work trees that are under way.</summary>
/// <remarks>
/// They run from the start on, whatever the caller does meanwhile; no thread waits for a git. One that says more than a pipe
/// holds waits until it is its turn to be read.
/// </remarks>
/// <typeparam name="T">What a look tells.</typeparam>
public sealed class WorktreeLooks<T> : IDisposable
    where T : class
{
    private readonly Func<Worktree, Look?> begin;
    private readonly TaskCompletionSource<Look?>[] looks;
    private readonly SemaphoreSlim room;
    private readonly Thread[] starters;
    private readonly ILookHelper? helper;
    private readonly Lock gate = new();
    private int started;
    private bool isOver;

    /// <summary>Begins with the first of them.</summary>
    /// <param name="worktrees">All of them.</param>
    /// <param name="atOnce">How many gits may run at once, at least one.</param>
    /// <param name="starters">How many threads begin looks while the caller does something else; with none it is the caller who does.</param>
    /// <param name="begin">Starts git in one, or looks without; null where neither can be.</param>
    /// <param name="helper">What the looks without git share; disposed at the end.</param>
    internal WorktreeLooks(IReadOnlyList<Worktree> worktrees, int atOnce, int starters, Func<Worktree, Look?> begin, ILookHelper? helper)
    {
        (Worktrees, this.begin, this.helper) = (worktrees, begin, helper);
        looks = [.. worktrees.Select(_ => new TaskCompletionSource<Look?>())];
        room = new SemaphoreSlim(atOnce);
        this.starters = new Thread[looks.Length == 0 ? 0 : starters];
        for (var i = 0; i < this.starters.Length; i++)
        {
            this.starters[i] = new Thread(BeginAll) { IsBackground = true };
            this.starters[i].Start();
        }
        BeginHere();
    }

    /// <summary>What is looked into.</summary>
    public IReadOnlyList<Worktree> Worktrees { get; }

    /// <summary>What is found, one by one as they end, in the order given; what is left to begin is begun meanwhile. To be gone through once.</summary>
    /// <returns>The state of each work tree; null where it vanished or git refuses to look.</returns>
    public IEnumerable<T?> Finish()
    {
        foreach (var begun in looks)
        {
            var look = begun.Task.GetAwaiter().GetResult();
            var result = look?.Git?.Finish();
            if (result is not null)
            {
                room.Release();
            }
            BeginHere();
            yield return result is { Ok: true } ? look!.Read!(result.Output) : look?.Known;
        }
    }

    /// <summary>Ends those nobody waited for.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
        }
        room.Release(starters.Length + 1);
        foreach (var starter in starters)
        {
            starter.Join();
        }
        foreach (var begun in looks)
        {
            if (begun.Task.IsCompletedSuccessfully)
            {
                begun.Task.Result?.Git?.Dispose();
            }
        }
        helper?.Dispose();
        room.Dispose();
    }

    private void BeginHere()
    {
        while (starters.Length == 0 && room.Wait(0) && BeginNext()) { }
    }

    private void BeginAll()
    {
        do
        {
            room.Wait();
        } while (BeginNext());
        helper?.Help();
    }

    /// <summary>
    /// Begins with the next. Who comes here has room for a git; it is kept until that was waited for. So whichever is waited for
    /// has room, or nobody before it lacks any.
    /// </summary>
    /// <returns>False where none is left.</returns>
    private bool BeginNext()
    {
        int next;
        lock (gate)
        {
            if (isOver || started == looks.Length)
            {
                // The other threads have to come here as well.
                room.Release();
                return false;
            }
            next = started++;
        }
        Look? look = null;
        try
        {
            look = begin(Worktrees[next]);
            looks[next].SetResult(look);
        }
        catch (Exception error)
        {
            // Whoever waits for it gets it, on a thread where somebody takes care of errors.
            looks[next].SetException(error);
        }
        if (look?.Git is null)
        {
            room.Release();
        }
        return true;
    }

    /// <summary>One of them.</summary>
    /// <param name="Git">At work; null where it was not needed.</param>
    /// <param name="Read">Tells what its output means.</param>
    /// <param name="Known">What was found without it.</param>
    internal sealed record Look(GitChild? Git, Func<byte[], T>? Read, T? Known = null);
}
