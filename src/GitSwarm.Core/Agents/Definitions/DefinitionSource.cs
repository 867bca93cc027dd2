namespace GitSwarm.Agents.Definitions;

/// <summary>Where a definition comes from; a later one overrides an earlier one of the same name.</summary>
public enum DefinitionSource
{
    /// <summary>Comes with the program.</summary>
    BuiltIn,

    /// <summary>A plugin's <c>agents</c> directory.</summary>
    Plugin,

    /// <summary>The user's own, for all repositories.</summary>
    User,

    /// <summary>Of the work tree.</summary>
    Project,

    /// <summary>Named on the command line.</summary>
    Flag,

    /// <summary>The administrator's, for all users of the machine.</summary>
    Policy,
}
