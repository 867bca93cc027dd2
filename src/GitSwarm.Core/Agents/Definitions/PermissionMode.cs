namespace GitSwarm.Agents.Definitions;

/// <summary>What an agent may do without being asked about.</summary>
public enum PermissionMode
{
    /// <summary>Ask for what no rule allows.</summary>
    Default,

    /// <summary>Only read and plan.</summary>
    Plan,

    /// <summary>Edits need no asking.</summary>
    AcceptEdits,

    /// <summary>Nothing needs asking.</summary>
    BypassPermissions,

    /// <summary>What would need asking is denied.</summary>
    DontAsk,

    /// <summary>The client judges each call by itself.</summary>
    Auto,

    /// <summary>The parent is asked.</summary>
    Bubble,
}
