namespace GitSwarm.Agents.Plans;

/// <summary>A worktree that is to be made.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Branch">Its branch, which is new; null where a hook makes it.</param>
public sealed record PlannedWorktree(string Path, string? Branch);

/// <summary>Steps 6 to 9: where it works and what it may do.</summary>
public sealed record LaunchContext
{
    /// <summary>Where it works; absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Where its parent works: paths in what it inherits are from there.</summary>
    public required string ParentDirectory { get; init; }

    /// <summary>The branch it starts on; null where HEAD is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>A worktree to be made for it.</summary>
    public PlannedWorktree? Worktree { get; init; }

    /// <summary>True for <c>isolation: remote</c> ([C7]).</summary>
    public bool IsRemote { get; init; }

    /// <summary>True where the caller does not wait.</summary>
    public bool Background { get; init; }

    /// <summary>Step 7: the project's instruction file is left out.</summary>
    public bool OmitProjectInstructions { get; init; }

    /// <summary>Step 8: the state of the work tree is left out.</summary>
    public bool OmitGitStatus { get; init; }

    /// <summary>Step 9: the permission mode as definitions write it ([M1], [M2]).</summary>
    public required PlannedValue Mode { get; init; }

    /// <summary>Whether it may ask about a call that no rule allows ([M3]).</summary>
    public required bool MayAsk { get; init; }

    /// <summary>True where it asks its parent (<c>bubble</c>).</summary>
    public bool AsksParent { get; init; }

    /// <summary>True where rules and hooks are tried before anybody is asked ([M4]).</summary>
    public bool ChecksFirst { get; init; }
}
