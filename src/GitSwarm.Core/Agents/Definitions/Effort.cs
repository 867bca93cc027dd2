namespace GitSwarm.Agents.Definitions;

/// <summary>How much a model may think.</summary>
public enum Effort
{
    /// <summary>Little.</summary>
    Low,

    /// <summary>Some.</summary>
    Medium,

    /// <summary>Much.</summary>
    High,

    /// <summary>Very much.</summary>
    XHigh,

    /// <summary>All it can.</summary>
    Max,
}
