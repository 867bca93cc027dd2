using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners.OpenCode;

/// <summary>OpenCode, without a terminal.</summary>
public sealed class OpenCodeRunner : AgentRunner
{
    /// <inheritdoc/>
    public override string Name => "opencode";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Programs { get; } = ["opencode"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Support { get; } =
        new Dictionary<string, string>
        {
            [FieldNames.Prompt] = "`instructions` in `OPENCODE_CONFIG`",
            [FieldNames.Memory] = "`instructions` in `OPENCODE_CONFIG`",
            [FieldNames.Tools] = "`OPENCODE_PERMISSION`, its own tools; rules for commands",
            [FieldNames.DisallowedTools] = "`OPENCODE_PERMISSION`, its own tools; rules for commands",
            [FieldNames.Model] = "`--model`, where it is `provider/model`",
            [FieldNames.Effort] = "`--variant`",
            [FieldNames.PermissionMode] = "`OPENCODE_PERMISSION`",
            [FieldNames.Skills] = "in the prompt",
            [FieldNames.McpServers] = "`mcp` in `OPENCODE_CONFIG`",
            [FieldNames.InitialPrompt] = "in the prompt",
        };

    /// <inheritdoc/>
    public override IEnumerable<string> Gaps(LaunchPlan plan) =>
        [
            .. plan.Identity.Model.Value is { } model && !IsFull(model) ? [ModelNames.Gap(Name, model)] : (string[])[],
            .. ForeignTools.Gaps(Name, plan),
        ];

    /// <inheritdoc/>
    public override RunnerCommand Command(LaunchPlan plan)
    {
        Check(plan);
        return Of(plan, [], PromptText.Messages(plan));
    }

    /// <inheritdoc/>
    public override RunnerCommand? Continue(LaunchPlan plan, string? clientSession, string reason) =>
        clientSession is null ? null : Of(plan, [$"--session={clientSession}"], reason);

    /// <inheritdoc/>
    public override RunnerOutput Open(LaunchPlan plan) => new OpenCodeOutput();

    private static RunnerCommand Of(LaunchPlan plan, string[] session, string input)
    {
        var files = OpenCodeConfig.Files(plan);
        var environment = new Dictionary<string, string> { ["OPENCODE_PERMISSION"] = OpenCodeConfig.Permission(plan) };
        if (files.Count > 0)
        {
            environment["OPENCODE_CONFIG"] = RunnerFiles.Path(plan, OpenCodeConfig.ConfigFile);
        }
        return new RunnerCommand(
            plan.Execution.Program,
            [
                "run",
                .. (string[])["--format", "json"],
                .. session,
                .. plan.Context.Mode.Value == "plan" ? ["--agent", "plan"] : (string[])[],
                .. plan.Identity.Model.Value is { } model && IsFull(model) ? [$"--model={model}"] : (string[])[],
                .. plan.Identity.Effort is { } effort ? [$"--variant={effort}"] : (string[])[],
            ]
        )
        {
            Input = input,
            Environment = environment,
            Files = files,
        };
    }

    private static bool IsFull(string model) => model.Contains('/', StringComparison.Ordinal);
}
