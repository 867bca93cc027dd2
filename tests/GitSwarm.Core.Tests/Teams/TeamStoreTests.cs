using System.Text;
using System.Text.Json.Nodes;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;
using GitSwarm.TestKit;
using GitSwarm.Tests.Delivery;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Teams;

/// <summary>Teams on real git.</summary>
public class TeamStoreTests
{
    private static RefName Ref { get; } = SwarmRefs.Of(SwarmRefs.Teams, TestStore.Clone, SessionId.From("web"));

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void A_team_lives_from_its_creation_to_its_end_and_so_do_the_places_in_it(TestGit git, RepositoryFormat format)
    {
        using var world = new MailWorld(git, format);
        world.Join("lead").Join("ui").Team("lead");
        Assert.Equal((TeamSeat.Lead, null), (Seat(world, "lead")!.Member, Seat(world, "lead")!.Color));

        var member = world.Enter("ui");
        Assert.Equal(("ui@web", "blue"), (member.AgentId, member.Color));
        Assert.Equal(("web", "ui", "blue"), (Seat(world, "ui")!.Team, Seat(world, "ui")!.Member, Seat(world, "ui")!.Color));
        Assert.Equal(Seat(world, "lead")!.Id, Seat(world, "ui")!.Id);
        Assert.Equal(["ui"], world.Teams.Read().Find("web").Present.Select(m => m.Record.Name));

        world.Teams.Leave("web", "ui", "shut down");
        Assert.NotNull(Seat(world, "ui")!.Left);
        Assert.Null(world.Teams.Leave("web", "ui", "again"));
        world.Enter("ui");
        Assert.Null(Seat(world, "ui")!.Left);

        Assert.Throws<SwarmException>(() => world.Teams.Delete(MailWorld.As("lead"), "web", force: false));
        world.Teams.Delete(MailWorld.As("lead"), "web", force: true);
        Assert.Empty(world.Teams.Read().All);
        Assert.NotNull(Seat(world, "ui")!.Left);
        Assert.NotNull(Seat(world, "lead")!.Left);
        Assert.Equal("", world.Repository.User.Git("for-each-ref", SwarmRefs.Prefix(SwarmRefs.Teams)));
    }

    [Fact]
    public void A_caller_without_a_session_gets_one_by_creating_a_team()
    {
        using var world = new MailWorld();

        var team = world.Teams.Create(MailWorld.As("new"), "web", "for the web");

        Assert.True(world.Teams.Read().Find("web").IsLedBy(world.Sessions.Read().Local("new")));
        Assert.Equal(("for the web", "team-lead@web"), (team.Description, team.LeadAgent));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Of_two_that_create_one_name_at_once_one_wins(TestGit git, RepositoryFormat format)
    {
        using var world = new MailWorld(git, format);
        world.Join("one").Join("two");
        for (var round = 0; round < 5; round++)
        {
            var name = $"t{round}";
            var won = Both(
                ["one", "two"],
                who =>
                {
                    try
                    {
                        world.Teams.Create(MailWorld.As(who), name, null);
                        return who;
                    }
                    catch (SwarmException error) when (error.Code == ErrorCode.TeamExists)
                    {
                        return null;
                    }
                }
            );

            var winner = Assert.Single(won, w => w is not null);
            Assert.Equal(winner, world.Teams.Read().Find(name).Record.Lead.Session);
            var loser = winner == "one" ? "two" : "one";
            Assert.True(Seat(world, loser) is null or { Left: not null });
            world.Teams.Delete(MailWorld.As(winner!), name, force: false);
        }
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Eight_that_join_at_once_are_all_in_under_names_and_colours_of_their_own(TestGit git, RepositoryFormat format)
    {
        using var world = new MailWorld(git, format);
        world.Join("lead").Team("lead");
        var ids = Enumerable.Range(0, 8).Select(n => $"m{n}").ToList();
        ids.ForEach(id => world.Join(id));

        var joined = Both(ids, id => world.Teams.Join(MailWorld.As(id), "web", me => new JoinRequest("ui", me!.Id)).Member);

        var members = world.Teams.Read().Find("web").Present.ToList();
        Assert.Equal(["ui", .. Enumerable.Range(2, 7).Select(n => $"ui-{n}")], members.Select(m => m.Record.Name));
        Assert.Equal(ids, members.Select(m => m.Record.Session).Order());
        Assert.Equal(TeamLimits.Colors.Order(), members.Select(m => m.Record.Color).Order());
        Assert.All(joined, m => Assert.Equal(m.Name, Seat(world, m.Session)!.Member));
    }

    [Fact]
    public void Fields_of_a_newer_version_survive_wherever_they_are()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ui").Join("api").Team("lead");
        world.Enter("ui");
        Put(
            world,
            text =>
            {
                var json = JsonNode.Parse(text)!;
                json["later"] = 1;
                json["lead"]!["later"] = 2;
                json["members"]![0]!["later"] = 3;
                json["members"]![0]!["local"] = new JsonObject { ["later"] = 4 };
                return json.ToJsonString();
            }
        );

        world.Enter("api");
        world.Teams.Leave("web", "ui", "done");

        Assert.Equal(4, System.Text.RegularExpressions.Regex.Count(Text(world), "\"later\":[1-4]"));
    }

    [Fact]
    public void A_record_of_a_newer_git_swarm_is_told_and_left_alone()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ui").Team("lead");
        Put(world, _ => """{"v":2,"crew":[]}""");

        Assert.Equal(StoreProblem.Newer, Assert.Single(world.Teams.Read().Problems).Reason);
        Assert.Equal(ErrorCode.NewerRecord, Refused(() => world.Team("ui")));
        Assert.Equal(ErrorCode.UnknownTeam, Refused(() => world.Enter("ui")));
        Assert.Null(world.Teams.Leave("web", "ui", "done"));
        Assert.Equal(0, world.Teams.CleanUp(TimeSpan.Zero));
        Assert.Equal("""{"v":2,"crew":[]}""", Text(world));
    }

    [Fact]
    public void A_record_that_cannot_be_read_hides_no_other_and_makes_way()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ui").Team("lead").Team("ui", "core");
        Put(world, _ => "no record");

        var book = world.Teams.Read();
        Assert.Equal(["core"], book.All.Select(t => t.Name));
        Assert.StartsWith("not a record", Assert.Single(book.Problems).Reason, StringComparison.Ordinal);

        world.Team("lead");
        Assert.Empty(world.Teams.Read().Problems);
    }

    [Fact]
    public void Housekeeping_puts_down_how_a_team_ended_and_forgets_it_past_retention()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ui").Team("lead");
        world.Enter("ui");
        world.Sessions.EditExisting(MailWorld.As("ui"), new PresenceEdit { Record = r => r with { Task = "the sidebar" } });
        var retention = TimeSpan.FromDays(14);
        world.Teams.CleanUp(retention);
        Assert.Null(world.Teams.Read().Find("web").Record.Ended);
        world.Leave("lead");
        world.Leave("ui");
        var ended = world.Now;
        world.Now += TimeSpan.FromDays(13);

        Assert.Equal(0, world.Teams.CleanUp(retention));
        // Now its sessions may be forgotten.
        world.Now += TimeSpan.FromHours(25);
        world.Sessions.CleanUp(retention);
        Assert.Empty(world.Sessions.Read().All);
        var team = world.Teams.Read().Find("web");
        Assert.Equal((false, ended), (team.IsLive, team.EndedAt));
        var member = Assert.Single(team.Members).Record;
        Assert.Equal(("the sidebar", ended, "its session is over"), (member.LastTask, member.Left, member.Why));

        Assert.Equal(1, world.Teams.CleanUp(retention));
        Assert.Empty(world.Teams.Read().All);
    }

    [Fact]
    public void A_team_that_ended_is_kept_as_long_as_one_of_it_is_at_work()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ui").Team("lead");
        world.Enter("ui");
        world.Leave("lead");
        world.Teams.CleanUp(TimeSpan.FromDays(14));
        world.Now += TimeSpan.FromDays(15);

        Assert.Equal(0, world.Teams.CleanUp(TimeSpan.FromDays(14)));
        world.Leave("ui");
        Assert.Equal(1, world.Teams.CleanUp(TimeSpan.FromDays(14)));
    }

    [Fact]
    public void A_member_that_comes_back_has_its_place_still_and_a_lead_has_not()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ui").Team("lead");
        world.Enter("ui");
        world.Leave("ui");
        world.Join("ui");
        Assert.Null(Seat(world, "ui")!.Left);
        Assert.Equal(["ui"], world.Teams.Read().Find("web").Present.Select(m => m.Record.Name));

        world.Leave("lead");
        world.Join("lead");

        Assert.NotNull(Seat(world, "lead")!.Left);
        Assert.False(world.Teams.Read().Find("web").IsLive);
    }

    [Fact]
    public void Panes_are_put_on_record_and_go_with_who_left()
    {
        using var world = new MailWorld();
        world.Join("lead").Join("ui").Team("lead");
        world.Enter("ui");

        world.Teams.Change(
            "web",
            t =>
                t.Record with
                {
                    Members =
                    [
                        .. t.Record.Members.Select(m =>
                            m with
                            {
                                Local = new TeamLocal { Backend = "tmux", Pane = "%3" },
                            }
                        ),
                    ],
                }
        );

        Assert.Equal("%3", world.Teams.Read().Find("web").Members[0].Record.Local!.Pane);
        // Who is gone may have left its pane behind.
        world.Leave("ui");
        Assert.Equal("%3", world.Teams.Read().Find("web").Members[0].Record.Local!.Pane);
        Assert.Null(world.Teams.Change("other", t => t.Record));
    }

    /// <summary>Each in a thread and with a store of its own, at once.</summary>
    private static List<T> Both<T>(List<string> who, Func<string, T> action)
    {
        using var start = new Barrier(who.Count);
        var threads = who.Select(w =>
                Task.Factory.StartNew(
                    () =>
                    {
                        start.SignalAndWait();
                        return action(w);
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToArray();
        return [.. threads.Select(t => t.GetAwaiter().GetResult())];
    }

    private static TeamSeat? Seat(MailWorld world, string id) => world.Sessions.Read().Local(id)!.Record.Team;

    private static string Text(MailWorld world) => world.Repository.User.Git("cat-file", "blob", Ref.Value);

    private static void Put(MailWorld world, Func<string, string> change)
    {
        var text = Encoding.UTF8.GetBytes(change(Text(world)));
        world.Store.Update([Ref.Value], s => new Decision<bool>(true, [new RefChange(Ref, text, s.IdOf(Ref))]));
    }

    private static ErrorCode Refused(Action action) => Assert.Throws<SwarmException>(action).Code;
}
