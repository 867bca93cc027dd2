using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>Who gets what, once.</summary>
public class MailTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void A_message_is_shown_once_and_only_to_whom_it_was_sent(TestGit git, RepositoryFormat format)
    {
        using var world = new MailWorld(git, format);
        world.Join("alice").Join("bob").Join("carol");

        world.Send("alice", "bob", "one");
        world.Send("alice", "bob", "two");

        Assert.Equal(["one", "two"], world.Inbox("bob"));
        Assert.Empty(world.Inbox("bob"));
        Assert.Empty(world.Inbox("carol"));
        Assert.Empty(world.Inbox("alice"));
    }

    [Fact]
    public void Everybody_means_whoever_is_here_when_it_is_sent()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        world.Now += TimeSpan.FromMinutes(1);
        world.Send("alice", "*", "hello all");
        world.Now += TimeSpan.FromMinutes(1);
        world.Join("late");

        Assert.Equal(["hello all"], world.Inbox("bob"));
        Assert.Empty(world.Inbox("late"));
        Assert.Empty(world.Inbox("alice"));
    }

    [Fact]
    public void Who_was_killed_and_comes_back_gets_what_was_said_to_everybody_and_who_left_does_not()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("killed").Join("left");
        world.Leave("left");
        world.Now += TimeSpan.FromMinutes(1);
        world.Send("alice", "*", "hello all");
        world.Note("alice", "to all");
        // Nothing is heard of it for days, so it counts as ended.
        world.Now += TimeSpan.FromDays(2);
        Assert.Equal(["killed"], world.Sessions.CleanUp(TimeSpan.FromDays(14)).Ended.Except(["alice"]));

        world.Join("killed").Join("left");

        Assert.Equal(["hello all"], world.Inbox("killed"));
        Assert.Equal(["to all"], world.Notes("killed"));
        Assert.Empty(world.Inbox("left"));
        Assert.Empty(world.Notes("left"));
        world.Leave("killed");
        world.Send("alice", "*", "while it is away");
        world.Now += TimeSpan.FromMinutes(1);
        Assert.Empty(world.Join("killed").Inbox("killed"));
    }

    [Fact]
    public void A_line_whose_writer_was_not_answered_is_not_written_again()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        var line = world.Send("alice", "bob", "one").Line;
        world.Send("alice", "bob", "two");

        var again = world.Feeds.Append(
            SwarmRefs.Mail,
            FeedWriter.Of(MailWorld.As("alice")),
            static () => MailJson.Default.MailLine,
            (_, _) => line
        );

        Assert.Equal(line.Seq, again.Seq);
        Assert.Equal(["one", "two"], world.Inbox("bob"));
    }

    [Fact]
    public void Whoever_the_writer_was_taken_for_it_writes_to_its_own_outbox()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob").Join("carol");
        world.Send("bob", "carol", "of bob");
        world.Send("alice", "carol", "of alice");
        var mistaken = new FeedWriter(SessionId.From("bob"), () => MailWorld.As("alice"));

        foreach (var text in (string[])["one", "two"])
        {
            Assert.Equal("alice", world.Outbox.Send(mistaken, new Message("carol") { Text = text }).Line.By);
        }

        Assert.Equal(
            ["of alice", "of bob", "one", "two"],
            world.Read("carol").Text.Lines.Select(w => w.Line.Text).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["alice", "alice", "alice", "bob"], world.Read("carol").Text.Lines.Select(w => w.Segment.Ref.Stream).Order());
    }

    [Fact]
    public void A_segment_that_cannot_be_read_hides_no_other()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob").Join("carol");
        world.Send("alice", "bob", "unreadable");
        world.Send("carol", "bob", "fine");
        var blob = world.Repository.User.Git(
            "rev-parse",
            SwarmRefs.Segment(SwarmRefs.Mail, TestStore.Clone, SessionId.From("alice"), 1).Value
        );
        var file = Path.Combine(world.Repository.Repository.CommonDir, "objects", blob[..2], blob[2..]);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..^20]);

        Assert.Equal(["fine"], world.Inbox("bob"));
        File.WriteAllBytes(file, bytes);
        Assert.Equal(["unreadable"], world.Inbox("bob"));
    }

    [Fact]
    public void What_a_session_left_unread_is_for_the_next_of_its_name_and_what_it_read_is_not()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("first", "ui");
        world.Send("alice", "ui", "read by the first");
        Assert.Single(world.Inbox("first"));
        world.Send("alice", "ui", "unread");
        world.Leave("first");
        world.Send("alice", "ui", "to nobody here");

        world.Join("second", "ui");

        Assert.Equal(["unread", "to nobody here"], world.Inbox("second").Order().Reverse());
        world.Leave("second");
        Assert.Empty(world.Join("third", "ui").Inbox("third"));
    }

    [Fact]
    public void An_address_that_never_existed_names_who_is_here()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");

        var error = Assert.Throws<SwarmException>(() => world.Send("alice", "bbo", "x"));

        Assert.Equal((ErrorCode.UnknownSession, "did you mean bob? here are: alice, bob"), (error.Code, error.Hint));
        Assert.Equal(ErrorCode.BadArgument, Assert.Throws<SwarmException>(() => world.Send("alice", "alice", "x")).Code);
        Assert.Empty(world.Inbox("bob"));
    }

    [Fact]
    public void A_crash_after_showing_repeats_a_message_and_loses_none()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        world.Send("alice", "bob", "one");

        // Shown, but the reader died before it could say so.
        var first = world.Read("bob").Text.Lines.Select(w => w.Line.Id).ToList();
        var again = world.Read("bob").Text.Lines.Select(w => w.Line.Id).ToList();

        Assert.Equal(Assert.Single(first), Assert.Single(again));
        Assert.Single(world.Inbox("bob"));
        Assert.Empty(world.Inbox("bob"));
    }

    [Fact]
    public void A_message_left_for_later_waits_while_newer_ones_are_shown()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        world.Send("alice", "bob", "later", Priority.Later);
        world.Send("alice", "bob", "now", Priority.Now);
        var inflow = world.Read("bob");
        var urgent = inflow.Text.Lines.Where(w => w.Line.Urgency != Priority.Later).Select(w => w.Line.Id).ToHashSet();
        world.Delivery.Record(inflow, PutOut.Nothing with { Text = urgent });

        // Other segments are full by now: the one that holds the open message is still found.
        for (var i = 0; i < 3; i++)
        {
            world.Send("alice", "bob", $"next {i}");
        }

        Assert.Equal(["later", "next 0", "next 1", "next 2"], world.Inbox("bob"));
        Assert.Empty(world.Inbox("bob"));
    }

    [Fact]
    public void Two_readers_at_once_leave_nothing_marked_that_neither_showed()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        world.Send("alice", "bob", "text");
        world.SendProtocol("alice", "bob", "shutdown_request");
        var handler = world.Read("bob");
        var reader = world.Read("bob");
        world.Send("alice", "bob", "more");
        var late = world.Read("bob");

        world.Delivery.Record(handler, PutOut.Nothing with { Protocol = handler.Protocol.Lines.Select(w => w.Line.Id).ToHashSet() });
        world.Delivery.Record(late, PutOut.Nothing with { Text = late.Text.Lines.Select(w => w.Line.Id).ToHashSet() });
        world.Delivery.Record(reader, PutOut.Nothing);

        Assert.Empty(world.Inbox("bob"));
        Assert.Empty(world.Handle("bob"));
    }

    [Fact]
    public void A_full_segment_is_followed_by_the_next_without_a_gap()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        var padding = new string('x', 8000);
        for (var i = 0; i < 20; i++)
        {
            world.Send("alice", "bob", $"{i} {padding}");
        }

        var seqs = world.Read("bob").Text.Lines.Select(w => w.Line.Seq).ToList();

        Assert.Equal(Enumerable.Range(0, 20).Select(i => seqs[0] + i), seqs);
        Assert.True(world.Read("bob").Text.Lines.Select(w => w.Segment.Number).Distinct().Count() > 1);
        Assert.Equal(20, world.Inbox("bob").Count);
    }

    [Fact]
    public void The_sender_sees_what_became_of_it()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        world.Send("alice", "bob", "read it");
        world.Send("alice", "bob", "and say so", ack: true);
        world.Send("alice", "bob", "unread");
        var inflow = world.Read("bob");
        var two = inflow.Text.Lines.Take(2).Select(w => w.Line).ToList();
        world.Outbox.Acknowledge(MailWorld.As("bob"), [two[1].Id]);
        world.Delivery.Record(inflow, PutOut.Nothing with { Text = two.Select(l => l.Id).ToHashSet() });

        Assert.Equal([SentState.Delivered, SentState.Acknowledged, SentState.Waiting], world.Sent("alice"));
        world.Now += TimeSpan.FromDays(15);
        Assert.Equal(SentState.Expired, world.Sent("alice")[^1]);
    }
}
