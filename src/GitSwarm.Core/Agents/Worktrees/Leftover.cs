namespace GitSwarm.Agents.Worktrees;

/// <summary>What a making that was killed left behind.</summary>
/// <param name="Worktree">As far as it is known; it can be judged and removed like any other.</param>
/// <param name="IsLocked">Whether it still bears the lock of its making, which has to go first.</param>
public sealed record Leftover(AgentWorktree Worktree, bool IsLocked);
