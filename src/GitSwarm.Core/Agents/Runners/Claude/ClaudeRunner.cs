using System.Globalization;
using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners.Claude;

/// <summary>Claude Code, without a terminal or in one.</summary>
/// <remarks>
/// What it is told comes on standard input, or is typed into it, and what is long or secret in files: arguments are seen by every process.
/// Never <c>--bare</c>, which runs no hooks.
/// </remarks>
public sealed class ClaudeRunner : AgentRunner
{
    private const string PromptFile = "system.txt";

    /// <inheritdoc/>
    public override string Name => "claude";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Programs { get; } = ["claude"];

    /// <inheritdoc/>
    public override bool CanFork => true;

    /// <inheritdoc/>
    public override bool HasTerminal => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Support { get; } =
        new Dictionary<string, string>
        {
            [FieldNames.Prompt] = "`--append-system-prompt-file`",
            [FieldNames.Memory] = "`--append-system-prompt-file`",
            [FieldNames.Tools] = "`--tools`, rules as `--allowedTools`",
            [FieldNames.DisallowedTools] = "`--disallowedTools`",
            [FieldNames.Model] = "`--model`",
            [FieldNames.Effort] = "`--effort`",
            [FieldNames.PermissionMode] = "`--permission-mode`",
            [FieldNames.MaxTurns] = "`--max-turns`",
            [FieldNames.Skills] = "a message",
            [FieldNames.McpServers] = "`--mcp-config`",
            [FieldNames.Hooks] = "`--settings`",
            [FieldNames.OmitProjectInstructions] = "`claudeMdExcludes` in `--settings`",
            [FieldNames.OmitGitStatus] = "`includeGitInstructions` in `--settings`",
            [FieldNames.CriticalReminder] = "a UserPromptSubmit hook in `--settings`",
            [FieldNames.InitialPrompt] = "a message",
        };

    /// <inheritdoc/>
    public override IEnumerable<string> Gaps(LaunchPlan plan)
    {
        if (plan.Tools.AgentTypes is { Count: > 0 } types)
        {
            yield return $"claude itself may start agents of any type, not only {string.Join(", ", types)}; git swarm spawn may not";
        }
        if (plan.Execution is { MaxTurns: not null, Member.IsInteractive: true })
        {
            yield return "claude counts no turns where it is shown in a pane: maxTurns does not end it";
        }
        if (!plan.Tools.HasServerTools && !IsStrict(plan))
        {
            yield return "claude has the tools of all servers that are set up here: it knows those it shall have only by name";
        }
    }

    /// <inheritdoc/>
    public override RunnerCommand Command(LaunchPlan plan)
    {
        Check(plan);
        var isFork = plan.Identity.Path == LaunchPath.Fork;
        string[] session = isFork
            ? ["--resume", plan.Identity.Inherits!, "--fork-session", "--session-id", plan.Identity.Id]
            : ["--session-id", plan.Identity.Id];
        return Headless(plan, session, plan.Prompt.Messages.Select(m => m.Text));
    }

    /// <inheritdoc/>
    public override RunnerCommand Terminal(LaunchPlan plan)
    {
        Check(plan);
        return Process(plan, ["--session-id", plan.Identity.Id, .. Told(plan, null)]);
    }

    /// <inheritdoc/>
    public override RunnerCommand Continue(LaunchPlan plan, string? clientSession, string reason) =>
        Headless(plan, ["--resume", clientSession ?? plan.Identity.Id], [reason]);

    /// <inheritdoc/>
    public override RunnerOutput Open(LaunchPlan plan) => new ClaudeOutput();

    private static RunnerCommand Headless(LaunchPlan plan, string[] session, IEnumerable<string> messages)
    {
        string[] form = ["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose"];
        return Process(plan, [.. form, .. session, .. Told(plan, plan.Execution.MaxTurns)]) with { Input = Message(messages) };
    }

    private static RunnerCommand Process(LaunchPlan plan, string[] told)
    {
        var files = ClaudeSettings.Files(plan);
        if (plan.Prompt.SystemText() is { Length: > 0 } system)
        {
            files[RunnerFiles.Path(plan, PromptFile)] = system;
        }
        return new RunnerCommand(
            plan.Execution.Program,
            [
                .. told,
                .. Given("--append-system-prompt-file", PromptFile),
                .. Given("--mcp-config", ClaudeSettings.ServersFile),
                .. Given("--settings", ClaudeSettings.SettingsFile),
            ]
        )
        {
            Files = files,
        };

        string[] Given(string option, string file) =>
            RunnerFiles.Path(plan, file) is var path && files.ContainsKey(path) ? [option, path] : [];
    }

    // A fork has its session's model and is not told another, not even the same by another name.
    private static IEnumerable<string> Told(LaunchPlan plan, int? mostTurns) =>
        [
            .. plan is { Identity: { Path: not LaunchPath.Fork, Model.Value: { } model } } ? [$"--model={model}"] : (string[])[],
            .. plan.Identity.Effort is { } effort ? [$"--effort={effort}"] : (string[])[],
            .. Option("--permission-mode", Mode(plan.Context.Mode.Value)),
            .. Option("--tools", plan.Tools.Names is { } names ? string.Join(',', names.Where(n => !IsOfServer(n))) : null),
            .. IsStrict(plan) ? ["--strict-mcp-config"] : (string[])[],
            .. plan.Tools.Allow.SelectMany(rule => Option("--allowedTools", rule)),
            .. plan.Tools.Deny.SelectMany(rule => Option("--disallowedTools", rule)),
            .. Option("--max-turns", mostTurns?.ToString(CultureInfo.InvariantCulture)),
            .. plan.Prompt.Facts.Directories.SelectMany(d => Option("--add-dir", d)),
        ];

    private static string[] Option(string name, string? value) => value is null ? [] : [name, value];

    // It has servers or not; of one server it cannot be given some tools and not others.
    private static bool IsStrict(LaunchPlan plan) =>
        !plan.Tools.HasServerTools && plan.Tools.Servers.All(s => s.Config is not null) && plan.Tools.Names?.Any(IsOfServer) != true;

    private static bool IsOfServer(string tool) => tool.StartsWith("mcp__", StringComparison.Ordinal);

    // Bubbling is done by a hook, which is asked where the client would ask.
    private static string? Mode(string? mode) => mode == "bubble" ? "default" : mode;

    // One message with a block for each part. Several messages would be several turns, each answered.
    private static string Message(IEnumerable<string> texts) =>
        RunJson.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", "user");
            writer.WriteStartObject("message");
            writer.WriteString("role", "user");
            writer.WriteStartArray("content");
            foreach (var text in texts)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "text");
                writer.WriteString("text", text);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }) + "\n";
}
