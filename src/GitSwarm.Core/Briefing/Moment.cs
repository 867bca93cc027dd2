namespace GitSwarm.Briefing;

/// <summary>When a session can be told something.</summary>
public enum Moment
{
    /// <summary>It starts.</summary>
    Start,

    /// <summary>Its user has asked something.</summary>
    Prompt,

    /// <summary>Between its tool calls, in the middle of a turn.</summary>
    ToolBatch,

    /// <summary>Its turn ends; what is told here makes it go on.</summary>
    Stop,
}
