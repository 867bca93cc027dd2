using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>Where a call wants the agent to work.</summary>
public enum AskedIsolation
{
    /// <summary>Where its parent works, whatever the definition says.</summary>
    None,

    /// <summary>In a work tree of its own.</summary>
    Worktree,

    /// <summary>On another machine.</summary>
    Remote,
}

/// <summary>The call, as it was made; what is null was not said.</summary>
public sealed record LaunchRequest
{
    /// <summary>The task.</summary>
    public required string Prompt { get; init; }

    /// <summary>Name of the definition.</summary>
    public string? Agent { get; init; }

    /// <summary>What it is for, in a few words.</summary>
    public string? Description { get; init; }

    /// <summary>An alias, a full id, or <c>inherit</c>.</summary>
    public string? Model { get; init; }

    /// <summary>True where the caller does not want to wait.</summary>
    public bool Background { get; init; }

    /// <summary>What to call it.</summary>
    public string? Name { get; init; }

    /// <summary>The team it joins.</summary>
    public string? Team { get; init; }

    /// <summary>What it may do without asking.</summary>
    public PermissionMode? Mode { get; init; }

    /// <summary>Whether it may ask, where whoever calls decides that ([M3]).</summary>
    public bool? MayAsk { get; init; }

    /// <summary>Where it works.</summary>
    public AskedIsolation? Isolation { get; init; }

    /// <summary>The directory it works in; absolute. It beats isolation.</summary>
    public string? Directory { get; init; }

    /// <summary>True where the caller is to be copied.</summary>
    public bool Fork { get; init; }

    /// <summary>After how many seconds it is stopped.</summary>
    public int? TimeLimit { get; init; }
}
