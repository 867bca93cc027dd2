using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Clients.Settings;

namespace GitSwarm.Clients.Claude;

/// <summary>The servers that are set up for Claude Code, and which of them may be started.</summary>
/// <remarks>
/// The repository's own (<c>.mcp.json</c>) run code of the repository: their settings are told only where the user approved
/// them in Claude Code. Of settings that may lie in the repository as well, approval counts only where the user trusts it.
/// </remarks>
/// <param name="where">Home, work tree and variables.</param>
/// <param name="home">Claude Code's directory of the user.</param>
/// <param name="managed">The directory an administrator keeps.</param>
internal sealed class ClaudeServers(Surroundings where, string? home, string managed)
{
    private readonly List<JsonElement> user = ClaudeFiles.Read([
        where.Variable("CLAUDE_CONFIG_DIR") is { } own ? ClaudeFiles.In(own, ".claude.json") : ClaudeFiles.In(where.Home, ".claude.json"),
    ]);

    /// <summary>All of them, each name once; without settings where they may not be started.</summary>
    public IReadOnlyList<AgentServer> All()
    {
        var projects = Projects();
        var approvals = Approvals(projects);
        return
        [
            .. Of(ClaudeFiles.Read([ClaudeFiles.In(managed, "managed-mcp.json")]))
                .Concat(Of(projects))
                .Concat(
                    Of(ClaudeFiles.Read([ClaudeFiles.In(where.Top, ".mcp.json")]))
                        .Select(s => IsApproved(s.Name, approvals) ? s : s with { Config = null })
                )
                .Concat(Of(user))
                .GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
                .Select(g => g.FirstOrDefault(s => s.Config is not null) ?? g.First()),
        ];
    }

    private static IEnumerable<AgentServer> Of(IEnumerable<JsonElement> files) =>
        files.SelectMany(f => ClaudeFiles.Members(f.Field("mcpServers"))).Select(m => new AgentServer(m.Name, m.Value));

    // A work tree's servers are kept under the path of the repository.
    private List<JsonElement> Projects() =>
        [
            .. new[] { where.Top, where.MainTop }
                .OfType<string>()
                .Distinct()
                .SelectMany(p => user.Select(f => f.Field("projects", p)))
                .OfType<JsonElement>(),
        ];

    private List<JsonElement> Approvals(List<JsonElement> projects)
    {
        var isTrusted = projects.Exists(p => p.Flag("hasTrustDialogAccepted"));
        return
        [
            .. projects,
            .. ClaudeFiles.Read([
                ClaudeFiles.In(home, "settings.json"),
                ClaudeFiles.In(managed, "managed-settings.json"),
                isTrusted ? ClaudeFiles.In(where.Top, ".claude", "settings.local.json") : null,
            ]),
        ];
    }

    private static bool IsApproved(string name, List<JsonElement> approvals) =>
        approvals.Exists(a => a.Flag("enableAllProjectMcpServers") || a.Texts("enabledMcpjsonServers").Contains(name))
        && !approvals.Exists(a => a.Texts("disabledMcpjsonServers").Contains(name));
}
