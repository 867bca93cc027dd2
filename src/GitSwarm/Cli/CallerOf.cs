using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Clients;
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
        var supervisor = int.TryParse(outside.Variable(RunProcesses.SupervisorVariable), out var pid) ? pid : (int?)null;
        var innermost = ClientProcess.Innermost(host.Processes, outside.ProcessId, supervisor);
        // A client that left no process above (nohup, a container) is still known by its variables.
        var client = innermost?.Client ?? KnownClients.All.FirstOrDefault(c => SessionOf(c, outside) is not null);
        return Here(host) with
        {
            As = actAs,
            Client = client?.Name,
            ClientSession = client is null ? null : SessionOf(client, outside),
            SwarmSession = outside.Variable("GIT_SWARM_SESSION"),
        };
    }

    /// <summary>The session a command most likely runs in: what the variables say, with no look at the processes above.</summary>
    /// <returns>Null where they do not say it, or <c>--as</c> names another.</returns>
    public static SessionId? LikelySession(Outside outside, string? actAs)
    {
        var id =
            outside.Variable("GIT_SWARM_SESSION") ?? KnownClients.All.Select(c => SessionOf(c, outside)).FirstOrDefault(s => s is not null);
        return actAs is null && id is not null ? SessionId.From(id) : null;
    }

    /// <summary>Whose session an event of a client is about: the event says it, not the variables.</summary>
    public static Caller Event(SwarmHost host, ClientProtocol protocol, AgentEvent happened) =>
        Here(host) with
        {
            Client = protocol.Client,
            ClientSession = LaunchedAs(host, protocol) ?? happened.Session,
            Agent = happened.Agent,
            Continues = happened.Continues,
        };

    /// <summary>A client that was launched as an agent is the session of its run, also where it could not be given its id.</summary>
    /// <remarks>A second one of the same kind that the agent starts itself would be taken for it; Claude Code, which can be given an id, is not asked.</remarks>
    private static string? LaunchedAs(SwarmHost host, ClientProtocol protocol) =>
        host.Outside.Variable(LaunchVariables.Client) == protocol.Client && protocol.Client != "claude"
            ? host.Outside.Variable(LaunchVariables.Run)
            : null;

    /// <summary>The session a client names, for a command that only looks: such a one needs neither its process nor its branch.</summary>
    public static Caller Session(SwarmHost host, string client, string session) =>
        new()
        {
            Client = client,
            ClientSession = session,
            Machine = host.Machine,
            Defaults = DefaultsOf(host),
            Worktree = host.Repository.WorktreeId,
        };

    /// <summary>Somebody here, whoever it is.</summary>
    private static Caller Here(SwarmHost host) =>
        new()
        {
            Process = LifeProcess.Choose(host.Processes, host.Outside.ProcessId, host.Outside.Variable),
            Machine = host.Machine,
            Defaults = DefaultsOf(host),
            Worktree = host.Repository.WorktreeId,
            WorktreePath = host.Repository.WorkTree,
            Branch = Worktree.CurrentBranch(host.Repository, host.Git),
        };

    private static Lazy<SessionDefaults> DefaultsOf(SwarmHost host) =>
        new(() => new SessionDefaults(host.Settings["swarm.host"] ?? host.CloneIdForWriting(), host.Settings["swarm.name"]));

    private static string? SessionOf(Client client, Outside outside) =>
        client.SessionVariables.Select(outside.Variable).FirstOrDefault(v => v is not null);
}
