using System.Globalization;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Clones whose clocks disagree: nobody's words are lost for it.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly SyncScene scene = new();

    public void Dispose() => scene.Dispose();

    [Theory]
    [InlineData(9, false)]
    [InlineData(50, true)]
    public void What_a_slow_clock_says_is_heard(int minutesSlow, bool afterALook)
    {
        var there = scene.Clone("there");
        At(0, scene.Me);
        scene.Me.Do("join", "--name", "alice");
        At(-minutesSlow, there);
        there.Do("join", "--name", "zoe");
        if (afterALook)
        {
            there.Do("note", "early");
            there.Do("send", "*", "early");
            there.Sync();
            scene.Me.Sync();
            there.Sync();
            // What it is shown is something else; that it looked is what counts.
            there.Do("send", "alice", "for alice");
            there.Sync();
            scene.Me.Sync();
            Assert.Contains("for alice", scene.Me.Inbox());
            scene.Me.Do("notes", "--unread");
        }

        there.Do("note", "slow note");
        there.Do("send", "*", "slow message");
        there.Sync();
        scene.Me.Sync();

        Assert.Contains("slow note", scene.Me.Do("notes", "--unread"), StringComparison.Ordinal);
        Assert.Equal(["slow message"], scene.Me.Inbox());
        Assert.DoesNotContain("slow", scene.Me.Do("notes", "--unread"), StringComparison.Ordinal);
        Assert.Equal([], scene.Me.Inbox());
    }

    private static void At(int minutes, SyncUser user) =>
        user.Variables["GIT_SWARM_NOW"] = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero)
            .AddMinutes(minutes)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
