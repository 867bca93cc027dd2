using GitSwarm.Mail;
using GitSwarm.Sessions;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>Who gets what is said on a channel.</summary>
public class ChannelTests
{
    [Fact]
    public void It_reaches_who_listens_but_not_its_sender_nor_others()
    {
        using var world = World();

        world.Send("alice", "#build", "red");
        world.Send("bob", "#build", "green");

        Assert.Equal(["red"], world.Inbox("bob"));
        Assert.Equal(["red", "green"], world.Inbox("carol"));
        Assert.Empty(world.Inbox("alice"));
        Assert.Empty(world.Inbox("bob"));
    }

    [Fact]
    public void Who_listens_later_is_not_told_and_who_left_and_came_back_was_away()
    {
        using var world = World();
        world.Leave("carol");
        world.Now += TimeSpan.FromMinutes(1);
        world.Send("alice", "#build", "red");
        world.Now += TimeSpan.FromMinutes(1);
        world.Join("carol").Subscribe("alice", "build");

        Assert.Empty(world.Inbox("carol"));
        Assert.Equal(["red"], world.Inbox("bob"));
        world.Send("bob", "#build", "green");
        Assert.Equal(["green"], world.Inbox("carol"));
        Assert.Equal(["green"], world.Inbox("alice"));
    }

    [Fact]
    public void Nobody_listening_is_told_at_once()
    {
        using var world = World();

        Assert.Equal(ErrorCode.UnknownSession, Assert.Throws<SwarmException>(() => world.Send("alice", "#deploy", "x")).Code);
        Assert.Equal(ErrorCode.BadArgument, Assert.Throws<SwarmException>(() => world.Send("alice", "#De ploy", "x")).Code);
        world.Leave("carol");
        Assert.Equal(ErrorCode.UnknownSession, Assert.Throws<SwarmException>(() => world.Send("bob", "#build", "x")).Code);
    }

    [Fact]
    public void The_sender_sees_who_was_shown_it()
    {
        using var world = World();
        world.Send("alice", "#build", "red");
        world.Inbox("bob");

        Assert.Equal([SentState.Waiting], world.Sent("alice"));
        world.Inbox("carol");
        Assert.Equal([SentState.Delivered], world.Sent("alice"));
    }

    [Fact]
    public void A_session_listens_to_sixteen_channels_and_to_each_once()
    {
        var now = DateTimeOffset.UnixEpoch;
        var one = Channels.With(null, ["build"], now);

        Assert.Same(one, Channels.With(one, ["build"], now.AddDays(1)));
        Assert.Null(Channels.With(null, [], now));
        var error = Assert.Throws<SwarmException>(() => Channels.With(one, Enumerable.Range(0, Channels.Most).Select(n => $"c{n}"), now));
        Assert.Contains($"{Channels.Most} channels", error.Message, StringComparison.Ordinal);
        Assert.Equal("build", Channels.Checked("#build"));
    }

    /// <summary>Three sessions, of which two listen.</summary>
    private static MailWorld World() =>
        new MailWorld().Join("alice").Join("bob").Join("carol").Subscribe("bob", "build").Subscribe("carol", "build");
}
