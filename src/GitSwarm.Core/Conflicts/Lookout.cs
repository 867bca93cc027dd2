using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A side with what was seen of it; a key that is the same for the same work.</summary>
/// <param name="Seen">The side as it is reported.</param>
/// <param name="State">What lies in its work tree, or the bare commit.</param>
internal sealed record Sighting(SeenSide Seen, WorktreeState State);

/// <summary>Looks at each side, or believes the last look.</summary>
internal sealed class Lookout(RadarGit git, Repository repository, RadarCache cache, RadarOptions options, TimeProvider clock)
{
    private readonly bool trustsModes = repository.Config.Bool("core.filemode", fallback: true);

    // Where time may run out, those at work shall be at their end.
    private readonly int perProcessor = options.Budget is null ? WorktreeObserver.PerProcessor : 1;

    /// <summary>Begins to look into work trees.</summary>
    internal WorktreeLooks<RadarLook> Begin(IReadOnlyList<Worktree> worktrees) =>
        new WorktreeObserver(
            (arguments, worktree) => git.Start(arguments, worktree.Path),
            options.Parallelism,
            perProcessor
        ).Begin<RadarLook>(
            worktrees,
            WorktreeState.Arguments,
            worktree =>
            {
                // The stamps first: what changes during the look must not seem seen.
                var (at, stamp) = (clock.GetUtcNow(), HeadStamp.Of(repository, worktree));
                var gitDir = worktree.GitDirIn(repository);
                return output => new RadarLook(WorktreeState.Parse(output, worktree.Path, gitDir, trustsModes), stamp, at);
            }
        );

    /// <summary>What is seen of each side, in the order given; or why nothing is.</summary>
    internal (Sighting? Sighting, string? Reason)[] Look(IReadOnlyList<Side> sides)
    {
        var found = new (Sighting?, string?)[sides.Count];
        var begun = options.Ahead?.Worktrees.Select(w => w.Path).ToHashSet(StringComparer.Ordinal) ?? [];
        var toLook = new List<int>();
        for (var i = 0; i < sides.Count; i++)
        {
            if (sides[i] is not { Worktree: { } worktree, IndexFile: null })
            {
                continue;
            }
            if (!begun.Contains(worktree.Path) && Known(sides[i], worktree) is { } known)
            {
                found[i] = (known, null);
            }
            else
            {
                toLook.Add(i);
            }
        }
        using var more = Begin([.. toLook.Select(i => sides[i].Worktree!).Where(w => !begun.Contains(w.Path))]);
        for (var i = 0; i < sides.Count; i++)
        {
            if (sides[i] is { Worktree: { } worktree, IndexFile: { } index })
            {
                found[i] = Judge(sides[i], Staged(worktree, index), clock.GetUtcNow());
            }
        }
        var looks = Finish(more);
        foreach (var i in toLook)
        {
            var look = looks[sides[i].Worktree!.Path];
            found[i] = Judge(sides[i], look?.State, look?.At ?? default);
            if (look is not null)
            {
                cache.Add(CachedLook.Of(sides[i].Worktree!.Id ?? "", look.At, look.Stamp, look.State));
            }
        }
        var named = Enumerable.Range(0, sides.Count).Where(i => sides[i].Worktree is null).ToList();
        var commits = Resolve([.. named.Select(i => sides[i].Revision!)]);
        for (var n = 0; n < named.Count; n++)
        {
            var side = sides[named[n]];
            found[named[n]] = commits[n].IsNone
                ? (null, "no such commit here")
                : Judge(side, new WorktreeState(commits[n], ShortName(side.Revision!), [], []), clock.GetUtcNow());
        }
        return found;
    }

    /// <summary>What the looks that are under way find, by the path of the work tree.</summary>
    private Dictionary<string, RadarLook?> Finish(WorktreeLooks<RadarLook> more)
    {
        var found = new Dictionary<string, RadarLook?>(StringComparer.Ordinal);
        foreach (var looks in options.Ahead is { } ahead ? [ahead, more] : (WorktreeLooks<RadarLook>[])[more])
        {
            foreach (var (worktree, look) in looks.Worktrees.Zip(looks.Finish()))
            {
                found[worktree.Path] = look;
            }
        }
        if (more.Worktrees.Count > 0)
        {
            // Where time was up they were ended.
            git.Check();
        }
        return found;
    }

    private static (Sighting?, string?) Judge(Side side, WorktreeState? state, DateTimeOffset at) =>
        state is null ? (null, side.Worktree!.Exists ? "git cannot look into its work tree" : "its work tree is gone")
        : state.Head.IsNone ? (null, "it has no commit yet")
        : (new Sighting(new SeenSide(side, state.Head, state.Branch, state.Changed.Count, at), state), null);

    /// <summary>The last look, where it still holds.</summary>
    private Sighting? Known(Side side, Worktree worktree)
    {
        if (options.Fresh || cache.Look(worktree) is not { } look)
        {
            return null;
        }
        var state = look.State;
        var holds = options.Seen.TryGetValue(worktree.Path, out var status)
            ? Agrees(status, state)
            : !side.IsMine && RadarOptions.Believes(look.At, clock.GetUtcNow());
        return
            holds
            && look.Stamp == HeadStamp.Of(repository, worktree)
            && state.Changed.All(c => FileState.Of(c.Path.Below(worktree.Path)) == c.State)
            ? Judge(side, state, look.At).Item1
            : null;
    }

    /// <summary>A list of changed paths made just now names the same paths; it may name a new directory in place of its files.</summary>
    private static bool Agrees(WorktreeStatus status, WorktreeState state)
    {
        if (status.Head != state.Head)
        {
            return false;
        }
        var listed = status.Changed.Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        var folders = listed.Where(p => p.EndsWith('/')).ToList();
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in state.Changed.Select(c => c.Path.Text))
        {
            if ((listed.Contains(path) ? path : folders.Find(f => path.StartsWith(f, StringComparison.Ordinal))) is not { } entry)
            {
                return false;
            }
            met.Add(entry);
        }
        return met.Count == listed.Count;
    }

    /// <summary>What is about to be committed; null where git cannot tell.</summary>
    private WorktreeState? Staged(Worktree worktree, string index)
    {
        try
        {
            return worktree.Exists ? StagedState.Read(git, worktree.Path, worktree.GitDirIn(repository), index) : null;
        }
        catch (SwarmException)
        {
            // It vanished between the question whether it is there and the start.
            return null;
        }
    }

    private ObjectId[] Resolve(List<string> revisions)
    {
        if (revisions.Count == 0)
        {
            return [];
        }
        var input = Encoding.UTF8.GetBytes(string.Concat(revisions.Select(r => $"{r}^{{commit}}\n")));
        var arguments = new[] { "--git-dir=" + repository.CommonDir, "cat-file", "--batch-check=%(objectname)" };
        var lines = git.Run(arguments, input, repository.CommonDir, new Dictionary<string, string>(), []).Text.Split('\n');
        return [.. revisions.Select((_, i) => i < lines.Length && ObjectId.TryParse(lines[i], out var id) ? id : default)];
    }

    private static string? ShortName(string revision) =>
        revision.StartsWith("refs/heads/", StringComparison.Ordinal) ? revision["refs/heads/".Length..]
        : revision.StartsWith("refs/remotes/", StringComparison.Ordinal) ? revision["refs/remotes/".Length..]
        : null;
}
