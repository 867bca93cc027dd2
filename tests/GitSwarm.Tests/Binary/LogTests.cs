using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>The verb: log.</summary>
[Trait("Category", "Binary")]
public sealed class LogTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;

    public LogTests()
    {
        ui = cli.UserOn("ui");
        At("09:00");
        cli.Do("join", "--name", "me");
        At("09:01");
        ui.Do("join");
        At("09:02");
        ui.Do("claim", "src/**", "--reason", "new columns");
        At("09:03");
        cli.Do("touch", "README.md");
        At("09:04");
        cli.Do("note", "the port\nis 8081");
        At("09:05");
        ui.Do("send", "me", "--summary", "the port", "secret words");
        At("09:06");
        cli.Do("send", "*", "secret words");
        At("09:07");
        cli.Do("leave");
        At("09:10");
    }

    public void Dispose() => cli.Dispose();

    [Fact]
    public void It_tells_what_happened_in_order_but_not_what_was_said_in_private()
    {
        Assert.Equal(
            [
                "joined me joined on main (shell)",
                "joined ui joined on ui (shell)",
                "claimed ui claimed src/**: new columns",
                "note me noted: the port is 8081",
                "mail ui wrote to me: the port",
                "mail me wrote to everybody",
                "left me left",
            ],
            ui.Json("log")
                .EnumerateArray()
                .Select(e => $"{e.Text("kind")} {e.Text("name")} {e.Text("text")}")
                .Where(l => !l.StartsWith("edited", StringComparison.Ordinal))
        );
        Assert.DoesNotContain("secret", ui.Do("log") + ui.Do("log", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_leave_out_what_is_not_asked_for()
    {
        Assert.Equal(["mail", "left"], Kinds("-n", "2"));
        Assert.Equal(["mail", "mail", "left"], Kinds("--since", "5m"));
        Assert.Equal(["joined", "claimed", "mail"], Kinds("--session", "ui"));
        // Also one that has left.
        Assert.Equal(["joined", "note", "mail", "left"], Kinds("--session", "me").Where(k => k != "edited"));
        Assert.Equal(["left"], Kinds("--session", "me", "-n", "1"));
    }

    [Fact]
    public void Through_a_pipe_it_has_a_line_each()
    {
        var lines = ui.Do("log").TrimEnd('\n').Split('\n');

        Assert.All(lines, l => Assert.Equal(5, l.Split('\t').Length));
        Assert.StartsWith("2026-01-05T09:00:00Z\tjoined\t", lines[0], StringComparison.Ordinal);
        Assert.Equal("at kind session name text", string.Join(' ', ui.Json("log")[0].EnumerateObject().Select(p => p.Name)));
        Assert.Matches("^ 10m ago  me  joined on main \\(shell\\)\n", ui.RunWith("GIT_SWARM_TTY", "100", "log").Output);
    }

    [Theory]
    [InlineData(129, "-n", "0")]
    [InlineData(129, "--since", "yesterday")]
    [InlineData(128, "--session", "nobody")]
    public void What_is_wrong_is_refused(int exit, params string[] arguments)
    {
        var refused = ui.Run(["log", .. arguments]);

        Assert.Equal(exit, refused.ExitCode);
        Assert.Contains("hint: ", refused.Error, StringComparison.Ordinal);
    }

    private string[] Kinds(params string[] options) => [.. ui.Json(["log", .. options]).EnumerateArray().Select(e => e.Text("kind"))];

    private void At(string time) => cli.Sandbox.Variables["GIT_SWARM_NOW"] = $"2026-01-05T{time}:00Z";
}
