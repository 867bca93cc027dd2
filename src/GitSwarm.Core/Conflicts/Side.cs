using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>Where the work of a side is read from.</summary>
public enum SideSource
{
    /// <summary>A work tree here, uncommitted and untracked changes included.</summary>
    Worktree,

    /// <summary>A commit: a branch to land on, or the last that is known here of another clone's session.</summary>
    Commit,
}

/// <summary>Somebody whose work is compared.</summary>
/// <param name="Id">A session's id, or <c>worktree:&lt;id&gt;</c>, or <c>commit:&lt;name&gt;</c>; unique among the sides.</param>
/// <param name="Label">What people call it; of several sessions in one work tree, all their names.</param>
/// <param name="Sessions">Ids of the sessions that work there.</param>
/// <param name="Source">Where its work is read from.</param>
/// <param name="Worktree">The work tree; null for a commit.</param>
/// <param name="Revision">The name of the commit (<c>refs/heads/main</c>); null for a work tree.</param>
public sealed record Side(string Id, string Label, IReadOnlyList<string> Sessions, SideSource Source, Worktree? Worktree, string? Revision)
{
    /// <summary>The caller's own, which is looked at anew each time.</summary>
    public bool IsMine { get; init; }

    /// <summary>An index whose content is the work, in place of the files: what is about to be committed. Absolute; null for none.</summary>
    public string? IndexFile { get; init; }
}
