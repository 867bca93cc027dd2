namespace GitSwarm.Agents.Definitions;

/// <summary>Which tools clients have, as far as that is known.</summary>
internal static class AgentTools
{
    // Of Claude Code, and not any more what a tool is called: files still have them.
    private static readonly HashSet<string> Former = new(StringComparer.Ordinal)
    {
        "BashOutput",
        "KillBash",
        "KillShell",
        "LS",
        "MultiEdit",
        "NotebookRead",
        "SlashCommand",
        "Task",
        "TodoRead",
    };

    // Names of Claude Code, older ones too.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "*",
        "Agent",
        "AskUserQuestion",
        "Bash",
        "BashOutput",
        "CronCreate",
        "CronDelete",
        "CronList",
        "Edit",
        "EnterPlanMode",
        "EnterWorktree",
        "ExitPlanMode",
        "ExitWorktree",
        "Glob",
        "Grep",
        "KillBash",
        "KillShell",
        "LS",
        "LSP",
        "ListAgents",
        "ListMcpResourcesTool",
        "Monitor",
        "MultiEdit",
        "NotebookEdit",
        "NotebookRead",
        "PowerShell",
        "Read",
        "ReadMcpResourceTool",
        "ReportFindings",
        "ScheduleWakeup",
        "SendMessage",
        "Skill",
        "SlashCommand",
        "Task",
        "TaskCreate",
        "TaskGet",
        "TaskList",
        "TaskOutput",
        "TaskStop",
        "TaskUpdate",
        "TodoRead",
        "TodoWrite",
        "ToolSearch",
        "WebFetch",
        "WebSearch",
        "Workflow",
        "Write",
    };

    /// <summary>The tools of Claude Code by the names they have today, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Today { get; } =
    [.. Known.Where(k => k != "*" && !Former.Contains(k)).Order(StringComparer.Ordinal)];

    /// <summary>True for a tool of a server.</summary>
    public static bool IsOfServer(string name) => name.StartsWith("mcp__", StringComparison.Ordinal);

    /// <summary>True for an entry whose tool exists, or may: servers bring tools of their own.</summary>
    public static bool IsKnown(string entry) => ToolList.NameOf(entry) is var name && (Known.Contains(name) || IsOfServer(name));

    /// <summary>The tool that an entry in other letters may mean; null where there is none.</summary>
    public static string? Near(string entry) =>
        Known.FirstOrDefault(k => k.Equals(ToolList.NameOf(entry), StringComparison.OrdinalIgnoreCase));
}
