using GitSwarm.Sessions;

namespace GitSwarm.Teams;

/// <summary>Who may lead, be in and end a team: pure functions over a <see cref="TeamBook"/>.</summary>
/// <remarks>
/// A team is flat: a member leads no team and lets nobody in, nor does anybody it launched; a session is in one team at a time. It
/// is live as long as the very start of the session that created it; after that it only is remembered.
/// </remarks>
public static class TeamRules
{
    /// <summary>Refuses where a team cannot be created.</summary>
    /// <param name="book">All teams.</param>
    /// <param name="me">Who would lead; null for a caller without a session.</param>
    /// <param name="name">A checked name.</param>
    /// <exception cref="SwarmException">The name is that of a live team, or the caller is in one.</exception>
    public static void CheckCreate(TeamBook book, Session? me, string name)
    {
        if (book.Local(name) is { IsLive: true } live)
        {
            throw new SwarmException(
                ErrorCode.TeamExists,
                $"team '{name}' is live, led by {Texts.Cut(live.Lead!.Name, 40)}",
                $"take another name; 'git swarm team show {name}' tells who is in it"
            );
        }
        CheckFree(book, me, "create a team");
        if (book.Local(name) is { } over && Names(over.Present) is { } left)
        {
            throw new SwarmException(
                ErrorCode.TeamExists,
                $"team '{name}' ended with its lead, but {left} still at work",
                $"stop them, or forget them with 'git swarm team delete {name} --force'"
            );
        }
        if (book.All.Count(t => t.IsLocal && t.Name != name) >= TeamLimits.Teams)
        {
            throw new SwarmException(
                ErrorCode.TeamRefused,
                $"a clone keeps {TeamLimits.Teams} teams, and there are as many",
                "delete one that is over: 'git swarm team list --all' shows them"
            );
        }
    }

    /// <summary>The record of a new team.</summary>
    public static TeamRecord Created(string name, string? description, SessionRecord lead, DateTimeOffset now, Ids ids) =>
        new()
        {
            Id = ids.NewShort(),
            At = now,
            Name = name,
            Description = description,
            Created = now,
            LeadAgent = $"{Team.LeadName}@{name}",
            Lead = new TeamLead
            {
                Session = lead.Id,
                Nonce = lead.Nonce,
                Name = lead.Name,
            },
            Members = [],
        };

    /// <summary>Lets somebody into a team.</summary>
    /// <param name="book">All teams.</param>
    /// <param name="team">Which.</param>
    /// <param name="by">Who lets it in, or joins by itself; null for a caller without a session.</param>
    /// <param name="request">Who joins.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The record afterwards, and the member; the record as it was where it is in there already.</returns>
    /// <exception cref="SwarmException">The team is over, full or elsewhere, or somebody is in another one.</exception>
    public static (TeamRecord Record, TeamMember Member) Join(
        TeamBook book,
        Team team,
        Session? by,
        JoinRequest request,
        DateTimeOffset now
    )
    {
        CheckLive(team);
        if (team.Members.FirstOrDefault(m => m.Record.Left is null && m.Record.Session == request.Session) is { } known)
        {
            return (team.Record, known.Record);
        }
        // The lead lets others in; everybody else is free of teams, who lets in and who is let in.
        if (!team.IsLedBy(by) || by!.Id == request.Session)
        {
            CheckFree(book, by, "let anybody into one");
        }
        CheckFree(book, book.Roster.Local(request.Session) is { IsLive: true } session ? session : null, $"join '{team.Name}'");
        var present = team.Present.ToList();
        if (present.Count >= TeamLimits.Members)
        {
            throw new SwarmException(
                ErrorCode.TeamRefused,
                $"a team has at most {TeamLimits.Members} members, and '{team.Name}' has as many",
                "let one leave, or create another team"
            );
        }
        var names = present.Select(m => m.Record.Name).ToHashSet(StringComparer.Ordinal);
        var name = SessionNames.Free(request.Name, n => names.Contains(n) || n == Team.LeadName);
        var member = new TeamMember
        {
            AgentId = $"{name}@{team.Name}",
            Name = name,
            Type = request.Type,
            Model = request.Model,
            Mode = request.Mode,
            Runner = request.Runner,
            Session = request.Session,
            Joined = now,
            Color = TeamLimits.Color(present),
            Subscriptions = request.Subscriptions.Count > 0 ? request.Subscriptions : null,
            Local = request.Local,
        };
        // Whose name it takes did not leave by itself: it is over.
        var before = team.Members.Select(m => !m.IsHere && m.Record.Name == name ? Departed(m, now, null) : m.Record);
        return (team.Record with { At = now, Members = Bounded([.. before, member]) }, member);
    }

    /// <summary>The record once a member left; null where it is not in there.</summary>
    /// <param name="team">Which.</param>
    /// <param name="name">What the member is called.</param>
    /// <param name="why">In a few words.</param>
    /// <param name="now">UTC.</param>
    public static TeamRecord? Leave(Team team, string name, string why, DateTimeOffset now) =>
        team.Members.Any(m => m.Record.Left is null && m.Record.Name == name)
            ? team.Record with
            {
                At = now,
                Members = Bounded([.. team.Members.Select(m => m.Record.Name == name ? Departed(m, now, why) : m.Record)]),
            }
            : null;

    /// <summary>Refuses where a team cannot be deleted.</summary>
    /// <param name="team">Which.</param>
    /// <param name="me">Who would.</param>
    /// <param name="force">True to forget members that are here.</param>
    /// <exception cref="SwarmException">It is not the caller's, of another clone, or not empty.</exception>
    public static void CheckDelete(Team team, Session? me, bool force)
    {
        CheckLocal(team, "delete");
        if (team.IsLive && !team.IsLedBy(me) && !IsPerson(me))
        {
            throw new SwarmException(
                ErrorCode.TeamRefused,
                $"team '{team.Name}' is led by {Texts.Cut(team.Lead!.Name, 40)}",
                "only its lead or a person deletes a team"
            );
        }
        if (!force && Names(team.Present) is { } here)
        {
            throw new SwarmException(
                ErrorCode.TeamExists,
                $"{here} still in team '{team.Name}'",
                "let them leave first, or forget them with --force"
            );
        }
    }

    /// <summary>Refuses where somebody may not ask the members of a team to end.</summary>
    /// <param name="team">Which.</param>
    /// <param name="me">Who would.</param>
    /// <exception cref="SwarmException">It is neither the caller's nor does a person ask, or it is of another clone.</exception>
    public static void CheckShutdown(Team team, Session? me)
    {
        CheckLocal(team, "end members of");
        if (!team.IsLedBy(me) && !IsPerson(me))
        {
            throw new SwarmException(
                ErrorCode.TeamRefused,
                $"team '{team.Name}' is led by {Texts.Cut(team.Lead?.Name ?? team.Record.Lead.Name, 40)}",
                "only its lead or a person ends its members"
            );
        }
    }

    /// <summary>What housekeeping puts on record about a team that is over, while its sessions are known; null where nothing is to be added.</summary>
    public static TeamRecord? Closed(Team team, DateTimeOffset now)
    {
        if (team.IsLive || !team.IsLocal)
        {
            return null;
        }
        var members = team.Members.Select(m => m.State == MemberState.Gone ? Departed(m, now, null) : m.Record).ToList();
        return team.Record.Ended is not null && members.SequenceEqual(team.Record.Members)
            ? null
            : team.Record with
            {
                At = now,
                Ended = team.EndedAt,
                Members = members,
            };
    }

    /// <summary>True for a team that ended before a time and has nobody at work.</summary>
    public static bool IsForgettable(Team team, DateTimeOffset limit) =>
        team is { IsLocal: true, IsLive: false, Record.Ended: { } ended } && ended < limit && !team.Present.Any();

    /// <summary>True for who types by hand: no agent, and in no team.</summary>
    public static bool IsPerson(Session? me) =>
        me is null
        || me.Record is { Client: SessionStates.ShellClient, Parent: null, Detached: not true, Team: null or { Left: not null } };

    /// <summary>Refuses a team that is over, or of another clone.</summary>
    /// <exception cref="SwarmException">It is.</exception>
    public static void CheckLive(Team team)
    {
        CheckLocal(team, "change");
        if (!team.IsLive)
        {
            throw Over(team);
        }
    }

    /// <summary>The refusal of a team that is over.</summary>
    public static SwarmException Over(Team team) =>
        new(
            ErrorCode.UnknownTeam,
            $"team '{Texts.Cut(team.Name, 40)}' ended with its lead, {Texts.Cut(team.Record.Lead.Name, 40)}",
            $"'git swarm team show {Texts.Cut(team.Name, 64)}' tells what was going on; 'git swarm team create' starts another"
        );

    private static void CheckLocal(Team team, string what)
    {
        if (!team.IsLocal)
        {
            throw new SwarmException(
                ErrorCode.TeamRefused,
                $"team '{Texts.Cut(team.Name, 40)}' belongs to another clone, which alone can {what} it",
                $"write to it with 'git swarm send team:{Texts.Cut(team.Name, 64)}', or create a team of your own"
            );
        }
    }

    private static void CheckFree(TeamBook book, Session? session, string what)
    {
        if (book.SeatOf(session) is not { } seat)
        {
            return;
        }
        throw seat.Member is { } member
            ? new SwarmException(
                ErrorCode.TeamRefused,
                $"{member.Record.AgentId} cannot {what}: teams are flat",
                $"ask the lead, {Texts.Cut(seat.Team.Lead!.Name, 40)}"
            )
            : new SwarmException(
                ErrorCode.TeamRefused,
                $"{Texts.Cut(session!.Name, 40)} leads team '{seat.Team.Name}', and cannot {what}",
                $"'git swarm team delete {seat.Team.Name}' ends it"
            );
    }

    private static TeamMember Departed(Teammate member, DateTimeOffset now, string? why) =>
        member.Record.Left is not null
            ? member.Record
            : member.Record with
            {
                Left = why is null ? member.Session?.Record.Ended ?? member.Session?.LastSeen ?? now : now,
                Why = why ?? "its session is over",
                LastTask = member.Session?.Record.Task ?? member.Record.LastTask,
            };

    /// <summary>Of those that left, the last.</summary>
    private static List<TeamMember> Bounded(List<TeamMember> members)
    {
        var tooMany = members.Count(m => m.Left is not null) - TeamLimits.Remembered;
        var old = members.Where(m => m.Left is not null).OrderBy(m => m.Left).Take(Math.Max(0, tooMany)).ToHashSet();
        members.RemoveAll(old.Contains);
        return members;
    }

    /// <summary>"ui is", "ui and api are"; null for nobody.</summary>
    private static string? Names(IEnumerable<Teammate> members) =>
        members.Select(m => Texts.Cut(m.Record.Name, 30)).ToList() switch
        {
            [] => null,
            [var one] => $"{one} is",
            [.. var others, var last] when others.Count < 6 => $"{string.Join(", ", others)} and {last} are",
            var many => $"{many.Count} members are",
        };
}
