using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Cli;
using GitSwarm.Clients.Claude;

namespace GitSwarm.Commands.Agents;

/// <summary>What a model needs to pick an agent, as text to put into its context.</summary>
internal static class AgentsForModel
{
    public static int Run(SwarmHost host, AgentCatalog catalog, ClaudeFiles claude)
    {
        // The files that name servers can be long, and few definitions depend on any.
        var needsServers = catalog.InForce.Any(e => e.Definition!.RequiredMcpServers.Count > 0);
        var choices = AgentChoice.From(catalog, needsServers ? claude.Servers() : new HashSet<string>(), claude.Denied());
        host.Output.Answer(
            host.Output.Json
                ? JsonSerializer.Serialize(
                    [.. choices.Select(c => new AgentChoiceBody(c.Type, c.Description, c.Tools))],
                    AgentContext.Default.AgentChoiceBodyArray
                ) + "\n"
                : string.Concat(choices.Select(c => Texts.OneLine(c.ToString()) + "\n"))
        );
        return ExitCode.Yes;
    }
}
