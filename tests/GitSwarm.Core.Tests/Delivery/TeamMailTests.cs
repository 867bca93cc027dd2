using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>Who gets what is said to a team.</summary>
public class TeamMailTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void It_reaches_every_member_and_the_lead_but_not_its_sender_nor_others(TestGit git, RepositoryFormat format)
    {
        using var world = Team(git, format);

        world.Send("ui", "team:web", "text", ack: true);
        world.SendProtocol("ui", "team:web", "shutdown_request");

        foreach (var reader in (string[])["lead", "api"])
        {
            Assert.Equal(["shutdown_request"], world.Handle(reader));
            Assert.Equal(["text"], world.Inbox(reader));
            Assert.Empty(world.Inbox(reader));
        }
        Assert.Empty(world.Inbox("ui"));
        Assert.Empty(world.Inbox("other"));
        Assert.Empty(world.Handle("other"));
    }

    [Fact]
    public void Anybody_may_write_to_a_team()
    {
        using var world = Team();
        world.Send("other", "team:web", "from outside");

        Assert.All((string[])["lead", "ui", "api"], reader => Assert.Equal(["from outside"], world.Inbox(reader)));
    }

    [Fact]
    public void Who_leaves_gets_what_was_said_before_and_who_joins_what_is_said_after()
    {
        using var world = Team();
        world.Send("lead", "team:web", "before");
        Pass(world);
        world.Teams.Leave("web", "ui", "done");
        world.Enter("other");
        Pass(world);
        world.Send("lead", "team:web", "after");

        Assert.Equal(["before"], world.Inbox("ui"));
        Assert.Equal(["after"], world.Inbox("other"));
        Assert.Equal(["before", "after"], world.Inbox("api"));
    }

    [Fact]
    public void A_sender_that_does_not_know_of_a_member_reaches_it_all_the_same_if_it_had_joined()
    {
        using var world = Team();
        var group = Groups.Team(TestStore.Clone, "web", Seat(world, "ui").Id).Text;
        world.Enter("other");
        // It looks at the message before it came to the team, as its sender knew it.
        Pass(world);
        Say(world, "lead", group, ("ui", "ui"));

        Assert.Equal(["text"], world.Inbox("ui"));
        Assert.Equal(["text"], world.Inbox("api"));
        Assert.Equal(["text"], world.Inbox("other"));
        Pass(world);
        world.Join("late").Enter("late");
        Assert.Empty(world.Inbox("late"));
    }

    [Fact]
    public void Who_looked_while_it_was_joining_finds_what_was_said_meanwhile()
    {
        using var world = Team();
        var joined = world.Now;
        Say(world, "lead", Groups.Team(TestStore.Clone, "web", Seat(world, "ui").Id).Text, ("ui", "ui"));
        // It passes the message over, for it is in no team yet; its joining began before that was said.
        world.Send("ui", "other", "to itself");
        Assert.Equal(["to itself"], world.Inbox("other"));
        Assert.Equal(joined, world.Enter("other").Joined);

        Assert.Equal(["text"], world.Inbox("other"));
        Assert.Empty(world.Inbox("other"));
        world.Subscribe("other", "build");
        Assert.Empty(world.Inbox("other"));
    }

    [Fact]
    public void What_a_member_left_unread_that_is_gone_is_for_the_next_of_its_name_in_the_team_once()
    {
        using var world = Team();
        world.Send("lead", "team:web", "unread");
        Pass(world);
        world.Leave("ui");
        // Of its name, but in no team; it has looked.
        world.Join("stranger", "ui");
        Assert.Empty(world.Inbox("stranger"));
        world.Leave("stranger");

        world.Join("second", "ui");
        Assert.Empty(world.Inbox("second"));
        Assert.Equal("ui", world.Enter("second").Name);

        Assert.Equal(["unread"], world.Inbox("second"));
        Assert.Empty(world.Inbox("second"));
        world.Teams.Leave("web", "ui", "done");
        world.Leave("second");
        world.Join("third", "ui").Enter("third");
        Assert.Empty(world.Inbox("third"));
    }

    [Fact]
    public void What_was_said_to_a_team_that_ended_is_not_for_the_next_of_its_name()
    {
        using var world = Team();
        world.Send("api", "team:web", "to the old team");
        Pass(world);
        world.Leave("ui");
        world.Leave("lead");
        world.Teams.Leave("web", "api", "done");
        world.Team("other");
        world.Join("next", "ui").Enter("next");

        Assert.Empty(world.Inbox("next"));
        Assert.Empty(world.Inbox("other"));
    }

    [Fact]
    public void The_sender_sees_how_many_were_shown_it_and_who_left_is_not_waited_for()
    {
        using var world = Team();
        var sent = world.Send("lead", "team:web", "text", ack: true).Line.Id;
        Assert.Equal((SentState.Waiting, 2, 0), Standing(world));

        world.Inbox("ui");
        Assert.Equal((SentState.Waiting, 2, 1), Standing(world));
        world.Outbox.Acknowledge(MailWorld.As("ui"), [sent]);
        world.Outbox.Acknowledge(MailWorld.As("other"), [sent]);
        Assert.Equal(SentState.Waiting, Standing(world).State);
        world.Leave("api");
        Assert.Equal((SentState.Acknowledged, 1, 1), Standing(world));
    }

    [Fact]
    public void Its_members_colour_is_the_senders_unless_it_gives_another()
    {
        using var world = Team();

        Assert.Equal("blue", world.Send("ui", "team:web", "text").Line.Color);
        Assert.Equal("red", world.Outbox.Send(MailWorld.As("ui"), new Message("api") { Text = "x", Color = "red" }).Line.Color);
        Assert.Null(world.Send("other", "team:web", "text").Line.Color);
    }

    [Fact]
    public void A_team_that_is_unknown_over_or_empty_is_refused()
    {
        using var world = Team();

        Assert.Equal(ErrorCode.UnknownTeam, Refused(() => world.Send("ui", "team:wbe", "x")));
        world.Teams.Leave("web", "ui", "done");
        world.Teams.Leave("web", "api", "done");
        Assert.Equal(ErrorCode.UnknownSession, Refused(() => world.Send("lead", "team:web", "x")));
        world.Leave("lead");
        Assert.Equal(ErrorCode.UnknownTeam, Refused(() => world.Send("ui", "team:web", "x")));
    }

    [Fact]
    public void A_member_is_found_by_its_name_in_the_team()
    {
        using var world = Team();
        world.Send("ui", "team-lead@web", "to the lead");
        world.Send("lead", "api@web", "to api");

        Assert.Equal(["to the lead"], world.Inbox("lead"));
        Assert.Equal(["to api"], world.Inbox("api"));
        world.Teams.Leave("web", "api", "done");
        Assert.Equal(ErrorCode.UnknownSession, Refused(() => world.Send("lead", "api@web", "x")));
    }

    /// <summary>A lead, two members, and somebody else.</summary>
    private static MailWorld Team(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files)
    {
        var world = new MailWorld(git, format);
        world.Join("lead").Join("ui").Join("api").Join("other").Team("lead");
        world.Enter("ui");
        world.Enter("api");
        return world;
    }

    private static void Pass(MailWorld world) => world.Now += TimeSpan.FromMinutes(1);

    private static TeamSeat Seat(MailWorld world, string id) => world.Sessions.Read().Local(id)!.Record.Team!;

    private static (SentState State, int Recipients, int Reached) Standing(MailWorld world)
    {
        var sent = Assert.Single(new SentMail(world.Store, world.Vantage).Read(MailWorld.As("lead"), TimeSpan.FromDays(14)));
        return (sent.State, sent.Recipients, sent.Reached);
    }

    /// <summary>Writes as a sender does that knows of some readers only.</summary>
    private static void Say(MailWorld world, string from, string to, params (string Session, string Name)[] readers) =>
        world.Feeds.Append(
            SwarmRefs.Mail,
            FeedWriter.Of(MailWorld.As(from)),
            static () => MailJson.Default.MailLine,
            (_, me) =>
                new MailLine
                {
                    Id = Guid.CreateVersion7().ToString(),
                    At = world.Now,
                    By = me.Name,
                    To = to,
                    Readers = readers.ToDictionary(r => $"{TestStore.Clone}/{r.Session}", r => r.Name),
                    Text = "text",
                }
        );

    private static ErrorCode Refused(Action action) => Assert.Throws<SwarmException>(action).Code;
}
