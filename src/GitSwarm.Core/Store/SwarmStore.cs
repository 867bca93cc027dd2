using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Snapshot, decide, transaction: the only way anything shared is changed.</summary>
/// <remarks>
/// A lost race starts again at the snapshot, so every decision rests on what was true when it was written. Whether a race
/// was lost is told by re-reading, never by git's message, which differs by version and backend. Bounded by a deadline.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="random">Jitter of waits.</param>
/// <param name="deadline">How long to try before giving up.</param>
public sealed class SwarmStore(SwarmGit git, Random random, TimeSpan deadline)
{
    /// <summary>How long a command tries; hooks take less and then let the user's work go on.</summary>
    public static readonly TimeSpan CommandDeadline = TimeSpan.FromSeconds(20);

    /// <summary>How long a hook tries.</summary>
    public static readonly TimeSpan HookDeadline = TimeSpan.FromMilliseconds(300);

    /// <summary>How long the hook of an agent client tries: what it writes must not be lost, and its client gives it ten seconds.</summary>
    public static readonly TimeSpan ClientDeadline = TimeSpan.FromSeconds(3);

    private readonly RefTransaction transaction = new(git);

    // How long git itself waits for a lock: a hook's deadline is shorter than what git has by itself.
    private readonly TimeSpan patience = Deadline.Half(deadline, TimeSpan.FromSeconds(2));

    /// <summary>The repository's plumbing.</summary>
    public SwarmGit Git { get; } = git;

    /// <summary>Reads every record under the prefixes, and those of the same kinds that were fetched from elsewhere.</summary>
    /// <param name="prefixes">Directories of refs.</param>
    /// <param name="meanwhile">Done while git reads.</param>
    /// <param name="tips">As for <see cref="SnapshotReader.Read"/>.</param>
    public Snapshot Read(IEnumerable<string> prefixes, Action? meanwhile = null, BranchTips? tips = null) =>
        SnapshotReader.Read(Git, SwarmRefs.Everywhere(prefixes), meanwhile, tips).Once(Git.Repository.Config["swarm.clone"]);

    /// <summary>Reads, decides and writes until the decision is in.</summary>
    /// <param name="prefixes">What the decision looks at.</param>
    /// <param name="decide">A pure function of the snapshot; may be called several times.</param>
    /// <param name="meanwhile">Done while git reads, at every attempt.</param>
    /// <returns>The result of the decision that was written.</returns>
    /// <exception cref="SwarmException">The decision refused, the store cannot be written, or others kept winning until the deadline.</exception>
    public T Update<T>(IReadOnlyList<string> prefixes, Func<Snapshot, Decision<T>> decide, Action? meanwhile = null) =>
        Update(() => Read(prefixes, meanwhile), decide, guarded: null);

    /// <summary>As the other, for who reads in a way of its own.</summary>
    /// <param name="read">Reads what the decision looks at; called at every attempt.</param>
    /// <param name="decide">Decides on what was read.</param>
    public T Update<T>(Func<Snapshot> read, Func<Snapshot, Decision<T>> decide) => Update(read, decide, guarded: null);

    /// <summary>As <see cref="Update{T}(IReadOnlyList{string}, Func{Snapshot, Decision{T}}, Action?)"/>, for what must be exclusive although its records lie in many refs.</summary>
    /// <param name="guarded">The refs that must all be as they were read when changes to any of them go in, such as <c>refs/swarm/locks</c>.</param>
    /// <param name="besides">What the decision looks at besides.</param>
    /// <param name="decide">
    /// A pure function of what was read. Changes to guarded refs must end with one that every such decision changes (the
    /// head): the files backend renames one ref after another, in this order.
    /// </param>
    /// <param name="meanwhile">Done while git reads, at every attempt.</param>
    public T UpdateExclusively<T>(
        string guarded,
        IReadOnlyList<string> besides,
        Func<Snapshot, Decision<T>> decide,
        Action? meanwhile = null
    ) => Update(() => Read([guarded, .. besides], meanwhile), decide, guarded);

    private T Update<T>(Func<Snapshot> read, Func<Snapshot, Decision<T>> decide, string? guarded)
    {
        var clock = new Deadline(deadline);
        using var turns = new Turns(Git.Repository, clock);
        Decision<T>? previous = null;
        var orphans = new HashSet<ObjectId>();
        for (var attempt = 1; ; attempt++)
        {
            var packed = transaction.PackedRefsNow();
            var snapshot = read();
            var decision = decide(snapshot);
            if (decision.Changes.Count == 0)
            {
                Superseded.Note(Git.Repository, orphans);
                return decision.Result;
            }
            var guard = GuardOver(guarded, snapshot, decision.Changes);
            // All of these meet in one ref: who had to wait for another's turn has read what is no longer so.
            if (guard is not null && attempt == 1 && turns.Take())
            {
                continue;
            }
            if (previous is not null && SameRace(previous, decision))
            {
                // Nothing moved, so it was a lock: give its holder time.
                Thread.Sleep(clock.AtMost(TimeSpan.FromMilliseconds(random.Next(2, 10 + Math.Min(attempt, 10) * 10))));
            }
            // Git waits for a lock in steps that grow, and does not cut the last one: nearly twice as long as it was told.
            var tried = transaction.Try(decision.Changes, packed, clock.AtMost(patience) / 2, guard);
            if (tried.Done)
            {
                orphans.UnionWith(decision.Changes.Where(c => !c.IsCheck).Select(c => c.Expected));
                Superseded.Note(Git.Repository, orphans.Except(tried.Written));
                return decision.Result;
            }
            orphans.UnionWith(tried.Written);
            if (StoreErrors.IsFinal(tried.Error))
            {
                throw StoreErrors.CannotWrite(Git.Repository, tried.Error);
            }
            StaleLocks.Clear(Git.Repository, decision.Changes.Select(c => c.Name));
            turns.Take();
            if (clock.IsOver)
            {
                Superseded.Note(Git.Repository, orphans);
                throw new SwarmException(
                    ErrorCode.StoreBusy,
                    $"gave up after {attempt} attempts to write {decision.Changes[0].Name}: {tried.Error}",
                    "try again; if it stays so, run 'git swarm doctor'"
                );
            }
            previous = decision;
        }
    }

    /// <summary>What must be unchanged besides: nothing, where no guarded ref is to change.</summary>
    private static Guard? GuardOver(string? prefix, Snapshot snapshot, IReadOnlyList<RefChange> changes)
    {
        bool IsGuarded(RefName name) => prefix is not null && name.Value.StartsWith(prefix, StringComparison.Ordinal);
        return changes.Any(c => IsGuarded(c.Name))
            ? new Guard(prefix!, snapshot.Names().Where(n => IsGuarded(n.Key)).ToDictionary())
            : null;
    }

    private static bool SameRace<T>(Decision<T> a, Decision<T> b) =>
        a.Changes.Count == b.Changes.Count
        && a.Changes.Zip(b.Changes).All(p => p.First.Name == p.Second.Name && p.First.Expected == p.Second.Expected);
}
