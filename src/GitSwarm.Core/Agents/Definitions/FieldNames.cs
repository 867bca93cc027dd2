namespace GitSwarm.Agents.Definitions;

/// <summary>The names fields have in files.</summary>
internal static class FieldNames
{
    public const string Name = "name";
    public const string Description = "description";
    public const string Prompt = "prompt";
    public const string Tools = "tools";
    public const string DisallowedTools = "disallowedTools";
    public const string Model = "model";
    public const string Effort = "effort";
    public const string PermissionMode = "permissionMode";
    public const string MaxTurns = "maxTurns";
    public const string Skills = "skills";
    public const string McpServers = "mcpServers";
    public const string RequiredMcpServers = "requiredMcpServers";
    public const string Hooks = "hooks";
    public const string Background = "background";
    public const string Isolation = "isolation";
    public const string Memory = "memory";
    public const string Runner = "runner";
    public const string OmitProjectInstructions = "omitProjectInstructions";
    public const string OmitClaudeMd = "omitClaudeMd";
    public const string OmitGitStatus = "omitGitStatus";
    public const string CriticalReminder = "criticalReminder";
    public const string CriticalSystemReminder = "criticalSystemReminder_EXPERIMENTAL";
    public const string Color = "color";
    public const string InitialPrompt = "initialPrompt";

    /// <summary>All that a file's front matter may have; the prompt is its body.</summary>
    public static IReadOnlySet<string> InFiles { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            Name,
            Description,
            Tools,
            DisallowedTools,
            Model,
            Effort,
            PermissionMode,
            MaxTurns,
            Skills,
            McpServers,
            RequiredMcpServers,
            Hooks,
            Background,
            Isolation,
            Memory,
            Runner,
            OmitProjectInstructions,
            OmitClaudeMd,
            OmitGitStatus,
            CriticalReminder,
            CriticalSystemReminder,
            Color,
            InitialPrompt,
        };
}
