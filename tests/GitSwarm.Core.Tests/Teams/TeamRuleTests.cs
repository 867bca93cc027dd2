using GitSwarm.Sessions;
using GitSwarm.Teams;
using GitSwarm.Tests.Sessions;
using Xunit;

namespace GitSwarm.Tests.Teams;

/// <summary>Who may lead, be in and end a team.</summary>
public class TeamRuleTests
{
    private readonly TeamWorld world = new();

    public TeamRuleTests()
    {
        world.Join("lead").Join("ui").Join("api");
        world.Create("lead", "web");
    }

    [Fact]
    public void A_live_name_is_refused_and_that_of_a_team_that_ended_is_free()
    {
        Assert.Equal(ErrorCode.TeamExists, Refused(() => world.Create("ui", "web")));

        var before = world.Team("web").Record.Id;
        world.End("lead");
        world.Create("ui", "web");

        Assert.NotEqual(before, world.Team("web").Record.Id);
        Assert.True(world.Team("web").IsLedBy(world.Me("ui")));
    }

    [Fact]
    public void A_team_ends_with_the_very_start_of_its_leads_session()
    {
        Assert.True(world.Team("web").IsLive);

        world.Join("lead");

        Assert.False(world.Team("web").IsLive);
        Assert.False(world.Team("web").IsLedBy(world.Me("lead")));
        Assert.Equal(ErrorCode.UnknownTeam, Refused(() => Enter("ui")));
        // It leads nothing any more, so it may lead another.
        world.Create("lead", "new");
    }

    [Fact]
    public void A_team_that_ended_keeps_its_name_while_members_are_at_work()
    {
        Enter("ui");
        world.End("lead");

        Assert.Equal(ErrorCode.TeamExists, Refused(() => world.Create("api", "web")));
        TeamRules.CheckDelete(world.Team("web"), world.Me("api"), force: true);

        world.End("ui");
        world.Create("api", "web");
    }

    [Fact]
    public void A_member_leads_no_team_and_lets_nobody_in_nor_does_whom_it_launched()
    {
        Enter("ui");
        world.Join("below", parent: "ui").Join("deeper", parent: "below");

        foreach (var who in (string[])["ui", "below", "deeper"])
        {
            Assert.Equal(ErrorCode.TeamRefused, Refused(() => world.Create(who, "own")));
            Assert.Equal(ErrorCode.TeamRefused, Refused(() => world.Enter(who, "web", new JoinRequest("x", "api"))));
        }
        // Whom the lead launched is free, and the lead lets in whom it likes.
        world.Join("helper", parent: "lead");
        Assert.Equal("api", world.Enter("lead", "web", new JoinRequest("api", "api")).Name);
        world.Create("helper", "own");
    }

    [Fact]
    public void A_session_is_in_one_team_at_a_time()
    {
        Enter("ui");
        world.Create("api", "other");

        Assert.Equal(ErrorCode.TeamRefused, Refused(() => world.Enter("ui", "other", new JoinRequest("ui", "ui"))));
        Assert.Equal(ErrorCode.TeamRefused, Refused(() => world.Enter("api", "other", new JoinRequest("ui", "ui"))));
        Assert.Equal(ErrorCode.TeamRefused, Refused(() => world.Enter("api", "web", new JoinRequest("api", "api"))));
        Assert.Equal(ErrorCode.TeamRefused, Refused(() => world.Create("lead", "third")));
        world.Leave("web", "ui");
        Assert.Equal("ui@other", world.Enter("ui", "other", new JoinRequest("ui", "ui")).AgentId);
        // Twice into the same one is once.
        world.Enter("ui", "other", new JoinRequest("again", "ui"));
        Assert.Equal(["ui"], world.Team("other").Present.Select(m => m.Record.Name));
    }

    [Fact]
    public void Who_is_gone_or_left_gives_its_name_back_and_is_remembered_with_what_it_was_at()
    {
        Enter("ui");
        world.Edit("ui", r => r with { Task = "the sidebar" });
        world.Now += TimeSpan.FromMinutes(5);
        world.End("ui");
        Assert.Equal(MemberState.Gone, Assert.Single(world.Team("web").Members).State);
        world.Now += TimeSpan.FromMinutes(5);

        Assert.Equal("ui", world.Enter("lead", "web", new JoinRequest("ui", "api")).Name);

        var gone = world.Team("web").Members[0];
        Assert.Equal((MemberState.Left, "its session is over", "the sidebar"), (gone.State, gone.Record.Why, gone.Record.LastTask));
        Assert.Equal(Sample.Now.AddMinutes(5), gone.Record.Left);
        world.Leave("web", "ui", "shut down");
        Assert.Equal(["its session is over", "shut down"], world.Team("web").Members.Select(m => m.Record.Why));
        Assert.Empty(world.Team("web").Present);
    }

    [Fact]
    public void One_that_is_let_in_before_its_session_begins_counts_until_it_takes_too_long()
    {
        world.Enter("lead", "web", new JoinRequest("later", "not-yet"));

        Assert.Equal(MemberState.Starting, Assert.Single(world.Team("web").Members).State);
        Assert.Equal("later-2", world.Enter("lead", "web", new JoinRequest("later", "neither")).Name);
        world.Now += Teammate.Patience;
        Assert.Empty(world.Team("web").Present);
        world.Join("not-yet");
        Assert.Equal(MemberState.Active, world.Team("web").Members[0].State);
    }

    [Fact]
    public void A_team_with_members_is_not_deleted_unless_forced_and_a_live_one_by_its_lead_or_a_person_alone()
    {
        Enter("ui");
        world.Join("person", client: SessionStates.ShellClient).Join("agent", parent: "person", client: SessionStates.ShellClient);
        var team = world.Team("web");

        Assert.Equal(ErrorCode.TeamExists, Refused(() => TeamRules.CheckDelete(team, world.Me("lead"), force: false)));
        foreach (var who in (string[])["ui", "api", "agent"])
        {
            Assert.Equal(ErrorCode.TeamRefused, Refused(() => TeamRules.CheckDelete(team, world.Me(who), force: true)));
        }
        TeamRules.CheckDelete(team, team.Lead, force: true);
        TeamRules.CheckDelete(team, world.Me("person"), force: true);
        TeamRules.CheckDelete(team, null, force: true);
        world.Leave("web", "ui");
        TeamRules.CheckDelete(world.Team("web"), world.Team("web").Lead, force: false);
    }

    [Fact]
    public void Limits_are_named_when_they_are_met()
    {
        for (var i = 0; i < TeamLimits.Members; i++)
        {
            world.Enter("lead", "web", new JoinRequest("m", $"s{i}"));
        }
        var full = Assert.Throws<SwarmException>(() => world.Enter("lead", "web", new JoinRequest("m", "one-more")));
        Assert.Contains($"{TeamLimits.Members} members", full.Message, StringComparison.Ordinal);
        for (var i = 1; i < TeamLimits.Teams; i++)
        {
            world.Join($"l{i}").Create($"l{i}", $"t{i}");
        }
        world.Join("last");
        var many = Assert.Throws<SwarmException>(() => world.Create("last", "t"));
        Assert.Contains($"{TeamLimits.Teams} teams", many.Message, StringComparison.Ordinal);
        for (var i = 0; i < TeamLimits.Remembered + 5; i++)
        {
            world.Leave("web", i < 2 ? "m" : $"m-{i}");
            world.Now += TimeSpan.FromMinutes(1);
            world.Enter("lead", "web", new JoinRequest($"m-{i + 100}", $"n{i}"));
            world.Leave("web", $"m-{i + 100}");
        }
        Assert.Equal(TeamLimits.Remembered, world.Team("web").Members.Count(m => m.State == MemberState.Left));
        Assert.Contains(world.Team("web").Members, m => m.Record.Name == $"m-{TimesOver + 100}");
    }

    private const int TimesOver = TeamLimits.Remembered + 4;

    [Theory]
    [InlineData("web", true)]
    [InlineData("a-1", true)]
    [InlineData("Web", false)]
    [InlineData("we/b", false)]
    [InlineData("", false)]
    [InlineData("head", false)]
    [InlineData("nul", false)]
    [InlineData("web.lock", false)]
    public void A_team_name_is_part_of_a_ref(string name, bool isOne)
    {
        Assert.Equal(isOne, Record.Exception(() => TeamLimits.Name(name)) is null);
        Assert.Equal(ErrorCode.BadArgument, Refused(() => TeamLimits.Name(new string('a', 65))));
        Assert.Equal(ErrorCode.BadArgument, Refused(() => TeamLimits.Member("team-lead")));
        Assert.Equal(ErrorCode.BadArgument, Refused(() => TeamLimits.Description(new string('a', 201))));
    }

    private void Enter(string id) => world.Enter(id, "web", new JoinRequest(id, id));

    private static ErrorCode Refused(Action action) => Assert.Throws<SwarmException>(action).Code;
}
