namespace GitSwarm.Git.Trees;

/// <summary>Looks into work trees without a git for each: what <c>git status</c> would say, as long as that is plain.</summary>
/// <remarks>Why there is such a thing, and what it leaves to git: docs/decisions/0026-own-look.md.</remarks>
/// <param name="git">The repository.</param>
/// <param name="worktrees">All that will be looked into, in this order.</param>
/// <param name="tips">Where to hear what their branches are at; null where git is to be asked.</param>
/// <param name="threads">How many look at once.</param>
internal sealed class OwnLook(SwarmGit git, IReadOnlyList<Worktree> worktrees, BranchTips? tips, int threads) : ILookHelper
{
    /// <summary>Files that take as long as it takes another thread to wake up and begin, several times over: half a millisecond.</summary>
    private const int WorthAPart = 400;

    private readonly ScanTeam team = new();
    private readonly Lazy<LookFacts> facts = new(() => LookFacts.Ask(git, worktrees, tips));
    private int begun;
    private bool isAsked;

    /// <summary>False where every look is git's: other systems than Linux, and repositories whose branches only git can tell.</summary>
    internal static bool IsPossible(Repository repository) => LinuxTree.IsKnown && repository.RefFormat == RefFormat.Files;

    /// <summary>Looks; from any thread.</summary>
    /// <returns>Null where only git can tell.</returns>
    internal WorktreeStatus? Into(Worktree worktree)
    {
        try
        {
            team.Begin();
            return Look(worktree, Interlocked.Increment(ref begun));
        }
        catch (Exception error) when (IsForGit(error))
        {
            return null;
        }
        finally
        {
            team.End();
        }
    }

    /// <summary>What ends a look of our own: git may have more to say, and the C library may lack a call (getdents64: glibc 2.30).</summary>
    internal static bool IsForGit(Exception error) =>
        error is SwarmException or IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException;

    private WorktreeStatus? Look(Worktree worktree, int turn)
    {
        var repository = git.Repository;
        var gitDir = worktree.GitDirIn(repository);
        // Without a tree something was added since git last worked that out, and most likely it is staged.
        // A config of its own can say anything, of this work tree alone.
        if (
            worktree.DetachedGitDir is not null
            || !MainWorktree.LeadsTo(worktree.Path, gitDir)
            || GitIndex.Read(Path.Combine(gitDir, "index"), repository.ObjectIdLength) is not { Tree.Length: > 0 } index
            || File.Exists(Path.Combine(gitDir, "config.worktree"))
        )
        {
            return null;
        }
        // The first who needs to know asks git, and the others go on.
        if (Interlocked.Exchange(ref isAsked, true) is false)
        {
            _ = facts.Value;
        }
        return Scan(worktree, index, turn) is { } changed && facts.Value.Head(worktree) is { } head && head.Tree.Hex == index.Tree
            ? new WorktreeStatus(worktree.Branch, head.Commit, changed)
            : null;
    }

    /// <summary>Scans it, in parts where others will have nothing else to do before it is done.</summary>
    private List<ChangedPath>? Scan(Worktree worktree, GitIndex index, int turn)
    {
        var entries = index.Entries.Length;
        var isLast = turn > worktrees.Count - threads;
        return team.Run(
            entries,
            isLast ? 1 + (entries / WorthAPart) : 1,
            (from, to) => TreeScan.Run(worktree.Path, index, () => facts.Value.Rules, from, to)
        );
    }

    /// <inheritdoc/>
    public void Help() => team.Help();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (facts.IsValueCreated)
        {
            facts.Value.Dispose();
        }
    }
}
