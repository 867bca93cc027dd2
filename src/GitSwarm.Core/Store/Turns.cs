using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>
/// Who lost a race waits for other losers, and who changes what all change waits for its turn at once: many writers of one
/// ref would wear each other down. Whoever waited long enough goes on without.
/// </summary>
/// <param name="repository">Whose writers.</param>
/// <param name="deadline">The time the update has.</param>
internal sealed class Turns(Repository repository, Deadline deadline) : IDisposable
{
    /// <summary>Thirty turns of a machine that is not slow; one that holds it longer was stopped.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    private OsLock? mine;

    /// <summary>Takes the turn, or gives up waiting for it.</summary>
    /// <returns>True when it was another's turn before.</returns>
    public bool Take()
    {
        if (mine is not null)
        {
            return false;
        }
        mine = OsLock.TryTake(repository, OsLock.Writers, TimeSpan.Zero);
        if (mine is not null)
        {
            return false;
        }
        mine = OsLock.TryTake(repository, OsLock.Writers, deadline.AtMost(Deadline.Half(deadline.Whole, Most)));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => mine?.Dispose();
}
