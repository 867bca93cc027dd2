using GitSwarm.Agents.Definitions;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Agents;

/// <summary>Notes that the user trusts a definition of the repository as it is now.</summary>
internal static class AgentsTrust
{
    public static int Run(SwarmHost host, AgentCatalog catalog, string name)
    {
        var entry = AgentsCommand.Find(catalog, name);
        if (entry.Hash is null)
        {
            Tell(host, entry, $"{Shown(entry)} needs no trust: it is {Why(entry)}");
            return ExitCode.Yes;
        }
        if (!entry.IsTrusted)
        {
            AgentTrustFile.Add(host.Enabled, entry.Hash, entry.Name);
        }
        Tell(
            host,
            entry,
            $"{(entry.IsTrusted ? "already trusted" : "trusted")} {Shown(entry)} ({AgentsList.Place(host, entry)}) with its {string.Join(", ", entry.Brings)}, until the file changes"
        );
        return ExitCode.Yes;
    }

    private static void Tell(SwarmHost host, CatalogEntry entry, string line)
    {
        host.Output.Did(line);
        if (host.Output.Json)
        {
            host.Output.Answer(
                new AgentTrustBody(entry.Name, entry.Origin.File, entry.Hash, entry.Brings),
                AgentContext.Default.AgentTrustBody
            );
        }
    }

    private static string Shown(CatalogEntry entry) => Texts.Cut(entry.Name, 60);

    private static string Why(CatalogEntry entry) =>
        entry.Origin.IsOfRepository
            ? "without hooks, servers, bypassPermissions, rules, and memory of an agent of yours"
            : "not the repository's";
}
