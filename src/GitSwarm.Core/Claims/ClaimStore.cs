using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Claims;

/// <summary>Reads and changes claims in the store: exactly one holder, whoever races.</summary>
/// <remarks>
/// Every change of any session's claims moves one ref, the head, and goes in only if all claims are as they were when it
/// was decided (<see cref="SwarmStore.UpdateExclusively"/>). The session's own record is written first, the head last.
/// </remarks>
/// <param name="store">The repository's records.</param>
/// <param name="sessions">The sessions, for a caller that has none yet.</param>
/// <param name="from">From where they are seen.</param>
/// <param name="ids">Makes ids of claims.</param>
public sealed class ClaimStore(SwarmStore store, SessionStore sessions, Vantage from, Ids ids)
{
    private static readonly string Guarded = SwarmRefs.Prefix(SwarmRefs.Locks);

    /// <summary>Every claim on record.</summary>
    /// <param name="meanwhile">Done while git reads.</param>
    public ClaimBook Read(Action? meanwhile = null) => Of(store.Read(ClaimBook.Prefixes, Preparing(meanwhile)));

    /// <summary>As <see cref="Read"/>, with the records it was made of: who decides on both reads once.</summary>
    /// <param name="meanwhile">Done while git reads.</param>
    public (ClaimBook Book, Snapshot Records) ReadWithRecords(Action meanwhile)
    {
        var records = store.Read(ClaimBook.Prefixes, Preparing(meanwhile));
        return (Of(records), records);
    }

    /// <summary>As <see cref="Read"/>, for who needs not know when the sessions were seen last: then one that is idle may seem at work, or stale.</summary>
    /// <param name="meanwhile">Done while git reads.</param>
    public ClaimBook ReadWithoutTicks(Action meanwhile) =>
        Of(
            store.Read(
                ClaimBook.Prefixes.Where(p => p != SwarmRefs.Prefix(SwarmRefs.Heartbeats)),
                () =>
                {
                    meanwhile();
                    Records.PrepareWithoutTicks();
                    _ = ClaimJson.Default.LocksRecord;
                }
            )
        );

    /// <summary>Asks for claims for the caller's session, which is started where there is none.</summary>
    public ClaimOutcome Take(Caller caller, ClaimRequest request) =>
        OfSession(caller, new PresenceEdit(), (book, me) => ClaimRules.Take(book, me, request, from.Now, ids)).Answer;

    /// <summary>Puts an edit on record: the files touched, and a claim on each that is free.</summary>
    /// <remarks>
    /// The edit is what must not be lost. Both are tried in one transaction, for as long as the store of the claims tries;
    /// where that fails, for whatever reason, the edit is written without them, for as long as the sessions' own store tries.
    /// </remarks>
    /// <param name="caller">Who edited; its session is started where there is none.</param>
    /// <param name="edit">What is put on record of the session.</param>
    /// <param name="request">The claims; null where the edit claims nothing new.</param>
    /// <returns>What was granted and what is in the way, and the session's record.</returns>
    /// <exception cref="SwarmException">The edit cannot be written, claims or not.</exception>
    public Changed<ClaimOutcome> Edited(Caller caller, PresenceEdit edit, Func<ClaimBook, Session, ClaimRequest?> request)
    {
        var found = ClaimOutcome.Nothing;
        try
        {
            return OfSession(
                caller,
                edit,
                (book, me) =>
                {
                    var (outcome, record) = DecideEdit(book, me, request);
                    found = outcome;
                    return (outcome, record);
                }
            );
        }
        catch (SwarmException error)
        {
            var reason = found.Granted.Count > 0 ? error.Message : null;
            return new Changed<ClaimOutcome>(found with { Granted = [], GivenUp = reason }, sessions.Edit(caller, edit));
        }
    }

    /// <summary>As <see cref="Edited"/>, where nobody else claims or changed one of the files: told from less than half of the records.</summary>
    /// <remarks>
    /// Who the others are matters only where one of them is met. So all claims and changes are read, and of the session
    /// records only the caller's own.
    /// </remarks>
    /// <param name="id">The caller's session.</param>
    /// <param name="caller">Who edited; asked while git reads.</param>
    /// <param name="edit">What is put on record of the session.</param>
    /// <param name="paths">The files.</param>
    /// <param name="request">The claims; null where the edit claims nothing new.</param>
    /// <returns>Null where somebody is met, or that cannot be told so, and nothing was written.</returns>
    public Changed<ClaimOutcome>? EditedAlone(
        SessionId id,
        Func<Caller> caller,
        PresenceEdit edit,
        IReadOnlyList<string> paths,
        Func<ClaimBook, Session, ClaimRequest?> request
    )
    {
        Caller? who = null;
        return store.UpdateExclusively(
            Guarded,
            LoneEdit.Besides(from.CloneId, id),
            snapshot =>
            {
                if (LoneEdit.Of(snapshot, from, id, paths) is not { } alone)
                {
                    return new Decision<Changed<ClaimOutcome>?>(null, []);
                }
                var (book, me) = alone;
                var (outcome, record) = DecideEdit(book, me, request);
                var presence = Presence.Decide(book.Roster, from, who!, WhoAmI.Resolve(book.Roster, who!), edit, ids);
                var changed = new Changed<ClaimOutcome>(outcome, presence.Result);
                return new Decision<Changed<ClaimOutcome>?>(
                    changed,
                    record is null ? presence.Changes : Changes(snapshot, me, record, presence.Changes)
                );
            },
            Preparing(() => who = caller())
        );
    }

    /// <summary>Gives back claims of the caller's session.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="which">Which of those in force.</param>
    /// <returns>Those given back.</returns>
    public IReadOnlyList<Claim> Release(Caller caller, Func<Claim, bool> which) =>
        Change(caller, new PresenceEdit(), (book, me) => ClaimRules.Release(book, me, which, from.Now, ids))?.Answer ?? [];

    /// <summary>Changes claims of a live session of this clone, whoever calls.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="become">As for <see cref="ClaimRules.Amend"/>.</param>
    public void AmendOf(SessionId session, Func<ClaimRecord, ClaimRecord?> become) =>
        store.UpdateExclusively(
            Guarded,
            Roster.Prefixes,
            snapshot =>
            {
                var book = Of(snapshot);
                var record =
                    book.Roster.Local(session.Value) is { IsLive: true } me && !IsNewer(book, me)
                        ? ClaimRules.Amend(book, me, become, from.Now, ids)
                        : null;
                return new Decision<bool>(
                    record is not null,
                    record is null ? [] : Changes(snapshot, book.Roster.Local(session.Value)!, record, [])
                );
            },
            Preparing(null)
        );

    /// <summary>Changes the claims of the caller's session by a rule.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="edit">What else is put on record of the session.</param>
    /// <param name="rule">The answer, and the claims afterwards: null when they stay.</param>
    /// <returns>Null when the caller has no session.</returns>
    public Changed<T>? Change<T>(Caller caller, PresenceEdit edit, Func<ClaimBook, Session, (T Answer, LocksRecord? Record)> rule) =>
        store.UpdateExclusively(
            Guarded,
            Roster.Prefixes,
            snapshot =>
            {
                var book = Of(snapshot);
                var who = WhoAmI.Resolve(book.Roster, caller);
                if (who.Live is not { } me)
                {
                    return new Decision<Changed<T>?>(null, []);
                }
                var (answer, record) = rule(book, me);
                if (record is not null && IsNewer(book, me))
                {
                    throw new SwarmException(
                        ErrorCode.NewerRecord,
                        $"the claims of {Texts.Cut(me.Name, 40)} were written by a newer git-swarm",
                        "use that one, or update this one"
                    );
                }
                var presence = Presence.Decide(book.Roster, from, caller, who, edit, ids);
                var changed = new Changed<T>(answer, presence.Result);
                return new Decision<Changed<T>?>(
                    changed,
                    record is null ? presence.Changes : Changes(snapshot, me, record, presence.Changes)
                );
            },
            Preparing(null)
        );

    /// <summary>Drops the records of sessions of this clone that are gone, unless another's claim is void by them.</summary>
    /// <returns>How many.</returns>
    public int CleanUp() =>
        store.UpdateExclusively(
            Guarded,
            Roster.Prefixes,
            snapshot =>
            {
                var dead = ClaimRules.Leftovers(Of(snapshot), from.CloneId);
                if (dead.Count == 0)
                {
                    return new Decision<int>(0, []);
                }
                var mark = new LocksRecord
                {
                    Id = SwarmRefs.Head,
                    At = from.Now,
                    Nonce = ids.NewShort(),
                    Claims = [],
                };
                var head = new RefChange(
                    SwarmRefs.LocksHead,
                    Records.Write(mark, ClaimJson.Default.LocksRecord),
                    snapshot.IdOf(SwarmRefs.LocksHead)
                );
                return new Decision<int>(dead.Count, [.. dead.Select(b => new RefChange(b.Name, null, b.Id)), head]);
            },
            Preparing(null)
        );

    private Changed<T> OfSession<T>(Caller caller, PresenceEdit edit, Func<ClaimBook, Session, (T Answer, LocksRecord? Record)> rule)
    {
        if (Change(caller, edit, rule) is { } changed)
        {
            return changed;
        }
        sessions.Edit(caller, edit);
        return Change(caller, edit, rule) ?? throw WhoAmI.IsNobody(caller);
    }

    // What a newer git-swarm wrote stays, and this edit claims nothing.
    private (ClaimOutcome Outcome, LocksRecord? Record) DecideEdit(
        ClaimBook book,
        Session me,
        Func<ClaimBook, Session, ClaimRequest?> request
    ) =>
        IsNewer(book, me) ? (ClaimOutcome.Nothing, null)
        : request(book, me) is { } wanted ? ClaimRules.Take(book, me, wanted, from.Now, ids)
        : (ClaimOutcome.Nothing, ClaimRules.Renew(book, me, from.Now, ids));

    private static bool IsNewer(ClaimBook book, Session me)
    {
        var name = SwarmRefs.Of(SwarmRefs.Locks, me.Ref.CloneId, SessionId.From(me.Id));
        return book.Problems.Any(p => p.Name == name && p.Reason == Sessions.Records.Newer);
    }

    private RefChange[] Changes(Snapshot snapshot, Session me, LocksRecord record, IReadOnlyList<RefChange> presence)
    {
        var name = SwarmRefs.Of(SwarmRefs.Locks, from.CloneId, SessionId.From(me.Id));
        var content = Records.Write(record, ClaimJson.Default.LocksRecord);
        return
        [
            new RefChange(name, content, snapshot.IdOf(name)),
            .. presence,
            new RefChange(SwarmRefs.LocksHead, content, snapshot.IdOf(SwarmRefs.LocksHead)),
        ];
    }

    private ClaimBook Of(Snapshot snapshot) => ClaimBook.Of(Roster.Of(snapshot, from), from.CloneId, from.Now);

    private static Action Preparing(Action? meanwhile) =>
        () =>
        {
            Records.Prepare();
            _ = ClaimJson.Default.LocksRecord;
            meanwhile?.Invoke();
        };
}

/// <summary>What a change of claims came to.</summary>
/// <param name="Answer">The rule's answer.</param>
/// <param name="Session">The session's record afterwards.</param>
/// <typeparam name="T">The answer's type.</typeparam>
public sealed record Changed<T>(T Answer, SessionRecord Session);
