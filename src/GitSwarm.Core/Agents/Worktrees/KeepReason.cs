namespace GitSwarm.Agents.Worktrees;

/// <summary>Why a worktree is not removed.</summary>
public enum KeepReason
{
    /// <summary>A hook made it, and it is the hook's owner's to remove.</summary>
    MadeByHook,

    /// <summary>What lies at its path is not, or no more, a worktree of the repository.</summary>
    NotAWorktree,

    /// <summary>It is locked.</summary>
    Locked,

    /// <summary>A merge, rebase, cherry-pick, revert or bisect is not finished.</summary>
    Operation,

    /// <summary>A process works in it.</summary>
    Process,

    /// <summary>The system does not say which processes work in it.</summary>
    ProcessesUnknown,

    /// <summary>Tracked files differ from the commit, in the index or outside.</summary>
    Changed,

    /// <summary>Files git does not track.</summary>
    Untracked,

    /// <summary>Changes in files that git was told not to look at.</summary>
    Hidden,

    /// <summary>Ignored files <c>.worktreeinclude</c> names that are new or changed.</summary>
    Listed,

    /// <summary>Commits no other ref reaches.</summary>
    Commits,

    /// <summary>Commits only a reflog reaches that would go, too.</summary>
    Discarded,

    /// <summary>A stash made here.</summary>
    Stash,

    /// <summary>Another repository within it, with something nobody else has.</summary>
    NestedRepository,

    /// <summary>A submodule that is checked out.</summary>
    Submodule,

    /// <summary>Something could not be found out.</summary>
    CannotTell,

    /// <summary>Git would not remove it, or not all of it.</summary>
    GitRefused,
}
