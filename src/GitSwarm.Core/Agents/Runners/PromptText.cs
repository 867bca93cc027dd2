using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners;

/// <summary>What an agent is told, for programs that take it as one text.</summary>
internal static class PromptText
{
    /// <summary>The messages in their order, an empty line between two.</summary>
    public static string Messages(LaunchPlan plan) => string.Join("\n\n", plan.Prompt.Messages.Select(m => m.Text));

    /// <summary>The same after what belongs to the system prompt, for programs to which nothing can be added there.</summary>
    public static string All(LaunchPlan plan) =>
        plan.Prompt.SystemText() is { Length: > 0 } system ? $"{system}\n\n{Messages(plan)}" : Messages(plan);
}
