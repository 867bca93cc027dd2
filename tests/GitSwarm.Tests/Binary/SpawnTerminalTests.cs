using System.Diagnostics;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Agents launched from a real terminal.</summary>
[Trait("Category", "Binary")]
public sealed class SpawnTerminalTests
{
    [Fact]
    public void On_a_terminal_it_shows_what_is_done_and_how_to_go_on()
    {
        using var cli = new Cli();

        var screen = OnTerminal(cli, "", "echo looking around; sleep 4; echo found it");

        Assert.Contains("general-purpose · ", screen, StringComparison.Ordinal);
        Assert.Contains(" · looking around", screen, StringComparison.Ordinal);
        Assert.Matches("press b to let it go on in the background, or from elsewhere: git swarm spawn --background \\w{8}", screen);
        Assert.Contains("found it", screen, StringComparison.Ordinal);
        Assert.Contains("completed in ", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_leaves_the_terminal_in_the_mode_it_was_in()
    {
        using var cli = new Cli();
        cli.Do("note", new string('x', 300));

        var seen = cli.Sandbox.Run(
            "script",
            ["--quiet", "--flush", "--command", $"stty cols 70; {Cli.Program} notes; {Cli.Program} status", "/dev/null"],
            cli.Repository.Path,
            new Dictionary<string, string> { ["TERM"] = "xterm", ["NO_COLOR"] = "1" }
        );

        Assert.DoesNotContain('\e', seen.Output);
        Assert.Contains("xxx", seen.Output, StringComparison.Ordinal);
        Assert.All(seen.Output.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 70, line));
    }

    [Theory]
    [InlineData("b", "goes on in the background", "completed")]
    [InlineData("\u0002", "goes on in the background", "completed")]
    [InlineData("\u0003", "general-purpose killed: it was stopped", "killed")]
    public void Keys_move_it_or_end_it(string key, string said, string state)
    {
        using var cli = new Cli();

        var screen = OnTerminal(cli, key, "touch begun; while ! test -e go; do sleep 0.05; done");

        Assert.Contains(said, screen, StringComparison.Ordinal);
        cli.Me.Write("go", "");
        var id = cli.Me.Json("runs")[0].Text("id")!;
        cli.Me.Do("wait", "--for", $"run:{id}", "--timeout", "60s");
        Assert.Equal(state, cli.Me.Json("runs", "show", id).Text("state"));
    }

    [Theory, Trait("Rule", "M4")]
    [InlineData("y", "allow")]
    [InlineData("n", "deny")]
    public void Keys_answer_what_it_asks(string key, string decision)
    {
        using var cli = new Cli();
        cli.Me.Write(
            "ask.sh",
            """
            printf '{"hook_event_name":"PermissionRequest","session_id":"%s","cwd":"%s","tool_name":"Bash","tool_input":{"command":"git push"}}' "$GIT_SWARM_RUN" "$PWD" > event
            git-swarm hook claude --ask 60 < event > answer &
            until test -n "$(ls .git/swarm/runs/*.asked 2>/dev/null)"; do sleep 0.05; done
            sleep 1; touch begun; wait; cat answer
            """
        );

        var screen = OnTerminal(cli, key, "sh ask.sh");

        Assert.Contains("asks to use Bash: git push (press y or n)", screen, StringComparison.Ordinal);
        Assert.Contains($"\"behavior\":\"{decision}\"", screen, StringComparison.Ordinal);
    }

    /// <summary>Launches a command in a real terminal, and types a key once it is at it.</summary>
    private static string OnTerminal(Cli cli, string key, string line)
    {
        File.WriteAllText(Path.Combine(cli.Repository.Path, "spawn.sh"), $"exec git-swarm spawn --runner 'command:{line}' -p x\n");
        // Whoever runs the tests in the background has Ctrl-C switched off, and everything below would inherit that.
        var start = new ProcessStartInfo("script", ["--quiet", "--flush", "--command", "env --default-signal=INT sh spawn.sh", "/dev/null"])
        {
            WorkingDirectory = cli.Repository.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in cli.Sandbox.Variables.Concat(cli.Me.Variables))
        {
            start.Environment[name] = value;
        }
        start.Environment["TERM"] = "xterm";
        using var script = Process.Start(start)!;
        // A key that goes unheard must not be waited for.
        using var limit = new Timer(_ => script.Kill(entireProcessTree: true), null, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
        if (key.Length > 0)
        {
            SpawnTests.Until(() => File.Exists(Path.Combine(cli.Repository.Path, "begun")));
            script.StandardInput.Write(key);
            script.StandardInput.Flush();
        }
        var screen = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        return screen;
    }
}
