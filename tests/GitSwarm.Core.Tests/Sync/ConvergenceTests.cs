using System.Globalization;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Whatever order commands and exchanges come in, in the end everybody knows the same, and got each message once.</summary>
public class ConvergenceTests
{
    /// <summary>Clones, sessions in each, and steps; <c>GIT_SWARM_SYNC_TEST=8x10x1000</c> for more.</summary>
    private static (int Clones, int Sessions, int Steps) Size { get; } =
        SizeFrom(Environment.GetEnvironmentVariable("GIT_SWARM_SYNC_TEST"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_the_end_everybody_knows_the_same_and_got_each_message_once(int seed)
    {
        using var world = new ConvergenceWorld(Size.Clones, Size.Sessions, seed);
        try
        {
            for (var step = 0; step < Size.Steps; step++)
            {
                if (step == Size.Steps / 2)
                {
                    world.Wipe();
                }
                world.Step();
            }
            world.Settle();
            world.AssertConverged();
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.Message}\nseed {seed}:\n{world.Story}", error);
        }
    }

    [Fact]
    public void A_message_is_not_shown_again_after_the_hub_lost_everything_and_got_it_back()
    {
        using var sandbox = new Sandbox();
        var (here, there) = Pair(sandbox);
        here.Join("alice");
        there.Join("zoe");
        here.Sync();
        there.Sync();
        there.Send("zoe", "alice", "hello");
        there.Note("zoe", "a note");
        there.Sync();
        here.Sync();
        Assert.Equal(["hello"], here.Inbox("alice"));
        Assert.Equal(["a note"], here.Unread("alice"));

        sandbox.Git(sandbox.Root, "init", "--quiet", "plain");
        sandbox.Git(sandbox.Path("plain"), "commit", "--quiet", "--allow-empty", "-m", "plain");
        sandbox.Git(sandbox.Path("plain"), "push", "--quiet", "--mirror", sandbox.Path("hub.git"));
        here.Sync();
        here.Join("bob");
        here.Send("bob", "alice", "between");
        here.Note("bob", "between");
        Assert.Equal(["between"], here.Inbox("alice"));
        Assert.Equal(["between"], here.Unread("alice"));
        there.Sync();
        here.Sync();

        Assert.Empty(here.Inbox("alice"));
        Assert.Empty(here.Unread("alice"));
    }

    [Fact]
    public void An_acknowledgement_comes_back()
    {
        using var sandbox = new Sandbox();
        var (here, there) = Pair(sandbox);
        here.Join("alice");
        here.Sync();
        there.Join("zoe");
        there.Sync();
        there.Send("zoe", "alice", "hello");
        there.Sync();
        Assert.Equal(Mail.SentState.Waiting, Assert.Single(there.Sent("zoe")).State);

        here.Sync();
        here.Inbox("alice");
        here.Sync();
        there.Sync();

        Assert.Equal(Mail.SentState.Acknowledged, Assert.Single(there.Sent("zoe")).State);
    }

    /// <summary>Two clones and their empty hub.</summary>
    private static (SyncClone Here, SyncClone There) Pair(Sandbox sandbox)
    {
        var (clock, hub) = (new SharedClock(), sandbox.Path("hub.git"));
        sandbox.Git(sandbox.Root, "init", "--quiet", "--bare", hub);
        return (new SyncClone(sandbox, clock, "here0001", hub), new SyncClone(sandbox, clock, "there001", hub));
    }

    private static (int, int, int) SizeFrom(string? text) =>
        text?.Split('x').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList() is [var clones, var sessions, var steps]
            ? (clones, sessions, steps)
            : (4, 3, 120);
}
