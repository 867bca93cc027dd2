using GitSwarm.Core.Tests.Processes;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Tests.Sessions;

/// <summary>Sessions made up for rules that need no repository.</summary>
internal static class Sample
{
    internal const string Clone = "clone001";

    internal static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    internal static Vantage Vantage { get; } = new(Clone, "machine", new FakeProcessTable(), Now);

    internal static SessionRecord Record(string id, string? name = null, string client = "claude", int startedBefore = 60) =>
        new()
        {
            Id = id,
            Name = name ?? id,
            Client = client,
            Host = "host",
            Branch = "main",
            Started = Now.AddMinutes(-startedBefore),
            At = Now.AddMinutes(-startedBefore),
            Nonce = "nonce",
        };

    internal static Session Session(SessionRecord record, string? worktree = null, string clone = Clone, params string[] touched) =>
        new(
            new SwarmRef(SwarmRefs.Sessions, clone, record.Id, null),
            record,
            clone == Clone
                ? new ProcessRecord
                {
                    Id = record.Id,
                    Worktree = worktree,
                    Path = "/app/" + (worktree ?? "main"),
                }
                : null,
            HeartbeatRecord.At(Now, Activity.Active),
            touched.Length == 0 ? null : new TouchedRecord { Id = record.Id, Paths = [.. touched.Select(t => new TouchedPath(t, Now))] },
            clone == Clone,
            record.Ended is null ? SessionState.Active : SessionState.Gone,
            Now,
            record.Name
        );

    internal static Roster Roster(params Session[] sessions) => new(sessions, [], new Snapshot(new Dictionary<RefName, StoredBlob>(), []));

    internal static Caller Caller(string? client = null, string? clientSession = null, string? swarmSession = null) =>
        new()
        {
            Client = client,
            ClientSession = clientSession,
            SwarmSession = swarmSession,
            Machine = "machine",
            Defaults = new Lazy<SessionDefaults>(new SessionDefaults("host", null)),
            WorktreePath = "/app/main",
            Branch = "main",
        };
}
