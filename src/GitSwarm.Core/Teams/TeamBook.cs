using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Teams;

/// <summary>The teams on record, folded from a snapshot; nothing in it changes.</summary>
/// <param name="All">Those of this clone first, each clone's in the order they were created.</param>
/// <param name="Roster">The sessions.</param>
/// <param name="Problems">Records of teams that could not be read.</param>
public sealed record TeamBook(IReadOnlyList<Team> All, Roster Roster, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>What to read for it besides the sessions.</summary>
    public static string Prefix { get; } = SwarmRefs.Prefix(SwarmRefs.Teams);

    /// <summary>What to read for it.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [.. Roster.Prefixes, Prefix];

    /// <summary>A session or one it belongs to may name itself as its parent.</summary>
    private const int Deepest = 8;

    /// <summary>Folds what was read along with a roster.</summary>
    /// <param name="roster">The sessions, and the snapshot with the teams.</param>
    /// <param name="cloneId">This clone.</param>
    /// <param name="now">UTC.</param>
    public static TeamBook Of(Roster roster, string cloneId, DateTimeOffset now)
    {
        var problems = roster.Snapshot.Problems.Where(p => SwarmRefs.Parse(p.Name)?.Kind == SwarmRefs.Teams).ToList();
        var sessions = new Dictionary<(string, string), Session>();
        foreach (var session in roster.All)
        {
            sessions[(session.Ref.CloneId, session.Id)] = session;
        }
        var teams = new List<Team>();
        foreach (var blob in roster.Snapshot.OfKind(SwarmRefs.Teams))
        {
            if (Records.Read(blob, TeamJson.Default.TeamRecord, problems) is { } record)
            {
                var clone = blob.Ref.CloneId;
                teams.Add(Team.Of(blob.Ref, record, id => sessions.GetValueOrDefault((clone, id)), clone == cloneId, now));
            }
        }
        return new TeamBook(
            [
                .. teams
                    .OrderByDescending(t => t.IsLocal)
                    .ThenBy(t => t.Ref.CloneId, StringComparer.Ordinal)
                    .ThenBy(t => t.Record.Created)
                    .ThenBy(t => t.Name, StringComparer.Ordinal),
            ],
            roster,
            problems
        );
    }

    /// <summary>The team of this clone that has a name, over or not.</summary>
    public Team? Local(string name) => All.FirstOrDefault(t => t.IsLocal && t.Name == name);

    /// <summary>The one that was meant: this clone's, else a live one of another clone, else one that is over; <c>web@clone</c> names the clone.</summary>
    /// <exception cref="SwarmException">There is none, or there are several.</exception>
    public Team Find(string typed)
    {
        var at = typed.IndexOf('@', StringComparison.Ordinal);
        var (name, place) = at < 0 ? (typed, null) : (typed[..at], typed[(at + 1)..]);
        var named = All.Where(t => t.Name == name && (place is null || t.Ref.CloneId == place || t.Lead?.Record.Host == place)).ToList();
        var found =
            named.FirstOrDefault(t => t.IsLocal) is { } own ? [own]
            : named.Exists(t => t.IsLive) ? named.FindAll(t => t.IsLive)
            : named;
        return found switch
        {
            [var one] => one,
            [] => throw Unknown(typed),
            _ => throw new SwarmException(
                ErrorCode.UnknownTeam,
                $"'{Texts.Cut(typed, 40)}' is a team of {found.Count} clones",
                $"say which: {string.Join(" or ", found.Take(5).Select(t => $"{t.Name}@{t.Ref.CloneId}"))}"
            ),
        };
    }

    /// <summary>The live team a session leads or is in, also by way of the session it belongs to.</summary>
    /// <param name="me">Who; null for a caller without a session.</param>
    /// <returns>The team, and the member; no member where it leads.</returns>
    public (Team Team, Teammate? Member)? SeatOf(Session? me)
    {
        var (session, isSelf) = (me, true);
        for (var depth = 0; session is not null && depth < Deepest; depth++, isSelf = false)
        {
            foreach (var team in All.Where(t => t is { IsLocal: true, IsLive: true }))
            {
                // A subagent of the lead is not the lead, and free to go.
                if (isSelf && team.IsLedBy(session))
                {
                    return (team, null);
                }
                if (team.Members.FirstOrDefault(m => m.Record.Left is null && m.Record.Session == session.Id) is { } member)
                {
                    return (team, member);
                }
            }
            session = session.Record.Parent is { } parent ? Roster.Local(parent) : null;
        }
        return null;
    }

    private SwarmException Unknown(string typed)
    {
        var live = All.Where(t => t.IsLive).Select(t => Texts.Cut(t.Name, 40)).Distinct(StringComparer.Ordinal).Take(10).ToList();
        return new SwarmException(
            ErrorCode.UnknownTeam,
            $"no team '{Texts.Cut(typed, 40)}'",
            live.Count > 0 ? $"there are: {string.Join(", ", live)}" : "start one with 'git swarm team create <name>'"
        );
    }
}
