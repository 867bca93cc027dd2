using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Runners;

namespace GitSwarm.Agents.Plans;

/// <summary>What of a launch its runner cannot pass on.</summary>
internal static class FieldSupport
{
    /// <summary>A note for each field that is set, and lost on the way to the program.</summary>
    public static IEnumerable<PlanNote> Notes(LaunchPlan plan, AgentDefinition? definition, AgentRunner runner) =>
        Set(plan, definition)
            .Where(f => f.IsSet && !runner.Support.ContainsKey(f.Field))
            .Select(f => new PlanNote(null, $"{f.Field} ({Texts.Cut(f.Value, 60)}) is not supported by this runner, {runner.Name}"))
            .Concat(runner.Gaps(plan).Select(gap => new PlanNote(null, gap)));

    // What git-swarm sees to by itself is not here: messages, the work tree, the background, servers that are required.
    private static IEnumerable<(string Field, bool IsSet, string Value)> Set(LaunchPlan plan, AgentDefinition? definition)
    {
        var tools = plan.Tools;
        var isListed = definition is { Tools: not (null or ["*", ..]) };
        return
        [
            (FieldNames.Model, plan.Identity.Model.Value is not null, plan.Identity.Model.Value ?? ""),
            (FieldNames.Effort, plan.Identity.Effort is not null, plan.Identity.Effort ?? ""),
            (FieldNames.PermissionMode, plan.Context.Mode.From != "default", plan.Context.Mode.Value ?? ""),
            (FieldNames.Tools, isListed, isListed ? $"only {(tools.Names is [] ? "none" : string.Join(", ", tools.Names ?? []))}" : ""),
            (FieldNames.DisallowedTools, definition?.DisallowedTools.Count > 0, string.Join(", ", definition?.DisallowedTools ?? [])),
            (FieldNames.MaxTurns, plan.Execution.MaxTurns is not null, $"{plan.Execution.MaxTurns}"),
            (FieldNames.McpServers, tools.Servers.Count > 0, string.Join(", ", tools.Servers.Select(s => s.Name))),
            (FieldNames.Hooks, plan.Hooks.Definition is not null || plan.Hooks.Client.Count > 0, "of the definition or of swarm.hook"),
            (FieldNames.Memory, definition?.Memory is not null, definition?.Memory is { } memory ? DefinitionWords.Of(memory) : ""),
            (FieldNames.OmitProjectInstructions, plan.Context.OmitProjectInstructions, "true"),
            (FieldNames.OmitGitStatus, plan.Context.OmitGitStatus, "true"),
        ];
    }
}
