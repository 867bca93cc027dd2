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

    /// <summary>What is seen of each side, in the order given; or why nothing is.</summary>
    internal (Sighting? Sighting, string? Reason)[] Look(IReadOnlyList<Side> sides)
    {
        var found = new (Sighting?, string?)[sides.Count];
        var toAsk = new List<int>();
        for (var i = 0; i < sides.Count; i++)
        {
            if (sides[i].Worktree is { } worktree && Known(sides[i], worktree) is { } known)
            {
                found[i] = (known, null);
            }
            else if (sides[i].Worktree is not null)
            {
                toAsk.Add(i);
            }
        }
        var looks = new AheadLook[sides.Count];
        git.Each(toAsk.Count, options.Parallelism, n => looks[toAsk[n]] = Ask(sides[toAsk[n]]));
        foreach (var i in toAsk)
        {
            found[i] = Judge(sides[i], looks[i].State, looks[i].At);
            if (looks[i].State is { } state && sides[i].IndexFile is null)
            {
                cache.Add(CachedLook.Of(sides[i].Worktree!.Id ?? "", looks[i].At, looks[i].Stamp, state));
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

    private static (Sighting?, string?) Judge(Side side, WorktreeState? state, DateTimeOffset at) =>
        state is null ? (null, side.Worktree!.Exists ? "git cannot look into its work tree" : "its work tree is gone")
        : state.Head.IsNone ? (null, "it has no commit yet")
        : (new Sighting(new SeenSide(side, state.Head, state.Branch, state.Changed.Count, at), state), null);

    /// <summary>The last look, where it still holds.</summary>
    private Sighting? Known(Side side, Worktree worktree)
    {
        if (options.Fresh || side.IndexFile is not null || cache.Look(worktree) is not { } look)
        {
            return null;
        }
        var age = clock.GetUtcNow() - look.At;
        var state = look.State;
        var holds = options.Seen.TryGetValue(worktree.Path, out var status)
            ? Agrees(status, state)
            : !side.IsMine && age >= TimeSpan.Zero && age <= RadarOptions.Believed;
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

    private AheadLook Ask(Side side) =>
        side.IndexFile is null && side.IsMine && options.Ahead is { } ahead
            ? ahead.GetAwaiter().GetResult()
            : Ask(side.Worktree!, side.IndexFile);

    /// <summary>Looks now.</summary>
    /// <param name="worktree">Where.</param>
    /// <param name="index">An index to look at in place of the files.</param>
    internal AheadLook Ask(Worktree worktree, string? index = null)
    {
        // The stamps first: what changes during the look must not seem seen.
        var (at, stamp) = (clock.GetUtcNow(), HeadStamp.Of(repository, worktree));
        try
        {
            return new AheadLook(worktree.Exists ? Read(worktree, index) : null, stamp, at);
        }
        catch (SwarmException)
        {
            // It vanished between the question whether it is there and the start.
            return new AheadLook(null, stamp, at);
        }
    }

    private WorktreeState? Read(Worktree worktree, string? index)
    {
        var gitDir = HeadStamp.GitDirOf(repository, worktree);
        if (index is not null)
        {
            return StagedState.Read(git, worktree.Path, gitDir, index);
        }
        var result = git.Run(WorktreeState.Arguments, default, worktree.Path, new Dictionary<string, string>(), []);
        return result.Ok ? WorktreeState.Parse(result.Output, worktree.Path, gitDir, trustsModes) : null;
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
