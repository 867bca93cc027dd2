using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Teams;

/// <summary>Reads and changes teams.</summary>
/// <remarks>
/// Contract: a team's record decides who is in it; the place in a session's own record is written along with it, before it, so that
/// a kill between the two leaves a place in a team that does not know it, which counts for nothing. Of two that create one name,
/// one wins; who joins at once with others is in, under a name of its own.
/// </remarks>
/// <param name="store">The repository's records.</param>
/// <param name="from">From where they are seen.</param>
/// <param name="ids">Makes ids.</param>
public sealed class TeamStore(SwarmStore store, Vantage from, Ids ids)
{
    /// <summary>Every team on record.</summary>
    public TeamBook Read() => BookOf(store.Read(TeamBook.Prefixes, Prepare));

    /// <summary>Creates a team that the caller's session leads, which is started where there is none.</summary>
    /// <param name="caller">Who creates it.</param>
    /// <param name="name">A checked name.</param>
    /// <param name="description">A checked description.</param>
    /// <exception cref="SwarmException">See <see cref="TeamRules.CheckCreate"/>.</exception>
    public TeamRecord Create(Caller caller, string name, string? description) =>
        Update(book =>
        {
            var who = WhoAmI.Resolve(book.Roster, caller);
            CheckReadable(book, name);
            TeamRules.CheckCreate(book, who.Live, name);
            TeamRecord? team = null;
            // Its id is needed in both records.
            SessionRecord Seated(SessionRecord session)
            {
                team = TeamRules.Created(name, description, session, from.Now, ids);
                return session with { Team = SeatOf(team, Team.LeadName, null) };
            }
            var presence = Presence.Decide(book.Roster, from, caller, who, new PresenceEdit { Stays = true, Record = Seated }, ids);
            return new Decision<TeamRecord>(team!, [.. presence.Changes, Written(book, team!)]);
        });

    /// <summary>Lets a session into a team of this clone.</summary>
    /// <param name="by">Who does: its lead, or the session itself.</param>
    /// <param name="team">The team's name.</param>
    /// <param name="request">Makes the request for the caller's session, which may be none.</param>
    /// <returns>The team, and the member as it is called there.</returns>
    /// <exception cref="SwarmException">See <see cref="TeamRules.Join"/>.</exception>
    public (TeamRecord Team, TeamMember Member) Join(Caller by, string team, Func<Session?, JoinRequest> request) =>
        Update(book =>
        {
            var me = WhoAmI.Resolve(book.Roster, by).Live;
            var joined = book.Find(team);
            var (record, member) = TeamRules.Join(book, joined, me, request(me), from.Now);
            if (ReferenceEquals(record, joined.Record))
            {
                return new Decision<(TeamRecord, TeamMember)>((record, member), []);
            }
            // Whose name it took has no place any more.
            var vacated = joined.Record.Members.Where(m =>
                m.Left is null && record.Members.All(n => n.Left is not null || n.Session != m.Session)
            );
            return new Decision<(TeamRecord, TeamMember)>(
                (record, member),
                [
                    .. vacated.SelectMany(m => Seat(book, m.Session, s => Vacated(s, joined))),
                    .. Seat(book, member.Session, s => s with { Team = SeatOf(record, member.Name, member) }),
                    Written(book, record),
                ]
            );
        });

    /// <summary>The place a member's session has, for who starts that session later.</summary>
    public static TeamSeat SeatOf(TeamRecord team, TeamMember member) => SeatOf(team, member.Name, member);

    /// <summary>Takes a member out of a team of this clone.</summary>
    /// <param name="team">The team's name.</param>
    /// <param name="member">What it is called there.</param>
    /// <param name="why">In a few words.</param>
    /// <param name="id">Which team of that name; null for whichever it is now.</param>
    /// <returns>The record afterwards; null where it was not in there.</returns>
    public TeamRecord? Leave(string team, string member, string why, string? id = null) =>
        Update<TeamRecord?>(book =>
        {
            if (
                book.Local(team) is not { } left
                || (id ?? left.Record.Id) != left.Record.Id
                || TeamRules.Leave(left, member, why, from.Now) is not { } record
            )
            {
                return new Decision<TeamRecord?>(null, []);
            }
            var session = left.Record.Members.First(m => m.Left is null && m.Name == member).Session;
            return new Decision<TeamRecord?>(record, [.. Seat(book, session, s => Vacated(s, left)), Written(book, record)]);
        });

    /// <summary>Changes what is on record of a lead or members, such as their panes; who is in the team stays as it is.</summary>
    /// <param name="team">The team's name.</param>
    /// <param name="change">The record afterwards; null to leave it.</param>
    /// <returns>The record afterwards; null where it was left, or is not there.</returns>
    public TeamRecord? Change(string team, Func<Team, TeamRecord?> change) =>
        Update<TeamRecord?>(book =>
            book.Local(team) is { } known && change(known) is { } record
                ? new Decision<TeamRecord?>(record with { At = from.Now }, [Written(book, record with { At = from.Now })])
                : new Decision<TeamRecord?>(null, [])
        );

    /// <summary>Deletes a team.</summary>
    /// <param name="caller">Who does.</param>
    /// <param name="name">Its name.</param>
    /// <param name="force">True to forget members that are here.</param>
    /// <returns>The team as it was.</returns>
    /// <exception cref="SwarmException">See <see cref="TeamRules.CheckDelete"/>.</exception>
    public Team Delete(Caller caller, string name, bool force) =>
        Update(book =>
        {
            var team = book.Find(name);
            TeamRules.CheckDelete(team, WhoAmI.Resolve(book.Roster, caller).Live, force);
            var seated = team.Record.Members.Where(m => m.Left is null).Select(m => m.Session).Append(team.Record.Lead.Session);
            var refs = NameOf(team.Name);
            return new Decision<Team>(
                team,
                [
                    .. seated.Distinct(StringComparer.Ordinal).SelectMany(id => Seat(book, id, s => Vacated(s, team))),
                    new RefChange(refs, null, book.Roster.Snapshot.IdOf(refs)),
                ]
            );
        });

    /// <summary>Puts on record how teams ended whose lead is gone, and forgets those that ended long ago and have nobody at work.</summary>
    /// <param name="retention">How long one is remembered.</param>
    /// <returns>How many refs were deleted.</returns>
    public int CleanUp(TimeSpan retention) =>
        Update(book =>
        {
            var changes = new List<RefChange>();
            foreach (var team in book.All)
            {
                if (TeamRules.IsForgettable(team, from.Now - retention))
                {
                    changes.Add(new RefChange(NameOf(team.Name), null, book.Roster.Snapshot.IdOf(NameOf(team.Name))));
                }
                else if (TeamRules.Closed(team, from.Now) is { } closed)
                {
                    changes.Add(Written(book, closed));
                }
            }
            return new Decision<int>(changes.Count(c => c.Content is null), changes);
        });

    private T Update<T>(Func<TeamBook, Decision<T>> decide) =>
        store.Update(TeamBook.Prefixes, snapshot => decide(BookOf(snapshot)), Prepare);

    private TeamBook BookOf(Snapshot snapshot) => TeamBook.Of(Roster.Of(snapshot, from), from.CloneId, from.Now);

    private RefName NameOf(string team) => SwarmRefs.Of(SwarmRefs.Teams, from.CloneId, SessionId.From(team));

    private RefChange Written(TeamBook book, TeamRecord record)
    {
        var name = NameOf(record.Name);
        return new RefChange(name, Records.Write(record, TeamJson.Default.TeamRecord), book.Roster.Snapshot.IdOf(name));
    }

    /// <summary>The change of a session's own record, where it is on record and changes.</summary>
    private IEnumerable<RefChange> Seat(TeamBook book, string session, Func<SessionRecord, SessionRecord> change)
    {
        if (book.Roster.Local(session) is not { } known || change(known.Record) is not { } record || record == known.Record)
        {
            yield break;
        }
        var name = SwarmRefs.Of(SwarmRefs.Sessions, from.CloneId, SessionId.From(session));
        // One that is over is put on record as that, or this would pass for a sign of life.
        record = known.IsLive || record.Ended is not null ? record : record with { Ended = known.LastSeen, Since = known.Since };
        var content = Records.Write(record with { At = from.Now }, RecordJson.Default.SessionRecord);
        yield return new RefChange(name, content, book.Roster.Snapshot.IdOf(name));
    }

    private SessionRecord Vacated(SessionRecord session, Team team) =>
        session.Team is { Left: null } seat && seat.Id == team.Record.Id ? session with { Team = seat with { Left = from.Now } } : session;

    private static TeamSeat SeatOf(TeamRecord team, string name, TeamMember? member) =>
        new()
        {
            Team = team.Name,
            Id = team.Id,
            Member = name,
            Color = member?.Color,
            Joined = member?.Joined ?? team.Created,
        };

    /// <summary>What a newer git-swarm wrote is not written over; what nobody can read is.</summary>
    private void CheckReadable(TeamBook book, string name)
    {
        if (book.Problems.FirstOrDefault(p => p.Name == NameOf(name)) is { Reason: Records.Newer } problem)
        {
            throw new SwarmException(
                ErrorCode.NewerRecord,
                $"team '{name}' was {problem.Reason}",
                "update git-swarm, or take another name"
            );
        }
    }

    private static void Prepare()
    {
        Records.Prepare();
        _ = TeamJson.Default.TeamRecord;
    }
}
