using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>Tells whose work would conflict when merged, uncommitted and untracked changes included.</summary>
/// <remarks>
/// Contract: no work tree's files, index, HEAD or stash is written, nor an object or ref of the repository, and no program of
/// the user's is started that <c>git status</c> would not start. See docs/decisions/0010-conflict-radar.md.
/// </remarks>
/// <param name="swarmGit">The repository.</param>
/// <param name="clock">For the age of looks.</param>
public sealed class Radar(SwarmGit swarmGit, TimeProvider clock)
{
    private readonly Repository repository = swarmGit.Repository;
    private RadarCache? prepared;

    /// <summary>Reads what was found out before, while the caller waits for something else.</summary>
    public void Prepare() => prepared = RadarCache.Load(repository);

    /// <summary>Compares sides as far as the result is known already: no process is started, and nothing is written.</summary>
    /// <inheritdoc cref="Compare"/>
    /// <returns>Null where something would have to be found out.</returns>
    public RadarReport? Recall(IReadOnlyList<Side> sides, Func<Side, Side, bool> isWanted, RadarOptions options)
    {
        try
        {
            return Compare(sides, isWanted, options with { Budget = TimeSpan.Zero });
        }
        catch (OutOfTimeException)
        {
            return null;
        }
    }

    /// <summary>Compares sides.</summary>
    /// <param name="sides">Everybody; several in one work tree must be one side.</param>
    /// <param name="isWanted">Which pairs are asked for.</param>
    /// <param name="options">How.</param>
    /// <exception cref="OutOfTimeException">The budget was not enough.</exception>
    /// <exception cref="SwarmException">Git failed.</exception>
    public RadarReport Compare(IReadOnlyList<Side> sides, Func<Side, Side, bool> isWanted, RadarOptions options)
    {
        using var git = new RadarGit(swarmGit.Process, options.Budget, sides.Select(s => s.Worktree));
        var cache = Interlocked.Exchange(ref prepared, null) ?? RadarCache.Load(repository);
        var looked = new Lookout(git, repository, cache, options, clock).Look(sides);
        var skipped = new List<SkippedSide>();
        var sightings = new List<Sighting>();
        for (var i = 0; i < sides.Count; i++)
        {
            if (looked[i].Sighting is { } sighting)
            {
                sightings.Add(sighting);
            }
            else
            {
                skipped.Add(new SkippedSide(sides[i].Label, looked[i].Reason!));
            }
        }
        var pairs = new List<PairInQuestion>();
        for (var a = 0; a < sightings.Count; a++)
        {
            for (var b = a + 1; b < sightings.Count; b++)
            {
                if (isWanted(sightings[a].Seen.Side, sightings[b].Seen.Side))
                {
                    pairs.Add(new PairInQuestion(sightings[a], sightings[b], cache));
                }
            }
        }
        try
        {
            var (method, merged) = Settle([.. pairs.Where(p => !p.IsSettled)], git, cache, options);
            return new RadarReport([.. sightings.Select(s => s.Seen)], pairs.ConvertAll(p => p.Report), skipped, method, merged);
        }
        finally
        {
            // What was seen is worth keeping also when time ran out.
            cache.Save(clock.GetUtcNow());
        }
    }

    /// <summary>Begins to look where a look is needed whoever works there, while the caller still reads who does.</summary>
    /// <param name="worktrees">All work trees.</param>
    /// <param name="mine">Path of the caller's, which is looked at anew each time; null for none.</param>
    /// <param name="options">How.</param>
    public WorktreeLooks<RadarLook> Begin(IReadOnlyList<Worktree> worktrees, string? mine, RadarOptions options)
    {
        Prepare();
        var now = clock.GetUtcNow();
        var needed = worktrees.Where(w =>
            w.Path == mine || options.Fresh || !(prepared!.Look(w) is { } look && RadarOptions.Believes(look.At, now))
        );
        var git = new RadarGit(swarmGit.Process, budget: null, worktrees);
        return new Lookout(git, repository, prepared!, options, clock).Begin([.. needed.OrderBy(w => w.Path != mine)]);
    }

    private (string Method, int Merged) Settle(List<PairInQuestion> open, RadarGit git, RadarCache cache, RadarOptions options)
    {
        if (open.Count == 0)
        {
            return ("merge", 0);
        }
        git.Check();
        // Each state is written once, and merged into others' at most as often as there are pairs with it.
        var size = open.SelectMany(p => new[] { p.Left, p.Right })
            .Sum(s => s.State.Changed.Where(c => c.IsHashed).Sum(c => c.State!.Value.Size));
        using var scratch = Scratch.Create(repository, size);
        var work = new PairWork(git, scratch, repository, options);
        try
        {
            // The method is known once git was asked for its version.
            var merged = work.Settle(open);
            return (work.Method, merged);
        }
        finally
        {
            if (work.Method == "merge")
            {
                foreach (var pair in open.Where(p => p.IsSettled))
                {
                    cache.Add(pair.Left.State.Key, pair.Right.State.Key, clock.GetUtcNow(), pair.Report.Verdict);
                }
            }
        }
    }
}
