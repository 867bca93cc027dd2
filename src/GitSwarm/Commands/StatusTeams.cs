using GitSwarm.Sessions;
using GitSwarm.Status;
using GitSwarm.Teams;

namespace GitSwarm.Commands;

/// <summary>Which sessions of a status report are in a team together, as their own records tell: no other record is read for it.</summary>
internal static class StatusTeams
{
    /// <summary>The sessions of teams, the lead of each first; a subagent stays below whom it belongs to.</summary>
    /// <param name="sessions">In the order of the report.</param>
    /// <returns>The sessions in no team, and for each team a heading and its sessions.</returns>
    public static (List<SessionStatus> Others, List<(string Heading, List<SessionStatus> Sessions)> Teams) Split(
        IReadOnlyList<SessionStatus> sessions
    )
    {
        if (sessions.All(s => SeatOf(s.Session) is null))
        {
            return ([.. sessions], []);
        }
        var known = new Dictionary<(string, string), Session>();
        foreach (var s in sessions)
        {
            known[(s.Session.Ref.CloneId, s.Session.Id)] = s.Session;
        }
        var groups = sessions.ToLookup(s => KeyOf(s.Session, known));
        return (
            [.. groups[default]],
            [
                .. groups
                    .Where(g => g.Key != default)
                    .OrderBy(g => g.Key.Team, StringComparer.Ordinal)
                    .ThenBy(g => g.Key.Id, StringComparer.Ordinal)
                    .Select(g => (Heading([.. g]), LeadFirst([.. g]))),
            ]
        );
    }

    /// <summary>A session's place in a team, as long as it has it.</summary>
    public static TeamSeat? SeatOf(Session session) => session.Record.Team is { Left: null } seat ? seat : null;

    /// <summary>True where it leads its team.</summary>
    public static bool IsLead(Session session) => SeatOf(session)?.Member == Team.LeadName;

    private static (string Clone, string Team, string Id) KeyOf(Session session, Dictionary<(string, string), Session> known)
    {
        // A hostile record may name itself as its parent.
        for (var (next, depth) = ((Session?)session, 0); next is not null && depth < 8; depth++)
        {
            if (SeatOf(next) is { } seat)
            {
                return (next.Ref.CloneId, seat.Team, seat.Id);
            }
            next = next.Record.Parent is { } parent ? known.GetValueOrDefault((next.Ref.CloneId, parent)) : null;
        }
        return default;
    }

    private static string Heading(List<SessionStatus> team)
    {
        var any = team.First(s => SeatOf(s.Session) is not null).Session;
        var name = SeatOf(any)!.Team + (any.IsLocal ? "" : $"@{any.Record.Host}");
        var lead = team.Find(s => IsLead(s.Session) && s.Session.IsLive);
        return Texts.Cut($"team {name}", 80) + (lead is null ? ", which ended with its lead" : "");
    }

    private static List<SessionStatus> LeadFirst(List<SessionStatus> team)
    {
        var first = team.FindIndex(s => IsLead(s.Session));
        if (first <= 0)
        {
            return team;
        }
        // With those below it, which follow it.
        var end = team.FindIndex(first + 1, s => SeatOf(s.Session) is not null);
        var lead = team.GetRange(first, (end < 0 ? team.Count : end) - first);
        return [.. lead, .. team.Except(lead)];
    }
}
