using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Runs that are launched within a run.</summary>
[Trait("Category", "Binary")]
public sealed class NestedRunTests
{
    [Fact]
    public void What_a_run_left_in_the_background_goes_on_after_it()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        const string Inner =
            "git swarm spawn --background --name inner -p x --runner 'command:while ! test -e go; do sleep 0.05; done; echo inner'";

        Assert.Contains(
            "outer",
            cli.Me.Do("spawn", "--name", "outer", "--runner", $"command:{Inner}; echo outer", "-p", "x"),
            StringComparison.Ordinal
        );

        var inner = cli.Me.Json("runs").EnumerateArray().Single(r => r.Text("state") == "running").Text("id")!;
        cli.Me.Write("go", "");
        Assert.Equal("completed", cli.Me.Json("wait", "--for", $"run:{inner}", "--timeout", "60s").Text("state"));
    }
}
