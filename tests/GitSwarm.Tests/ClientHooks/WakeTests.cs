using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

/// <summary>Mail wakes an idle session where its user wants that.</summary>
[Trait("Category", "Binary")]
public sealed class WakeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Mail_wakes_an_idle_session_and_is_told_by_that()
    {
        using var pair = new Pair();
        pair.Cli.Repository.Git("config", "swarm.wake", "true");
        pair.Two.Stop();
        using var waiting = Wait(pair.Two);
        pair.One.User.Do("--as", "one", "send", "two", "no haste", "--priority", "later");
        Assert.False(waiting.WaitForExit(TimeSpan.FromSeconds(1)));

        pair.One.User.Do("--as", "one", "send", "two", "the build is broken");

        Assert.True(waiting.WaitForExit(Patience));
        Assert.Equal(2, waiting.ExitCode);
        Assert.Contains("| the build is broken", waiting.StandardError.ReadToEnd());
        Assert.Empty(waiting.StandardOutput.ReadToEnd());
        Assert.Empty(pair.Two.Stop());
    }

    [Fact]
    public void Without_the_setting_nobody_waits()
    {
        using var pair = new Pair();
        pair.One.User.Do("--as", "one", "send", "two", "the build is broken");
        using var waiting = Wait(pair.Two);

        Assert.True(waiting.WaitForExit(Patience));
        Assert.Equal((0, ""), (waiting.ExitCode, waiting.StandardError.ReadToEnd()));
    }

    [Fact]
    public void Whoever_waits_beside_a_session_that_is_killed_ends_too()
    {
        using var pair = new Pair();
        pair.Cli.Repository.Git("config", "swarm.wake", "true");
        pair.Two.Stop();
        using var waiting = Wait(pair.Two);
        Assert.False(waiting.WaitForExit(TimeSpan.FromSeconds(1)));

        pair.Two.User.Die();

        Assert.True(waiting.WaitForExit(Patience));
        Assert.Equal(0, waiting.ExitCode);
    }

    private static Process Wait(Agent agent)
    {
        var payload = new JsonObject
        {
            ["session_id"] = agent.Session,
            ["cwd"] = agent.Directory,
            ["hook_event_name"] = "Stop",
        };
        var process = agent.User.Start("hook", "claude", "--wake");
        process.StandardInput.Write(payload.ToJsonString());
        process.StandardInput.Close();
        return process;
    }
}
