namespace GitSwarm.Clients;

/// <summary>What happens in a session of any client, in words all of them share.</summary>
public enum EventKind
{
    /// <summary>It begins, is resumed, or goes on under another id of the client's.</summary>
    Started,

    /// <summary>Its user asked something: a turn begins.</summary>
    Prompted,

    /// <summary>A tool is about to change files.</summary>
    Editing,

    /// <summary>A tool has changed files.</summary>
    Edited,

    /// <summary>A tool could not change a file.</summary>
    EditFailed,

    /// <summary>Tools have run, and the model is about to go on; files may have changed.</summary>
    ToolsDone,

    /// <summary>The turn is over.</summary>
    TurnEnded,

    /// <summary>A subagent begins.</summary>
    SubagentStarted,

    /// <summary>A subagent is done.</summary>
    SubagentEnded,

    /// <summary>The session's directory is another one.</summary>
    Moved,

    /// <summary>It would ask its user whether a tool may be used.</summary>
    Asking,

    /// <summary>It waits for its user.</summary>
    Waiting,

    /// <summary>It is over.</summary>
    Ended,
}
