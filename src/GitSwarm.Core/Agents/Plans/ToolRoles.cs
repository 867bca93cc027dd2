using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>What about an agent decides which tools it can have at all.</summary>
/// <param name="Mode">The mode it asks for itself, whatever its parent's is.</param>
/// <param name="IsBuiltIn">True for a definition that comes with git-swarm.</param>
/// <param name="Background">True where nobody waits for it.</param>
/// <param name="InProcess">True for a teammate that is held by its lead's process.</param>
/// <param name="CustomDenied">What only built-in definitions get (<c>swarm.customDenied</c>).</param>
public sealed record ToolRole(PermissionMode Mode, bool IsBuiltIn, bool Background, bool InProcess, IReadOnlyList<string> CustomDenied);

/// <summary>The second layer ([T2]): what an agent in this role never gets.</summary>
public static class ToolRoles
{
    /// <summary>The tool that starts agents.</summary>
    public const string Agent = "Agent";

    private const string ExitPlanMode = "ExitPlanMode";

    // They speak to the person in front of the main session, or steer what is not the agent's.
    private static readonly HashSet<string> Nobodys = new(StringComparer.Ordinal)
    {
        "TaskOutput",
        ExitPlanMode,
        "EnterPlanMode",
        "AskUserQuestion",
        "TaskStop",
        Agent,
        "Workflow",
    };

    private static readonly HashSet<string> OfBackground = new(StringComparer.Ordinal)
    {
        "Read",
        "WebSearch",
        "TodoWrite",
        "Grep",
        "WebFetch",
        "Glob",
        "Bash",
        "PowerShell",
        "Edit",
        "Write",
        "NotebookEdit",
        "Skill",
        "ToolSearch",
        "EnterWorktree",
        "ExitWorktree",
    };

    private static readonly HashSet<string> OfTeammate = new(StringComparer.Ordinal)
    {
        "TaskCreate",
        "TaskGet",
        "TaskList",
        "TaskUpdate",
        "SendMessage",
        "CronCreate",
        "CronDelete",
        "CronList",
        Agent,
    };

    /// <summary>Why a tool is not for this role; null where it is. The order of the questions is part of the rule.</summary>
    public static string? Why(string tool, ToolRole role)
    {
        if (AgentTools.IsOfServer(tool) || (tool == ExitPlanMode && role.Mode == PermissionMode.Plan))
        {
            return null;
        }
        if (Nobodys.Contains(tool) && !(tool == Agent && role.InProcess))
        {
            return tool == ExitPlanMode ? "only in mode plan" : "no agent gets it";
        }
        if (!role.IsBuiltIn && role.CustomDenied.Contains(tool))
        {
            return "swarm.customDenied";
        }
        if (role.InProcess)
        {
            return OfBackground.Contains(tool) || OfTeammate.Contains(tool) ? null : "not for a teammate in its lead's process";
        }
        return role.Background && !OfBackground.Contains(tool) ? "not in the background" : null;
    }
}
