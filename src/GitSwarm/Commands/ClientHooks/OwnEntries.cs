using GitSwarm.Cli;
using GitSwarm.Clients.Settings;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>Whether a client that also runs Claude Code's hooks has entries of ours in its own settings.</summary>
internal static class OwnEntries
{
    public static bool AreThere(string client, SwarmHost host) =>
        ClientSetup.Look(ClientRequests.Where(host), ClientRequests.Hash, client).Any(found => found.IsInstalled);
}
