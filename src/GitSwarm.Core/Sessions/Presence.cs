using GitSwarm.Store;

namespace GitSwarm.Sessions;

/// <summary>What a command wants to be different about its session.</summary>
public sealed record PresenceEdit
{
    /// <summary>Changes to who it is; the start, id and times are seen to elsewhere.</summary>
    public Func<SessionRecord, SessionRecord> Record { get; init; } = r => r;

    /// <summary>The name wanted, at a start or later; a number is added where it is taken.</summary>
    public string? Name { get; init; }

    /// <summary>The client to put on record at a start, instead of the one found.</summary>
    public string? Client { get; init; }

    /// <summary>True where the session is from now on where the caller is, also under <c>--as</c>.</summary>
    public bool Moves { get; init; }

    /// <summary>True where the session stays where it is, also when the caller passes through another work tree (<c>git -C</c>).</summary>
    public bool Stays { get; init; }

    /// <summary>True where the caller's process was named by hand, and takes the place of the one on record.</summary>
    public bool ReplacesProcess { get; init; }

    /// <summary>Files changed, relative to the top of the work tree.</summary>
    public IReadOnlyList<string> Touched { get; init; } = [];

    /// <summary>Whether it is at work.</summary>
    public Activity Activity { get; init; } = Activity.Active;
}

/// <summary>Keeps the records of one session true: the rule behind join, focus, touch, mute, leave and every hook.</summary>
/// <remarks>Writes only what differs. One writer a session, but perhaps several processes of it: hence compare-and-swap.</remarks>
public static class Presence
{
    private const int MostAliases = 8;

    /// <summary>Decides what to write for <paramref name="who"/>.</summary>
    /// <returns>The records of the session afterwards; the process and place are those of the caller.</returns>
    public static Decision<SessionRecord> Decide(Roster roster, Vantage from, Caller caller, Identity who, PresenceEdit edit, Ids ids)
    {
        var id = who.Id ?? SessionId.From(ids.NewUuid());
        var before = who.Session;
        var live = who.Live;
        if (
            before is null
            && roster.Problems.Any(p => p.Name == SwarmRefs.Of(SwarmRefs.Sessions, from.CloneId, id) && p.Reason == Records.Newer)
        )
        {
            throw new SwarmException(ErrorCode.NewerRecord, "this session is on record by a newer git-swarm", "update git-swarm");
        }
        var known = live is null ? Start(roster, from, caller, who, edit, id, ids) : Named(live.Record, roster, edit.Name);
        // Who acts as another with --as may stand anywhere; the other does not move there.
        var elsewhere = live?.Process is { } at && at.Worktree != caller.Worktree;
        var stays = (caller.As is not null && !edit.Moves) || (edit.Stays && elsewhere);
        var record = edit.Record(known) with
        {
            // A subagent may work elsewhere than where its parent's shell happens to be.
            Branch = live is null || ((who.Parent is null || edit.Moves) && !stays) ? caller.Branch : live.Record.Branch,
        };
        if (record.Ended is not null)
        {
            // Who leaves, unlike who is killed, is not told later what was said to everybody.
            record = record with
            {
                Since = null,
            };
        }
        var changes = new List<RefChange>();
        void Put(string kind, byte[] content)
        {
            var name = SwarmRefs.Of(kind, from.CloneId, id);
            changes.Add(new RefChange(name, content, roster.Snapshot.IdOf(name)));
        }
        if (live is null || record != live.Record)
        {
            record = record with { At = from.Now };
            Put(SwarmRefs.Sessions, Records.Write(record, RecordJson.Default.SessionRecord));
        }
        var process =
            live?.Process is { } place && (stays || who.IsByPlace)
                ? place
                : Place(caller, id, before?.Process, live is not null && !edit.ReplacesProcess);
        if (who.Parent is null && live is not null && caller is { Continues: true, As: null, ClientSession: { } own })
        {
            process = Known(process, own);
        }
        if (process != before?.Process)
        {
            Put(SwarmRefs.Processes, Records.Write(process, RecordJson.Default.ProcessRecord));
        }
        var tick = HeartbeatRecord.At(from.Now, edit.Activity);
        if (record.Ended is null && (live?.Heartbeat is not { } last || last.IsOutdatedBy(tick)))
        {
            Put(SwarmRefs.Heartbeats, Records.Write(tick, RecordJson.Default.HeartbeatRecord));
        }
        var touched = before?.Touched ?? new TouchedRecord { Id = id.Value, Paths = [] };
        if (touched.IsOutdatedBy(edit.Touched, from.Now))
        {
            Put(SwarmRefs.Touched, Records.Write(touched.With(edit.Touched, from.Now), RecordJson.Default.TouchedRecord));
        }
        return new Decision<SessionRecord>(record, changes);
    }

    private static SessionRecord Start(Roster roster, Vantage from, Caller caller, Identity who, PresenceEdit edit, SessionId id, Ids ids)
    {
        var old = who.Session?.Record;
        var wanted = edit.Name ?? old?.Name ?? DefaultName(caller, who);
        return new SessionRecord
        {
            Id = id.Value,
            Original = who.Original,
            Name = FreeName(roster, id.Value, wanted),
            Client = edit.Client ?? who.Client,
            Host = caller.Defaults.Value.Host,
            Task = old?.Task,
            Parent = who.Parent,
            Started = from.Now,
            Since = old is null or { Ended: not null } ? old?.Since : old.Since ?? old.Started,
            Nonce = ids.NewShort(),
            Muted = old?.Muted,
            Team = SeatAfter(old, from.Now),
            Channels = old?.Channels,
            Unknown = old?.Unknown,
        };
    }

    /// <summary>A member that comes back has its place still, unless it gave it up; a team ends with the start of its lead.</summary>
    private static TeamSeat? SeatAfter(SessionRecord? old, DateTimeOffset now) =>
        old?.Team is { Left: null, Member: TeamSeat.Lead } seat ? seat with { Left = old.Ended ?? now } : old?.Team;

    private static SessionRecord Named(SessionRecord record, Roster roster, string? wanted) =>
        wanted is null || wanted == record.Name ? record : record with { Name = FreeName(roster, record.Id, wanted) };

    private static string FreeName(Roster roster, string id, string wanted)
    {
        var taken = roster.Live.Where(s => s.IsLocal && s.Id != id).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return SessionNames.Free(wanted, taken.Contains);
    }

    private static string DefaultName(Caller caller, Identity who)
    {
        if (who is { Parent: not null, Original: { } agent })
        {
            return SessionNames.FromBranch(agent);
        }
        return caller.Defaults.Value.Name
            ?? SessionNames.FromBranch(caller.Branch ?? Path.GetFileName(caller.WorktreePath ?? "") ?? "session");
    }

    /// <summary>The record, with another id of the client's in it.</summary>
    private static ProcessRecord Known(ProcessRecord process, string own) =>
        SessionId.From(own).Value == process.Id || process.Aliases?.Contains(own) == true
            ? process
            : process with
            {
                Aliases = [.. (process.Aliases ?? []).TakeLast(MostAliases - 1), own],
            };

    /// <summary>Who calls may be another process of the same session (a hook's): only a start, or a move, rewrites the record.</summary>
    private static ProcessRecord Place(Caller caller, SessionId id, ProcessRecord? before, bool running)
    {
        var keepProcess = running && before is not null && (caller.Process is null || before.Pid is not null);
        return (before ?? new ProcessRecord { Id = id.Value }) with
        {
            Pid = keepProcess ? before!.Pid : caller.Process?.Pid,
            Start = keepProcess ? before!.Start : caller.Process?.Start,
            Boot = keepProcess ? before!.Boot : caller.Process?.Boot,
            Namespace = keepProcess ? before!.Namespace : caller.Process?.Namespace,
            Machine = keepProcess ? before!.Machine : caller.Machine,
            Worktree = caller.WorktreePath is null ? before?.Worktree : caller.Worktree,
            Path = caller.WorktreePath ?? before?.Path,
        };
    }
}
