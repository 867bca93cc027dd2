using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Who launched an agent in the background is told how far it is.</summary>
[Trait("Category", "Binary"), Trait("Rule", "N3")]
public sealed class ProgressTests
{
    private const string Line =
        "command:for i in 1 2 3 4 5 6; do echo step $i; sleep 0.5; done; while ! test -e go; do sleep 0.05; done; echo done";

    [Fact]
    public void The_newest_is_told_and_none_once_it_has_ended()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        cli.Repository.Git("config", "swarm.progress", "1s");
        var run = cli.Me.Json("spawn", "--background", "--runner", Line, "-p", "x", "--description", "count").Text("agent_id")!;
        SpawnTests.Until(() => cli.Me.Do("inbox", "--peek").Contains("last: step 6", StringComparison.Ordinal));

        var told = Assert.Single(Inbox(cli));
        Assert.Equal(("next", "Agent \"count\" is at work for 1m; last: step 6"), (told.Text("priority"), told.Text("text")));
        Assert.Empty(Inbox(cli));
        // Nothing happens, so there is nothing to tell.
        Thread.Sleep(1500);
        Assert.Empty(Inbox(cli));
        cli.Me.Write("go", "");
        cli.Me.Do("wait", "--for", $"run:{run}", "--timeout", "60s");

        Assert.Contains("<status>completed</status>", Assert.Single(Inbox(cli)).Text("text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1s", true)]
    [InlineData("0", false)]
    public void None_comes_where_somebody_waits_or_nobody_wants_it(string every, bool foreground)
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        cli.Me.Write("go", "");
        cli.Repository.Git("config", "swarm.progress", every);

        string[] background = foreground ? [] : ["--background"];
        var run = cli.Me.Json(["spawn", "--runner", Line, "-p", "x", .. background]).Text("agent_id")!;
        cli.Me.Do("wait", "--for", $"run:{run}", "--timeout", "60s");

        var all = JsonDocument.Parse(cli.Me.Do("inbox", "--all", "--json")).RootElement.EnumerateArray();
        Assert.DoesNotContain(all, m => m.Text("type") == "task_progress");
        var kinds = cli.Repository.Git("for-each-ref", "refs/swarm/mail", "--format=%(raw)");
        Assert.DoesNotContain("task_progress", kinds, StringComparison.Ordinal);
    }

    private static List<JsonElement> Inbox(Cli cli) => [.. JsonDocument.Parse(cli.Me.Do("inbox", "--json")).RootElement.EnumerateArray()];
}
