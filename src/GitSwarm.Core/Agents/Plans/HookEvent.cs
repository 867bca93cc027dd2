namespace GitSwarm.Agents.Plans;

/// <summary>Events of agents that hooks can be for.</summary>
public static class HookEvent
{
    /// <summary>An agent starts; what it prints is context, and it blocks nothing.</summary>
    public const string SubagentStart = "SubagentStart";

    /// <summary>An agent says that it is done; it may be told to go on.</summary>
    public const string SubagentStop = "SubagentStop";

    /// <summary>A turn ends.</summary>
    public const string Stop = "Stop";

    /// <summary>A work tree is to be made; git-swarm runs it itself.</summary>
    public const string WorktreeCreate = "WorktreeCreate";

    /// <summary>All of them, by the names of Claude Code.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SubagentStart,
        SubagentStop,
        Stop,
        "PreToolUse",
        "PostToolUse",
        "PostToolUseFailure",
        "PermissionRequest",
        "UserPromptSubmit",
        "SessionStart",
        "SessionEnd",
        "Notification",
        "PreCompact",
        WorktreeCreate,
    ];

    /// <summary>The event of a name in whatever letters; null where there is none.</summary>
    public static string? Named(string name) => All.FirstOrDefault(e => e.Equals(name, StringComparison.OrdinalIgnoreCase));
}
