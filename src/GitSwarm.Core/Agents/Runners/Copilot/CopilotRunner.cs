using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners.Copilot;

/// <summary>GitHub Copilot CLI, without a terminal.</summary>
public sealed class CopilotRunner : AgentRunner
{
    private const string ServersFile = "mcp.json";

    private static readonly ForeignTools Tools = new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Agent"] = "task",
            ["Bash"] = "bash",
            ["Edit"] = "edit",
            ["Glob"] = "glob",
            ["Grep"] = "grep",
            ["Read"] = "view",
            ["Skill"] = "skill",
            ["WebFetch"] = "web_fetch",
            ["Write"] = "create",
        }
    );

    /// <inheritdoc/>
    public override string Name => "copilot";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Programs { get; } = ["copilot"];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Support { get; } =
        new Dictionary<string, string>
        {
            [FieldNames.Prompt] = "first in the prompt",
            [FieldNames.Memory] = "first in the prompt",
            [FieldNames.Tools] = "`--excluded-tools`, its own tools; rules for commands",
            [FieldNames.DisallowedTools] = "`--excluded-tools`, its own tools; rules for commands",
            [FieldNames.Model] = "`--model`, but for Claude's short names",
            [FieldNames.Effort] = "`--reasoning-effort`",
            [FieldNames.PermissionMode] = "`--allow-tool`, `--allow-all`, `--plan`",
            [FieldNames.Skills] = "in the prompt",
            [FieldNames.McpServers] = "`--additional-mcp-config`",
            [FieldNames.OmitProjectInstructions] = "`--no-custom-instructions`",
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
    public override RunnerOutput Open(LaunchPlan plan) => new CopilotOutput(plan.Identity.Id);

    private static RunnerCommand Of(LaunchPlan plan, string[] session, string input)
    {
        var servers = plan.Tools.Servers.Any(s => s.Config is not null);
        var file = RunnerFiles.Path(plan, ServersFile);
        string[] missing = [.. Tools.Missing(plan)];
        return new RunnerCommand(
            plan.Execution.Program,
            [
                .. (string[])["--output-format", "json", "--no-ask-user"],
                .. session,
                .. Mode(plan.Context.Mode.Value),
                .. plan.Identity.Model.Value is { } model && !ModelNames.IsShort(model) ? [$"--model={model}"] : (string[])[],
                .. plan.Identity.Effort is { } effort ? [$"--reasoning-effort={effort}"] : (string[])[],
                .. plan.Context.OmitProjectInstructions ? ["--no-custom-instructions"] : (string[])[],
                .. ForeignTools.Commands(plan.Tools.Allow).SelectMany(c => (string[])["--allow-tool", $"shell({c}:*)"]),
                .. ForeignTools.Commands(plan.Tools.Deny).SelectMany(c => (string[])["--deny-tool", $"shell({c}:*)"]),
                .. missing.Length > 0 ? ["--excluded-tools", .. missing] : (string[])[],
                .. servers ? ["--additional-mcp-config", "@" + file] : (string[])[],
                .. plan.Prompt.Facts.Directories.SelectMany(d => (string[])["--add-dir", d]),
            ]
        )
        {
            Input = input,
            // What its user has allowed for all sessions is not what this one may do.
            Environment = new Dictionary<string, string> { ["COPILOT_ALLOW_ALL"] = "" },
            Files = servers ? new Dictionary<string, string> { [file] = Servers(plan) } : new Dictionary<string, string>(),
        };
    }

    private static string[] Mode(string? mode) =>
        mode switch
        {
            "plan" => ["--plan"],
            "acceptEdits" or "auto" => ["--allow-tool", "write"],
            "bypassPermissions" => ["--allow-all"],
            _ => [],
        };

    private static string Servers(LaunchPlan plan) =>
        RunJson.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("mcpServers");
            foreach (var server in plan.Tools.Servers)
            {
                if (server.Config is not { ValueKind: JsonValueKind.Object } config)
                {
                    continue;
                }
                writer.WriteStartObject(server.Name);
                foreach (var member in config.EnumerateObject().Where(m => m.Name != "tools"))
                {
                    member.WriteTo(writer);
                }
                writer.WriteTexts("tools", ["*"]);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
}
