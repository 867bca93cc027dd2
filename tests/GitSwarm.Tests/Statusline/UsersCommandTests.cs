using System.Diagnostics;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Statusline;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>The user's own status line comes first, and nothing of it is lost.</summary>
[Trait("Category", "Binary")]
public sealed class UsersCommandTests : IDisposable
{
    private const string Mine = "a058d96d-5c57-4e7a-af36-6983b9b09c3d";
    private readonly Cli cli = new();

    public UsersCommandTests()
    {
        StatuslineCase.Begin(cli.Me, Mine);
        cli.UserOn("ui").Do("join", "--name", "ui");
    }

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("printf one", "one | swarm: ui\n")]
    [InlineData("printf 'one\\ntwo\\n'", "one | swarm: ui\ntwo\n")]
    [InlineData("printf '\\033[32mone\\033[0m\\r\\ntwo'", "\e[32mone\e[0m | swarm: ui\ntwo")]
    [InlineData("printf '\\ntwo\\n'", "swarm: ui\ntwo\n")]
    [InlineData("true", "swarm: ui\n")]
    [InlineData("echo one; exit 3", "one | swarm: ui\n")]
    [InlineData("echo one; kill -9 $$", "one | swarm: ui\n")]
    [InlineData("exec 0<&-; echo one", "one | swarm: ui\n")]
    public void A_line_for_the_shell(string line, string expected) => Assert.Equal(expected, StatuslineCase.Line(cli.Me, Mine, "--", line));

    [Fact]
    public void A_process_it_leaves_behind_is_not_waited_for()
    {
        var clock = Stopwatch.StartNew();

        Assert.Equal("one | swarm: ui\n", StatuslineCase.Line(cli.Me, Mine, "--", "echo one; sleep 40 & exit 0"));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("absent-program-of-nobody")]
    [InlineData("absent-program-of-nobody", "argument")]
    [InlineData("/etc", "argument")]
    public void One_that_cannot_be_run_hides_nothing(params string[] command)
    {
        var ran = cli.Me.RunReading(StatuslineCase.Json(Mine, cli.Repository.Path), ["statusline", "--", .. command]);

        Assert.Equal((0, "swarm: ui\n"), (ran.ExitCode, ran.Output));
    }

    [Fact]
    public void Several_arguments_are_a_program_and_its_arguments() =>
        Assert.Equal(
            "a b;$(exit) -v -- | swarm: ui\n",
            StatuslineCase.Line(cli.Me, Mine, "--", "printf", "%s %s %s %s\\n", "a", "b;$(exit)", "-v", "--")
        );

    [Fact]
    public void It_reads_what_the_client_said()
    {
        var json = StatuslineCase.Json(Mine, cli.Repository.Path);

        var ran = cli.Me.RunReading(json, "statusline", "--", "cat >&2");

        Assert.Equal((0, "swarm: ui\n", json), (ran.ExitCode, ran.Output, ran.Error));
    }

    [Fact]
    public void A_program_that_lies_in_the_repository_is_not_taken_for_one_on_the_path()
    {
        foreach (var name in new[] { "sh", "date" })
        {
            cli.Me.Write(name, "#!/bin/sh\necho trapped\n");
            File.SetUnixFileMode(Path.Combine(cli.Repository.Path, name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Equal("2026 | swarm: ui\n", StatuslineCase.Line(cli.Me, Mine, "--", "date", "-u", "-d", "2026-01-05", "+%Y"));
        Assert.Equal("x | swarm: ui\n", StatuslineCase.Line(cli.Me, Mine, "--", "echo x"));
    }

    [Fact]
    public void Where_there_is_no_segment_not_a_byte_is_changed()
    {
        using var other = new Cli(init: false);

        Assert.Equal("one\r\n\n two", StatuslineCase.Line(other.Me, Mine, "--", "printf 'one\\r\\n\\n two'"));
    }

    [Fact]
    public void One_that_takes_too_long_is_stopped_and_what_it_said_is_shown()
    {
        var clock = Stopwatch.StartNew();

        var line = StatuslineCase.Line(cli.Me, Mine, "--", "echo $$; sleep 120");

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30));
        Assert.EndsWith(" | swarm: ui\n", line, StringComparison.Ordinal);
        var pid = int.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => !IsAlive(pid), TimeSpan.FromSeconds(10)));
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
