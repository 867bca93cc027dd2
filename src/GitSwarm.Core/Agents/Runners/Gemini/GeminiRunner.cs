using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners.Gemini;

/// <summary>Gemini CLI, without a terminal.</summary>
/// <remarks>It asks nobody: a tool that would need asking is not offered to its model.</remarks>
public sealed class GeminiRunner : AgentRunner
{
    private const string PolicyFile = "policy.toml";

    /// <summary>Its tools.</summary>
    internal static ForeignTools Tools { get; } =
        new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Bash"] = "run_shell_command",
                ["Edit"] = "replace",
                ["Glob"] = "glob",
                ["Grep"] = "grep_search",
                ["Read"] = "read_file",
                ["Skill"] = "activate_skill",
                ["WebFetch"] = "web_fetch",
                ["WebSearch"] = "google_web_search",
                ["Write"] = "write_file",
            }
        );

    /// <inheritdoc/>
    public override string Name => "gemini";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Programs { get; } = ["gemini"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Support { get; } =
        new Dictionary<string, string>
        {
            [FieldNames.Prompt] = "first in the prompt",
            [FieldNames.Memory] = "first in the prompt",
            [FieldNames.Tools] = "`--policy`, its own tools; rules for commands",
            [FieldNames.DisallowedTools] = "`--policy`, its own tools; rules for commands",
            [FieldNames.Model] = "`--model`, but for Claude's short names",
            [FieldNames.PermissionMode] = "`--approval-mode`",
            [FieldNames.Skills] = "in the prompt",
            [FieldNames.InitialPrompt] = "in the prompt",
        };

    /// <inheritdoc/>
    public override IEnumerable<string> Gaps(LaunchPlan plan) =>
        [
            .. ModelNames.IsShort(plan.Identity.Model.Value) ? [ModelNames.Gap(Name, plan.Identity.Model.Value!)] : (string[])[],
            .. ForeignTools.Gaps(Name, plan),
        ];

    /// <inheritdoc/>
    public override RunnerCommand Command(LaunchPlan plan)
    {
        Check(plan);
        return Of(plan, ["--session-id", plan.Identity.Id], PromptText.All(plan));
    }

    /// <inheritdoc/>
    public override RunnerCommand Continue(LaunchPlan plan, string? clientSession, string reason) =>
        Of(plan, [$"--resume={clientSession ?? plan.Identity.Id}"], reason);

    /// <inheritdoc/>
    public override RunnerOutput Open(LaunchPlan plan) => new GeminiOutput();

    private static RunnerCommand Of(LaunchPlan plan, string[] session, string input)
    {
        var policy = GeminiPolicy.Of(Tools.Missing(plan), plan.Tools.Allow, plan.Tools.Deny);
        var file = RunnerFiles.Path(plan, PolicyFile);
        return new RunnerCommand(
            plan.Execution.Program,
            [
                .. (string[])["--output-format", "stream-json"],
                .. session,
                .. (string[])["--approval-mode", Mode(plan.Context.Mode.Value)],
                .. plan.Identity.Model.Value is { } model && !ModelNames.IsShort(model) ? [$"--model={model}"] : (string[])[],
                .. policy is null ? [] : (string[])["--policy", file],
                .. plan.Prompt.Facts.Directories.SelectMany(d => (string[])["--include-directories", d]),
            ]
        )
        {
            Input = input,
            Files = policy is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [file] = policy },
        };
    }

    private static string Mode(string? mode) =>
        mode switch
        {
            "plan" => "plan",
            "acceptEdits" or "auto" => "auto_edit",
            "bypassPermissions" => "yolo",
            _ => "default",
        };
}
