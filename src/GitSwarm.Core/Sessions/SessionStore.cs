using GitSwarm.Store;

namespace GitSwarm.Sessions;

/// <summary>Reads and changes sessions in the store.</summary>
/// <param name="store">The repository's records.</param>
/// <param name="from">From where they are seen.</param>
/// <param name="ids">Makes ids of new sessions.</param>
public sealed class SessionStore(SwarmStore store, Vantage from, Ids ids)
{
    /// <summary>How many sessions that are over were seen on record; many mean that cleaning up is due.</summary>
    public int Gone { get; private set; }

    /// <summary>True once a session started by an edit.</summary>
    public bool Started { get; private set; }

    /// <summary>Every session on record.</summary>
    /// <param name="meanwhile">Done while git reads.</param>
    public Roster Read(Action? meanwhile = null)
    {
        var snapshot = store.Read(
            Roster.Prefixes,
            () =>
            {
                Records.Prepare();
                meanwhile?.Invoke();
            }
        );
        return Roster.Of(snapshot, from);
    }

    /// <summary>Changes the caller's session, and starts it where there is none.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="edit">What should be different.</param>
    /// <param name="joining">True to start a session of this caller's own.</param>
    /// <returns>The session's record afterwards.</returns>
    public SessionRecord Edit(Caller caller, PresenceEdit edit, bool joining = false)
    {
        var settles = false;
        var record = Update(roster =>
        {
            var who = WhoAmI.Resolve(roster, caller, joining);
            Started = who.Live is null;
            settles = Started || edit.Name is not null;
            return Presence.Decide(roster, from, caller, who, edit, ids);
        });
        return settles ? Settle(record) : record;
    }

    /// <summary>Another session may have taken the same name at the same moment: whoever started later takes the one it is shown under.</summary>
    private SessionRecord Settle(SessionRecord record) =>
        Update(roster =>
        {
            if (roster.Local(record.Id) is not { IsLive: true } me || me.Name == me.Record.Name)
            {
                return new Decision<SessionRecord>(record, []);
            }
            var name = SwarmRefs.Of(SwarmRefs.Sessions, from.CloneId, SessionId.From(record.Id));
            var renamed = me.Record with { Name = me.Name };
            var content = Records.Write(renamed, RecordJson.Default.SessionRecord);
            return new Decision<SessionRecord>(renamed, [new RefChange(name, content, roster.Snapshot.IdOf(name))]);
        });

    /// <summary>Changes the caller's session, if it has one.</summary>
    /// <returns>The session's record afterwards; null when there is none to change.</returns>
    public SessionRecord? EditExisting(Caller caller, PresenceEdit edit) =>
        Update<SessionRecord?>(roster =>
        {
            var who = WhoAmI.Resolve(roster, caller);
            if (who.Live is null)
            {
                return new Decision<SessionRecord?>(null, []);
            }
            var (record, changes) = Presence.Decide(roster, from, caller, who, edit, ids);
            return new Decision<SessionRecord?>(record, changes);
        });

    /// <summary>Ends what is dead and drops what is old.</summary>
    /// <param name="retention">How long an ended session is remembered.</param>
    /// <returns>What was done.</returns>
    public SessionCleanup CleanUp(TimeSpan retention) => Update(roster => SessionCleanup.Decide(roster, from, retention));

    private T Update<T>(Func<Roster, Decision<T>> decide) =>
        store.Update(
            Roster.Prefixes,
            snapshot =>
            {
                var roster = Roster.Of(snapshot, from);
                Gone = roster.All.Count(s => s.IsLocal && !s.IsLive);
                return decide(roster);
            },
            Records.Prepare
        );
}
