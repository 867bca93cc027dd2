using System.Text.Json;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Agents.Runs;

/// <summary>Reads and changes the records of runs.</summary>
/// <remarks>
/// Contract: a run ends once. Its end, the message about it, and the end of its session go in with one transaction, so a
/// kill at any point leaves all of it to be done or nothing; whoever comes second finds it over and writes nothing ([N1]).
/// </remarks>
/// <param name="store">The repository's records.</param>
/// <param name="feeds">Adds lines to outboxes.</param>
/// <param name="from">From where they are seen.</param>
/// <param name="ids">Makes ids of sessions.</param>
public sealed class RunStore(SwarmStore store, FeedStore feeds, Vantage from, Ids ids)
{
    /// <summary>From where the records are seen.</summary>
    public Vantage Vantage { get; } = from;

    /// <summary>Every run of this clone.</summary>
    public RunBook Read() => RunBook.Of(store.Read([RunBook.Prefix]), Vantage);

    /// <summary>One run; null where it is not there, or cannot be read.</summary>
    public Run? Read(string id) => Of(store.Read([NameOf(id).Value]), id);

    /// <summary>Puts a new run and its agent's session on record, for the caller's session, which is started where there is none.</summary>
    /// <param name="caller">Who launches it.</param>
    /// <param name="run">Makes the record for that session.</param>
    /// <param name="agent">Where the agent is, and in which process.</param>
    /// <param name="edit">What its session is called, and by what it is played.</param>
    /// <param name="known">The sessions as read a moment ago; where they have changed since, they are read again.</param>
    public RunRecord Launch(Caller caller, Func<SessionRecord, RunRecord> run, Caller agent, PresenceEdit edit, Snapshot? known = null) =>
        store.Update(
            () => Interlocked.Exchange(ref known, null) ?? store.Read(Roster.Prefixes, Records.Prepare),
            snapshot =>
            {
                var roster = Roster.Of(snapshot, Vantage);
                var (parent, changes) = Presence.Decide(
                    roster,
                    Vantage,
                    caller,
                    WhoAmI.Resolve(roster, caller),
                    new PresenceEdit { Stays = true },
                    ids
                );
                var record = run(parent) with { At = Vantage.Now };
                var session = SessionOf(snapshot, record, agent, edit);
                return new Decision<RunRecord>(record, [.. changes, .. session, Written(record, default)]);
            }
        );

    /// <summary>Changes a run that is not over.</summary>
    /// <param name="id">Which.</param>
    /// <param name="change">The record afterwards; null to leave it as it is.</param>
    /// <returns>The record afterwards; null where the run is over, not there, or was left.</returns>
    public RunRecord? Change(string id, Func<RunRecord, RunRecord?> change) => Change(id, change, null);

    /// <summary>As the other, together with the session of its agent, which is started where there is none.</summary>
    /// <param name="id">Which.</param>
    /// <param name="change">The record afterwards; null to leave it as it is.</param>
    /// <param name="agent">Where the agent is, and in which process; null to leave its session alone.</param>
    /// <param name="edit">What else is different about its session.</param>
    public RunRecord? Change(string id, Func<RunRecord, RunRecord?> change, Caller? agent, PresenceEdit? edit = null) =>
        store.Update<RunRecord?>(
            agent is null ? [NameOf(id).Value] : [.. Roster.Prefixes, NameOf(id).Value],
            snapshot =>
            {
                if (Of(snapshot, id)?.Record is not { } before || before.State.IsOver() || change(before) is not { } after)
                {
                    return new Decision<RunRecord?>(null, []);
                }
                after = after with { At = Vantage.Now };
                IReadOnlyList<RefChange> session = agent is null ? [] : SessionOf(snapshot, after, agent, edit ?? new PresenceEdit());
                return new Decision<RunRecord?>(after, [.. session, Written(after, snapshot.IdOf(NameOf(id)))]);
            }
        );

    /// <summary>Keeps the agent's session fresh.</summary>
    public void Tick(RunRecord run, Caller agent, Activity activity = Activity.Active) =>
        store.Update(
            Roster.Prefixes,
            snapshot => new Decision<bool>(true, SessionOf(snapshot, run, agent, new PresenceEdit { Stays = true, Activity = activity })),
            Records.Prepare
        );

    /// <summary>Tells the parent how far a run is, where nobody waits for its answer.</summary>
    public void Report(RunRecord run, ProgressNotice notice)
    {
        var id = ids.NewUuid();
        feeds.Along<MailLine, bool>(
            SwarmRefs.Mail,
            SessionId.From(run.Id),
            MailJson.Default.MailLine,
            [.. Roster.Prefixes, NameOf(run.Id).Value],
            snapshot =>
                Of(snapshot, run.Id)?.Record is { Background: true } now && !now.State.IsOver()
                    ? (true, Progress(id, now, Roster.Of(snapshot, Vantage), notice), [])
                    : (false, null, [])
        );
    }

    /// <summary>Ends a run: its record, its session, and the message to its parent where nobody waits for the answer.</summary>
    /// <param name="id">Which.</param>
    /// <param name="verdict">How it ended; null to leave it as it is.</param>
    /// <param name="content">What it said at the end.</param>
    /// <param name="isWaitedFor">True where a message is not expected; should one be due all the same, it is written.</param>
    /// <returns>The record of the run; null where it was over before, or left.</returns>
    public RunRecord? Finish(string id, Func<RunRecord, RunRecord?> verdict, IReadOnlyList<string> content, bool isWaitedFor = false) =>
        feeds.Along<MailLine, RunRecord?>(
            SwarmRefs.Mail,
            SessionId.From(id),
            MailJson.Default.MailLine,
            [.. Roster.Prefixes, NameOf(id).Value],
            snapshot =>
            {
                if (Of(snapshot, id)?.Record is not { } before || before.State.IsOver() || verdict(before) is not { } over)
                {
                    return (null, null, []);
                }
                var waited = !over.Background && over.Caller?.Life(Vantage) == Sessions.Processes.Life.Alive;
                over = over with { At = Vantage.Now, Ended = over.Ended ?? Vantage.Now, Notified = !waited };
                var roster = Roster.Of(snapshot, Vantage);
                return (
                    over,
                    waited ? null : Message(over, roster, content),
                    [.. EndOfSession(snapshot, roster, id), Written(over, snapshot.IdOf(NameOf(id)))]
                );
            },
            isLikely: !isWaitedFor
        );

    /// <summary>Forgets runs that are over and old, or too many, with the sessions of their agents.</summary>
    /// <param name="retention">How long one is kept.</param>
    /// <returns>Which were forgotten; their files are the caller's to delete.</returns>
    public IReadOnlyList<string> CleanUp(TimeSpan retention) =>
        store.Update(
            [RunBook.Prefix, SwarmRefs.Prefix(SwarmRefs.Sessions)],
            snapshot =>
            {
                var old = RunBook.Of(snapshot, Vantage).Forgettable(Vantage.Now - retention);
                var names = old.SelectMany(id =>
                    new[] { NameOf(id), SwarmRefs.Of(SwarmRefs.Sessions, Vantage.CloneId, SessionId.From(id)) }
                );
                return new Decision<IReadOnlyList<string>>(
                    old,
                    [.. names.Where(n => !snapshot.IdOf(n).IsNone).Select(n => new RefChange(n, null, snapshot.IdOf(n)))]
                );
            }
        );

    private RefName NameOf(string id) => SwarmRefs.Of(SwarmRefs.Runs, Vantage.CloneId, SessionId.From(id));

    private Run? Of(Snapshot snapshot, string id) => RunBook.Of(snapshot, Vantage).All.FirstOrDefault(r => r.Id == id);

    private RefChange Written(RunRecord record, ObjectId expected) =>
        new(NameOf(record.Id), Records.Write(record, RunJson.Default.RunRecord), expected);

    private IReadOnlyList<RefChange> SessionOf(Snapshot snapshot, RunRecord run, Caller agent, PresenceEdit edit)
    {
        var roster = Roster.Of(snapshot, Vantage);
        var id = SessionId.From(run.Id);
        var who = new Identity(id, run.Runner, roster.Local(id.Value), run.Parent);
        var own = edit with { Record = r => edit.Record(r) with { Detached = true, Task = r.Task ?? Texts.Cut(run.Description, 120) } };
        return Presence.Decide(roster, Vantage, agent, who, own, ids).Changes;
    }

    private IEnumerable<RefChange> EndOfSession(Snapshot snapshot, Roster roster, string id)
    {
        if (roster.Local(SessionId.From(id).Value) is not { Record.Ended: null } session)
        {
            yield break;
        }
        var name = SwarmRefs.Of(SwarmRefs.Sessions, Vantage.CloneId, SessionId.From(id));
        var ended = session.Record with { At = Vantage.Now, Ended = Vantage.Now, Since = null };
        yield return new RefChange(name, Records.Write(ended, RecordJson.Default.SessionRecord), snapshot.IdOf(name));
    }

    private MailLine Progress(string id, RunRecord run, Roster roster, ProgressNotice notice) =>
        ToParent(id, run, roster) with
        {
            Type = MailLine.TaskProgress,
            Fields = JsonSerializer.SerializeToElement(notice, ProgressJson.Default.ProgressNotice),
        };

    /// <summary>Whoever writes it, in place of a dead supervisor or twice, writes one message: its id is that of the run.</summary>
    private MailLine Message(RunRecord run, Roster roster, IReadOnlyList<string> content) =>
        ToParent(run.Id, run, roster) with
        {
            Type = TaskNotice.Type,
            Fields = TaskNoticeJson.Write(TaskNotice.Of(run, content)),
            Priority = Priorities.Text(Priority.Later),
        };

    private MailLine ToParent(string id, RunRecord run, Roster roster) =>
        new()
        {
            Id = id,
            At = Vantage.Now,
            By = run.Agent,
            To = new Recipient(Recipient.Session, $"{Vantage.CloneId}/{run.Parent}").Text,
            ToName = roster.Local(run.Parent)?.Record.Name,
        };
}
