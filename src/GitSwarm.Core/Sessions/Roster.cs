using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Sessions;

/// <summary>What a view of the sessions depends on besides the records.</summary>
/// <param name="CloneId">This clone.</param>
/// <param name="Machine">Fingerprint of this machine.</param>
/// <param name="Processes">The processes of this machine.</param>
/// <param name="Now">UTC.</param>
public sealed record Vantage(string CloneId, string Machine, IProcessTable Processes, DateTimeOffset Now);

/// <summary>Every session on record, folded from a snapshot; nothing in it changes.</summary>
/// <param name="All">Sorted by start, then id.</param>
/// <param name="Problems">Records that could not be read.</param>
/// <param name="Snapshot">What it was folded from.</param>
public sealed record Roster(IReadOnlyList<Session> All, IReadOnlyList<StoreProblem> Problems, Snapshot Snapshot)
{
    /// <summary>What to read for it.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [.. SwarmRefs.SessionKinds.Select(SwarmRefs.Prefix)];

    /// <summary>Those that are not gone.</summary>
    public IEnumerable<Session> Live => All.Where(s => s.IsLive);

    /// <summary>The local session of an id, gone or not.</summary>
    public Session? Local(string id) => All.FirstOrDefault(s => s.IsLocal && s.Id == id);

    /// <summary>Folds a snapshot of <see cref="SwarmRefs.SessionKinds"/>.</summary>
    public static Roster Of(Snapshot snapshot, Vantage from)
    {
        var problems = snapshot.Problems.ToList();
        var processes = Index(snapshot, SwarmRefs.Processes, RecordJson.Default.ProcessRecord, problems);
        var heartbeats = Index(snapshot, SwarmRefs.Heartbeats, RecordJson.Default.HeartbeatRecord, problems);
        var touched = Index(snapshot, SwarmRefs.Touched, RecordJson.Default.TouchedRecord, problems);
        var sessions = new List<Session>();
        foreach (var blob in snapshot.OfKind(SwarmRefs.Sessions))
        {
            if (Records.Read(blob, RecordJson.Default.SessionRecord, problems) is not { } record)
            {
                continue;
            }
            var key = (blob.Ref.CloneId, blob.Ref.Stream);
            var local = blob.Ref.CloneId == from.CloneId;
            var process = local ? processes.GetValueOrDefault(key) : null;
            var heartbeat = heartbeats.GetValueOrDefault(key);
            var state = local
                ? SessionStates.Of(record, heartbeat, LifeOf(process, from), from.Now)
                : SessionStates.Elsewhere(record, heartbeat, from.Now);
            var seen = record.Ended ?? Later(record.At, heartbeat?.Time(), NewestOf(touched.GetValueOrDefault(key)));
            sessions.Add(
                new Session(blob.Ref, record, process, heartbeat, touched.GetValueOrDefault(key), local, state, seen, record.Name)
            );
        }
        return new Roster(SubagentsFollow(SessionNames.MakeUnique(sessions)), problems, snapshot);
    }

    /// <summary>What the process of a record says, as far as it can be asked from here.</summary>
    public static Life LifeOf(ProcessRecord? process, Vantage from) =>
        process is { Pid: { } pid, Start: { } start, Boot: { } boot } && process.Machine == from.Machine
            ? Liveness.Of(new ProcessIdentity(pid, start, boot, process.Namespace), from.Processes)
            : Life.Unknown;

    /// <summary>A subagent that lives in its parent's process is gone when the parent is; one with a process of its own is not.</summary>
    private static List<Session> SubagentsFollow(List<Session> sessions)
    {
        if (sessions.TrueForAll(s => s.Record.Parent is null))
        {
            return sessions;
        }
        var gone = sessions.Where(s => !s.IsLive).Select(s => (s.Ref.CloneId, s.Id)).ToHashSet();
        return sessions.ConvertAll(s =>
            s.Record is { Parent: { } parent, Detached: not true } && gone.Contains((s.Ref.CloneId, parent))
                ? s with
                {
                    State = SessionState.Gone,
                }
                : s
        );
    }

    private static DateTimeOffset? NewestOf(TouchedRecord? touched) => touched is { Paths: [var newest, ..] } ? newest.At : null;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b, DateTimeOffset? c)
    {
        var latest = b > a ? b.Value : a;
        return c > latest ? c.Value : latest;
    }

    private static Dictionary<(string, string), T> Index<T>(
        Snapshot snapshot,
        string kind,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        List<StoreProblem> problems
    )
        where T : class, IStoredRecord
    {
        var index = new Dictionary<(string, string), T>();
        foreach (var blob in snapshot.OfKind(kind))
        {
            if (Records.Read(blob, type, problems) is { } record)
            {
                index[(blob.Ref.CloneId, blob.Ref.Stream)] = record;
            }
        }
        return index;
    }
}
