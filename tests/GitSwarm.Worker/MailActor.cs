using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>What senders and readers are made of: a session that is this process, seen from now.</summary>
internal static class MailActor
{
    /// <summary>The clone all of them are of.</summary>
    internal const string Clone = "stress00";

    private static readonly IProcessTable Processes = ProcessTables.ForThisSystem();
    private static readonly Ids Ids = new(TimeProvider.System, new Random());

    /// <summary>A session of this process, or of another.</summary>
    internal static Caller Caller(SwarmStore store, string session, int? process = null) =>
        new()
        {
            SwarmSession = session,
            Machine = "machine",
            Process = ProcessIdentity.Of(process ?? Environment.ProcessId, Processes),
            Defaults = new Lazy<SessionDefaults>(() => new SessionDefaults("here", session)),
            WorktreePath = store.Git.Repository.WorkTree,
            Branch = "main",
        };

    internal static SessionStore Sessions(SwarmStore store) => new(store, Vantage(), Ids);

    internal static DeliveryStore Delivery(SwarmStore store) => new(store, Vantage());

    internal static Outbox Outbox(SwarmStore store)
    {
        var from = Vantage();
        return new Outbox(new FeedStore(store, Sessions(store), from, Ids), from.Now, Ids);
    }

    internal static Vantage Vantage() => new(Clone, "machine", Processes, TimeProvider.System.GetUtcNow());
}
