namespace GitSwarm.TestKit;

/// <summary>What happens at the chosen call of git.</summary>
public enum FaultMode
{
    /// <summary>Nothing: calls are counted.</summary>
    None,

    /// <summary>Git is not run; 128 and a message.</summary>
    Refuse,

    /// <summary>The caller is killed, git is not run.</summary>
    KillCallerBefore,

    /// <summary>Git does its work, then the caller is killed before it can read the answer.</summary>
    KillCallerAfter,

    /// <summary>Git is killed soon after its start, and may leave its lock files.</summary>
    KillGit,
}
