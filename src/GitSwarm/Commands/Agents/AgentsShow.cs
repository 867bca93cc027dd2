using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Agents;

/// <summary>Shows all of one definition.</summary>
internal static class AgentsShow
{
    public static int Run(SwarmHost host, AgentCatalog catalog, CatalogEntry entry)
    {
        var body = AgentBody.Of(catalog, entry) with { Prompt = entry.Definition!.Prompt };
        if (host.Output.Json)
        {
            host.Output.Answer(body, AgentContext.Default.AgentBody);
            return ExitCode.Yes;
        }
        var text = new StringBuilder();
        foreach (var (name, value) in Lines(body).Where(f => f.Value is { Length: > 0 }))
        {
            text.Append(host.Output.Terminal ? $"{name, -24}{Texts.OneLine(value!)}\n" : $"{name}\t{Texts.OneLine(value!)}\n");
        }
        text.Append('\n').AppendJoin('\n', Texts.Lines(body.Prompt)).Append('\n');
        host.Output.Answer(text.ToString());
        return ExitCode.Yes;
    }

    private static IEnumerable<(string Name, string? Value)> Lines(AgentBody b) =>
        [
            ("name", b.Name),
            ("source", b.Source),
            ("file", b.File),
            ("base directory", b.BaseDirectory),
            ("overrides", Joined(b.Overrides?.Select(o => o.File ?? o.Source))),
            ("description", b.Description),
            (
                "tools",
                b.Tools is null ? "all"
                : b.Tools.Count == 0 ? "none"
                : Joined(b.Tools)
            ),
            ("disallowedTools", Joined(b.DisallowedTools)),
            ("model", b.Model),
            ("effort", b.Effort),
            ("permissionMode", b.PermissionMode),
            ("maxTurns", b.MaxTurns?.ToString()),
            ("skills", Joined(b.Skills)),
            ("mcpServers", Joined(b.McpServers?.Select(s => s.Config is { } c ? $"{s.Name} {c.GetRawText()}" : s.Name))),
            ("requiredMcpServers", Joined(b.RequiredMcpServers)),
            ("hooks", b.Hooks?.GetRawText()),
            ("background", b.Background ? "true" : null),
            ("isolation", b.Isolation),
            ("memory", b.Memory),
            ("runner", b.Runner),
            ("omitProjectInstructions", b.OmitProjectInstructions ? "true" : null),
            ("omitGitStatus", b.OmitGitStatus ? "true" : null),
            ("criticalReminder", b.CriticalReminder),
            ("color", b.Color),
            ("initialPrompt", b.InitialPrompt),
            .. b.Unknown!.Select(u => (u.Key + " (unknown)", (string?)Plain(u.Value))),
            ("trust", b.Trusted ? null : $"none yet; it brings {Joined(b.Brings)}"),
            .. b.Notes!.Select(n => ("note", (string?)n)),
        ];

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string? Joined(IEnumerable<string>? words) => words is null ? null : string.Join(", ", words);
}
