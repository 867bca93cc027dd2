namespace GitSwarm.Agents.Worktrees;

/// <summary>What became of a worktree.</summary>
/// <param name="Verdict">What was found.</param>
/// <param name="IsRemoved">Whether the worktree is gone.</param>
/// <param name="BranchKept">Why its branch is still there although the worktree is gone; null where it went, too.</param>
public sealed record WorktreeEnd(WorktreeVerdict Verdict, bool IsRemoved, string? BranchKept = null)
{
    /// <summary>One line for the result of a run; null where nothing is left to tell.</summary>
    public string? Text =>
        !IsRemoved ? $"kept {Verdict.Text}"
        : BranchKept is null ? null
        : $"removed {Texts.OneLine(Verdict.Path)}, kept branch {Verdict.Branch}: {BranchKept}";
}
