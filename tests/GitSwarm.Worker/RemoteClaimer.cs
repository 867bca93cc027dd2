using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;
using GitSwarm.Sync;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>A clone with one session that claims through a remote.</summary>
/// <param name="git">The plumbing of the clone.</param>
/// <param name="cloneId">The clone.</param>
/// <param name="pattern">What it asks for.</param>
public sealed class RemoteClaimer(SwarmGit git, string cloneId, ClaimPattern pattern)
{
    private readonly IProcessTable processes = ProcessTables.ForThisSystem();
    private readonly Ids ids = new(TimeProvider.System, new Random());

    /// <summary>Clones a hub into a sandbox and opts in.</summary>
    public static RemoteClaimer Clone(Sandbox sandbox, string hub, int number, ClaimPattern pattern)
    {
        var (path, id) = (sandbox.Path($"clone-{number}"), $"clone{number:000}");
        sandbox.Git(sandbox.Root, "clone", "--quiet", hub, path);
        sandbox.Git(path, "config", "swarm.enabled", "true");
        sandbox.Git(path, "config", "swarm.clone", id);
        var process = new GitProcess(
            new GitEnvironment(new Dictionary<string, string>(sandbox.Variables, StringComparer.Ordinal), sandbox.GitProgram)
        );
        return new RemoteClaimer(new SwarmGit(process, RepositoryDiscovery.Find(path, _ => null)!), id, pattern);
    }

    /// <summary>Asks.</summary>
    /// <returns>True when it was granted.</returns>
    /// <exception cref="SwarmException">It gave up.</exception>
    public bool Claim()
    {
        var (_, remote) = Parts();
        return remote.Take(Caller(), new ClaimRequest([pattern], ClaimRequest.DefaultTtl)).Granted.Count > 0;
    }

    /// <summary>Gives back, and lets the remote know.</summary>
    public void Release()
    {
        var (exchange, remote) = Parts();
        Claims().Release(Caller(), _ => true);
        // Others move the head all the time: until they let us through.
        do
        {
            exchange.Fetch();
        } while (remote.Follow(exchange.Tracked()).Count == 0 && exchange.ClaimsAt(Own()) is not null);
    }

    /// <summary>Exchanges all records, whoever claims meanwhile.</summary>
    public void Sync() => Parts().Exchange.Run(new SyncRequest { Retention = TimeSpan.FromDays(14) });

    private RefName Own() => SwarmRefs.Of(SwarmRefs.Locks, cloneId, SessionId.From(cloneId));

    private Vantage From() => new(cloneId, "machine", processes, TimeProvider.System.GetUtcNow());

    private ClaimStore Claims()
    {
        var store = new SwarmStore(git, new Random(), SwarmStore.CommandDeadline);
        return new ClaimStore(store, new SessionStore(store, From(), ids), From(), ids);
    }

    private (Synchronizer Exchange, RemoteClaims Claims) Parts()
    {
        var exchange = new Synchronizer(git, new SyncRemote("origin"), cloneId, TimeProvider.System);
        return (
            exchange,
            new RemoteClaims(exchange, new LocksPush(git, exchange.Remote, exchange.Presence, ids), Claims(), From(), ids, new Random())
        );
    }

    private Caller Caller() =>
        new()
        {
            SwarmSession = cloneId,
            Machine = "machine",
            Process = ProcessIdentity.Of(Environment.ProcessId, processes),
            Defaults = new Lazy<SessionDefaults>(() => new SessionDefaults("here", cloneId)),
            WorktreePath = git.Repository.WorkTree,
            Branch = "main",
        };
}
