using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Cli;

/// <summary>Finds out who runs this command: from <c>--as</c>, the variables, and the processes above this one.</summary>
internal static class CallerOf
{
    public static Caller Outside(SwarmHost host, string? actAs)
    {
        var outside = host.Outside;
        var innermost = ClientProcess.Innermost(host.Processes, outside.ProcessId);
        // A client that left no process above (nohup, a container) is still known by its variables.
        var client = innermost?.Client ?? Clients.Known.FirstOrDefault(c => SessionOf(c, outside) is not null);
        return new Caller
        {
            As = actAs,
            Client = client?.Name,
            ClientSession = client is null ? null : SessionOf(client, outside),
            SwarmSession = outside.Variable("GIT_SWARM_SESSION"),
            Process = LifeProcess.Choose(host.Processes, outside.ProcessId, outside.Variable),
            Machine = host.Machine,
            Defaults = new Lazy<SessionDefaults>(() =>
                new SessionDefaults(host.Settings["swarm.host"] ?? host.CloneIdForWriting(), host.Settings["swarm.name"])
            ),
            Worktree = host.Repository.WorktreeId,
            WorktreePath = host.Repository.WorkTree,
            Branch = Worktree.CurrentBranch(host.Repository, host.Git),
        };
    }

    private static string? SessionOf(Client client, Outside outside) =>
        client.SessionVariables.Select(outside.Variable).FirstOrDefault(v => v is not null);
}
