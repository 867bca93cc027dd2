using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Messages to somebody of another clone, who may be away, and what their sender hears of it; and what stays at the remote of a clone that is given up.</summary>
public sealed class AwayTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser one;
    private readonly SyncUser two;

    public AwayTests()
    {
        one = scene.Me;
        two = scene.Clone("two");
        one.Git("config", "swarm.host", "first");
        two.Git("config", "swarm.host", "second");
        one.Do("join", "--name", "login");
        As("desk-1").Do("join", "--name", "desk");
        two.Sync();
        one.Sync();
    }

    public void Dispose() => scene.Dispose();

    [Theory]
    [InlineData("desk")]
    [InlineData("desk@second")]
    public void Who_is_away_gets_it_in_the_clone_of_the_one_before_once(string address)
    {
        As("desk-1").Do("leave");
        Exchange();

        var sent = one.Do("send", address, "hi", "--ack");
        Assert.EndsWith(
            " to desk; nobody of that name is in its clone now, it waits until one comes there\n",
            sent,
            StringComparison.Ordinal
        );
        Exchange();
        var (next, another) = (As("desk-2"), As("desk-3"));
        next.Do("join", "--name", "desk");

        Assert.Equal(["hi"], next.Inbox());
        Assert.Empty(next.Inbox());
        next.Do("leave");
        another.Do("join", "--name", "desk");
        Assert.Empty(another.Inbox());
        Exchange();
        Assert.Equal(["acknowledged"], one.Texts("state", "sent"));
    }

    [Fact]
    public void The_name_of_one_that_was_here_waits_here()
    {
        var here = scene.In(one.Directory);
        here.Variables["GIT_SWARM_SESSION"] = "here-1";
        here.Do("join", "--name", "desk");
        here.Do("leave");
        As("desk-1").Do("leave");
        Exchange();

        one.Do("send", "desk", "hi");
        Exchange();

        var there = As("desk-2");
        there.Do("join", "--name", "desk");
        Assert.Empty(there.Inbox());
        here.Variables["GIT_SWARM_SESSION"] = "here-2";
        here.Do("join", "--name", "desk");
        Assert.Equal(["hi"], here.Inbox());
    }

    [Fact]
    public void Without_an_acknowledgement_nobody_claims_to_know_what_became_of_it_there()
    {
        Assert.Equal("elsewhere", one.Json("send", "desk@second", "hi").GetProperty("state").GetString());
        Assert.Equal("waiting", one.Json("send", "desk@second", "hi", "--ack").GetProperty("state").GetString());
        Assert.Equal(["elsewhere", "waiting"], one.Texts("state", "sent"));
        // One of that name here has no part in it.
        var here = scene.In(one.Directory);
        here.Variables["GIT_SWARM_SESSION"] = "here-1";
        here.Do("join", "--name", "desk");
        Assert.Empty(here.Inbox());

        Exchange();
        Assert.Equal(2, As("desk-1").Inbox().Length);
        Exchange();

        Assert.Equal(["elsewhere", "acknowledged"], one.Texts("state", "sent"));
    }

    [Fact]
    public void Who_gives_a_clone_up_hears_how_to_take_away_what_it_sent()
    {
        var id = one.CloneId;
        Assert.Contains(scene.HubRefs(), r => r.Contains(id, StringComparison.Ordinal));

        var said = one.Do("deinit", "--purge");

        var line = said.Split('\n').Single(l => l.Contains("what was sent to 'origin' stays there", StringComparison.Ordinal));
        var command = line[line.IndexOf("git push", StringComparison.Ordinal)..];
        scene.Sandbox.Run("sh", ["-c", command], one.Directory).OutputOrThrow(command);
        Assert.DoesNotContain(scene.HubRefs(), r => r.Contains(id, StringComparison.Ordinal));
        Assert.NotEmpty(scene.HubRefs());
    }

    private SyncUser As(string session)
    {
        var user = scene.In(two.Directory);
        user.Variables["GIT_SWARM_SESSION"] = session;
        return user;
    }

    private void Exchange()
    {
        one.Sync();
        two.Sync();
        one.Sync();
    }
}
