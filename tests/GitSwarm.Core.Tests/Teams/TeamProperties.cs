using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Teams;
using Xunit;

namespace GitSwarm.Tests.Teams;

/// <summary>Laws of teams that hold whatever happens in whatever order.</summary>
public class TeamProperties
{
    private static readonly string[] People = ["ann", "ben", "cem", "dea", "eli"];
    private static readonly string[] Teams = ["web", "core"];

    private enum Act
    {
        Create,
        Join,
        LetIn,
        Leave,
        End,
        ComeBack,
        Launch,
        Wait,
    }

    private sealed record Move(Act Act, string Who, string Whom, string Team);

    [Fact]
    public void Rosters_stay_flat_names_differ_and_nobody_is_forgotten()
    {
        var move =
            from act in Gen.Elements(Enum.GetValues<Act>())
            from who in Gen.Elements(People)
            from whom in Gen.Elements(People)
            from team in Gen.Elements(Teams)
            select new Move(act, who, whom, team);

        Prop.ForAll(
                move.ArrayOf(40).ToArbitrary(),
                moves =>
                {
                    var world = new TeamWorld();
                    foreach (var id in People)
                    {
                        world.Join(id);
                    }
                    return moves.All(m =>
                    {
                        world.Now += TimeSpan.FromSeconds(1);
                        var before = world.Book.All.ToDictionary(t => t.Record.Id);
                        Do(world, m);
                        return AreFlat(world.Book) && NothingIsLost(before, world.Book) && ColoursDiffer(world.Book);
                    });
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void Do(TeamWorld world, Move move)
    {
        try
        {
            switch (move.Act)
            {
                case Act.Create when world.Me(move.Who) is { IsLive: true }:
                    world.Create(move.Who, move.Team);
                    break;
                case Act.Join when world.Me(move.Who) is { IsLive: true }:
                    world.Enter(move.Who, move.Team, new JoinRequest("same", move.Who));
                    break;
                case Act.LetIn when world.Me(move.Who) is { IsLive: true } && world.Me(move.Whom) is { IsLive: true }:
                    world.Enter(move.Who, move.Team, new JoinRequest("same", move.Whom));
                    break;
                case Act.Leave when world.Book.Local(move.Team)?.Members.LastOrDefault(m => m.Record.Left is null) is { } member:
                    world.Leave(move.Team, member.Record.Name);
                    break;
                case Act.End:
                    world.End(move.Who);
                    break;
                case Act.ComeBack when world.Me(move.Who) is { IsLive: false }:
                    world.Join(move.Who);
                    break;
                case Act.Launch when move.Who != move.Whom && world.Me(move.Whom) is { IsLive: false }:
                    world.Join(move.Whom, parent: move.Who);
                    break;
                default:
                    break;
            }
        }
        catch (SwarmException)
        {
            // A refusal changes nothing, which the laws are asked about next.
        }
    }

    /// <summary>A live session has one place at most: it leads one live team, or is in one.</summary>
    private static bool AreFlat(TeamBook book) =>
        book.Roster.Live.ToList()
            .TrueForAll(s =>
                book.All.Where(t => t.IsLive)
                    .Sum(t => (t.IsLedBy(s) ? 1 : 0) + t.Members.Count(m => m.Record.Left is null && m.Record.Session == s.Id)) <= 1
            ) && book.All.All(t => t.Present.Select(m => m.Record.Name).Append(Team.LeadName).GroupBy(n => n).All(g => g.Count() == 1));

    /// <summary>Whoever was in a team still is on its record; a team goes only for another of its name, and then empty.</summary>
    private static bool NothingIsLost(Dictionary<string, Team> before, TeamBook now) =>
        before.Values.All(t =>
            now.All.FirstOrDefault(n => n.Record.Id == t.Record.Id) is { } still
                ? t.Record.Members.All(m => still.Record.Members.Any(n => n.AgentId == m.AgentId && n.Joined == m.Joined))
                : !t.IsLive && !t.Present.Any()
        );

    private static bool ColoursDiffer(TeamBook book) =>
        book.All.All(t => t.Members.All(m => TeamLimits.Colors.Contains(m.Record.Color!)))
        && book.All.All(t =>
        {
            var held = t.Members.Where(m => m.Record.Left is null).ToList();
            return held.Select(m => m.Record.Color).Distinct().Count() == held.Count || t.Members.Any(m => m.State == MemberState.Gone);
        });
}
