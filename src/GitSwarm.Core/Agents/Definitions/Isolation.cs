namespace GitSwarm.Agents.Definitions;

/// <summary>Where an agent works, if not where its parent does.</summary>
public enum Isolation
{
    /// <summary>In a work tree of its own.</summary>
    Worktree,

    /// <summary>On another machine.</summary>
    Remote,
}
