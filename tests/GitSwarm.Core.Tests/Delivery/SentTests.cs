using GitSwarm.Mail;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>Who can say of a message that it arrived.</summary>
public sealed class SentTests : IDisposable
{
    private readonly MailWorld world = new();

    public SentTests() => world.Join("alice").Join("bob").Join("carol");

    public void Dispose() => world.Dispose();

    [Fact]
    public void Only_its_recipient_can_acknowledge_a_message()
    {
        var sent = world.Send("alice", "bob", "for bob", ack: true);
        world.Outbox.Acknowledge(MailWorld.As("carol"), [sent.Line.Id]);
        world.Outbox.Acknowledge(MailWorld.As("alice"), [sent.Line.Id]);

        Assert.Equal([SentState.Waiting], world.Sent("alice"));
        world.Outbox.Acknowledge(MailWorld.As("bob"), [sent.Line.Id]);
        Assert.Equal([SentState.Acknowledged], world.Sent("alice"));
    }

    [Fact]
    public void What_went_to_everybody_is_acknowledged_by_everybody()
    {
        var sent = world.Send("alice", "*", "for all", ack: true);
        world.Outbox.Acknowledge(MailWorld.As("bob"), [sent.Line.Id]);

        Assert.Equal([SentState.Waiting], world.Sent("alice"));
        world.Outbox.Acknowledge(MailWorld.As("carol"), [sent.Line.Id]);
        Assert.Equal([SentState.Acknowledged], world.Sent("alice"));
    }

    [Fact]
    public void One_who_takes_a_name_later_is_shown_what_waits_for_it_and_nothing_twice()
    {
        world.Join("first", "ui");
        world.Leave("first");
        world.Send("alice", "ui", "for ui");
        world.Send("alice", "bob", "for bob");
        Assert.Equal(["for bob"], world.Inbox("bob"));
        Assert.Equal([SentState.Waiting, SentState.Delivered], world.Sent("alice"));

        world.Sessions.Edit(MailWorld.As("bob"), new() { Name = "ui" });

        Assert.Equal([SentState.Waiting, SentState.Delivered], world.Sent("alice"));
        Assert.Equal(["for ui"], world.Inbox("bob"));
        Assert.Empty(world.Inbox("bob"));
        Assert.Equal([SentState.Delivered, SentState.Delivered], world.Sent("alice"));
    }
}
