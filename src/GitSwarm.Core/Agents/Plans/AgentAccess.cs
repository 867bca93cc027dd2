using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>Whether who calls may start an agent of that name ([C5], [D3]), and whether it can work at all ([C6]).</summary>
public static class AgentAccess
{
    /// <summary>Refuses what a rule of the parent denies.</summary>
    /// <exception cref="SwarmException">It is denied; the rule is named.</exception>
    public static void Check(string agent, LaunchParent parent)
    {
        var shown = Texts.Cut(agent, 40);
        if (parent.Denied.FirstOrDefault(r => AgentChoice.Denies(r, agent)) is { } rule)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"agent '{shown}' is denied by the rule {Texts.Cut(rule, 80)}",
                "start another one, or change that rule in the settings"
            );
        }
        if (parent.AgentTypes is { } types && !types.Contains(agent))
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"agent '{shown}' is outside of the rule Agent({Texts.Cut(string.Join(", ", types), 80)}) of who calls",
                types.Count > 0 ? $"start {Texts.Cut(string.Join(" or ", types), 80)}, or do the work yourself" : "do the work yourself"
            );
        }
    }

    /// <summary>Refuses a definition that nobody trusted yet, or that lacks a server it requires.</summary>
    /// <exception cref="SwarmException">It cannot run.</exception>
    public static void Check(CatalogEntry entry, IReadOnlySet<string>? servers)
    {
        var shown = Texts.Cut(entry.Name, 40);
        if (!entry.IsTrusted)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"agent '{shown}' is the repository's and brings {string.Join(", ", entry.Brings)}",
                $"look at it with 'git swarm agents show {shown}', then run 'git swarm agents --trust {shown}'"
            );
        }
        if (entry.Definition is { } definition && servers is not null && Missing(definition, servers) is { } missing)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"agent '{shown}' requires the server '{Texts.Cut(missing, 40)}', which is not set up here",
                "set it up for your agent program, or start another agent"
            );
        }
    }

    private static string? Missing(AgentDefinition definition, IReadOnlySet<string> servers) =>
        definition.RequiredMcpServers.FirstOrDefault(required =>
            !servers.Contains(required) && !definition.McpServers.Any(s => s.Name.Equals(required, StringComparison.OrdinalIgnoreCase))
        );
}
