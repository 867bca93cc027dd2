namespace GitSwarm.Agents.Definitions;

/// <summary>Who shares what an agent remembers from run to run.</summary>
public enum MemoryScope
{
    /// <summary>All repositories of the user.</summary>
    User,

    /// <summary>All who work on the project.</summary>
    Project,

    /// <summary>This clone alone.</summary>
    Local,
}
