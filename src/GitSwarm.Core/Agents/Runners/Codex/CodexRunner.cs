using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners.Codex;

/// <summary>Codex, without a terminal.</summary>
/// <remarks>It asks nobody: what its sandbox does not let through fails.</remarks>
public sealed class CodexRunner : AgentRunner
{
    /// <inheritdoc/>
    public override string Name => "codex";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Programs { get; } = ["codex"];

    /// <inheritdoc/>
    public override bool CanFork => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Support { get; } =
        new Dictionary<string, string>
        {
            [FieldNames.Prompt] = "first in the prompt",
            [FieldNames.Memory] = "first in the prompt",
            [FieldNames.Model] = "`--model`, but for Claude's short names",
            [FieldNames.Effort] = "`-c model_reasoning_effort`, `max` as `xhigh`",
            [FieldNames.PermissionMode] = "`--sandbox`",
            [FieldNames.Skills] = "in the prompt",
            [FieldNames.OmitProjectInstructions] = "`-c project_doc_max_bytes=0`",
            [FieldNames.InitialPrompt] = "in the prompt",
        };

    /// <inheritdoc/>
    public override IEnumerable<string> Gaps(LaunchPlan plan) =>
        ModelNames.IsShort(plan.Identity.Model.Value) ? [ModelNames.Gap(Name, plan.Identity.Model.Value!)] : [];

    /// <inheritdoc/>
    public override RunnerCommand Command(LaunchPlan plan)
    {
        Check(plan);
        return plan.Identity.Path == LaunchPath.Fork
            ? Of(plan, ["fork", "--json", plan.Identity.Inherits!, "-"], PromptText.Messages(plan))
            : Of(plan, ["--json", "-"], PromptText.All(plan));
    }

    /// <inheritdoc/>
    public override RunnerCommand? Continue(LaunchPlan plan, string? clientSession, string reason) =>
        clientSession is null ? null : Of(plan, ["resume", "--json", clientSession, "-"], reason);

    /// <inheritdoc/>
    public override RunnerOutput Open(LaunchPlan plan) => new CodexOutput();

    // Sessions do not keep these: whoever goes on with one says them again.
    private static RunnerCommand Of(LaunchPlan plan, string[] what, string input) =>
        new(
            plan.Execution.Program,
            [
                "exec",
                .. (string[])["-C", plan.Context.Directory],
                .. Sandbox(plan),
                .. plan.Identity.Model.Value is { } model && !ModelNames.IsShort(model) ? [$"--model={model}"] : (string[])[],
                .. plan.Identity.Effort is { } effort ? ["-c", $"model_reasoning_effort=\"{Effort(effort)}\""] : (string[])[],
                .. plan.Context.OmitProjectInstructions ? ["-c", "project_doc_max_bytes=0"] : (string[])[],
                .. plan.Prompt.Facts.Directories.SelectMany(d => (string[])["--add-dir", d]),
                .. what,
            ]
        )
        {
            Input = input,
        };

    private static string[] Sandbox(LaunchPlan plan) =>
        plan.Context.Mode.Value switch
        {
            // Tools cannot be taken from it, but then nothing can be written with them.
            _ when plan.Tools.Names is { } names && !names.Any(n => n is "Edit" or "Write" or "Bash") => ["--sandbox", "read-only"],
            "bypassPermissions" => ["--dangerously-bypass-approvals-and-sandbox"],
            "auto" => ["--approve-for-me"],
            "acceptEdits" => ["--sandbox", "workspace-write"],
            _ => ["--sandbox", "read-only"],
        };

    private static string Effort(string effort) => effort == "max" ? "xhigh" : effort;
}
