using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>What is known of whoever calls. Nothing of it narrows the agent but what a rule names.</summary>
public sealed record LaunchParent
{
    /// <summary>Its session; null where it has none yet.</summary>
    public string? Session { get; init; }

    /// <summary>The run it is itself; null where it is none.</summary>
    public string? Run { get; init; }

    /// <summary>The agent program it runs in; null for a person's shell.</summary>
    public string? Client { get; init; }

    /// <summary>That program's id of its session, which a fork goes on from.</summary>
    public string? ClientSession { get; init; }

    /// <summary>That program's id of the call.</summary>
    public string? ToolUse { get; init; }

    /// <summary>Where it works; absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>Its permission mode; null where nobody knows.</summary>
    public PermissionMode? Mode { get; init; }

    /// <summary>Its model; null where nobody knows.</summary>
    public string? Model { get; init; }

    /// <summary>How much it may think, as in definitions; null where nobody knows.</summary>
    public string? Effort { get; init; }

    /// <summary>Its tools, where it is a run.</summary>
    public LaunchTools? Tools { get; init; }

    /// <summary>True where its environment says that it is a forked worker, or below one.</summary>
    public bool HasForkMark { get; init; }

    /// <summary>True where its history has the text every fork begins with.</summary>
    public bool HasForkText { get; init; }

    /// <summary>True for a member of a team.</summary>
    public bool IsTeammate { get; init; }

    /// <summary>True for a member that is held by its lead's process.</summary>
    public bool IsInProcess { get; init; }

    /// <summary>The team it leads; null for none.</summary>
    public string? Leads { get; init; }

    /// <summary>True where it leads a team: what it starts runs in the background.</summary>
    public bool IsCoordinator => Leads is not null;

    /// <summary>True where a person is there to talk to.</summary>
    public bool IsInteractive { get; init; } = true;

    /// <summary>The agents it may start (<c>Agent(a, b)</c>); null: any.</summary>
    public IReadOnlyList<string>? AgentTypes { get; init; }

    /// <summary>Its deny rules, as its program's settings write them.</summary>
    public IReadOnlyList<string> Denied { get; init; } = [];

    /// <summary>True where it has a tool to read the transcript with.</summary>
    public bool CanRead { get; init; } = true;
}
