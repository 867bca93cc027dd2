using System.Diagnostics;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Statusline;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>Whatever goes wrong, <c>statusline</c> says nothing and ends with 0; <c>-v</c> says what it was.</summary>
[Trait("Category", "Binary")]
public sealed class StatuslineSilenceTests(SharedCli shared) : IClassFixture<SharedCli>
{
    private readonly Cli cli = shared.Cli;

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"session_id\":5,\"cwd\":\"/\"}")]
    [InlineData("{\"session_id\":\"\",\"cwd\":\"/\"}")]
    [InlineData("{\"session_id\":\"x\"}")]
    [InlineData("{\"session_id\":\"x\",\"cwd\":\"/nowhere/at/all\"}")]
    [InlineData("{\"session_id\":\"x\",\"cwd\":\"relative\",\"workspace\":7}")]
    [InlineData("{\"session_id\":\"x\",\"cwd\":\"/\\u0000\"}")]
    [InlineData("{\"session_id\":\"../../x\",\"cwd\":\"/\"}")]
    public void What_cannot_be_read(string input)
    {
        Assert.Equal("", StatuslineCase.Quietly(cli.Me.RunReading(input, "statusline")));

        var told = cli.Me.RunReading(input, "statusline", "-v");
        Assert.Equal((0, ""), (told.ExitCode, told.Output));
        Assert.StartsWith("git-swarm: statusline failed: ", told.Error, StringComparison.Ordinal);
        Assert.Single(told.Error, '\n');
    }

    [Fact]
    public void Input_longer_than_anything_a_client_says() =>
        Assert.Equal("", StatuslineCase.Quietly(cli.Me.RunReading($"{{\"session_id\":\"{new string('x', 3 << 20)}\"}}", "statusline")));

    [Fact]
    public void Outside_of_any_repository_and_where_nobody_opted_in()
    {
        using var other = new Cli(init: false);

        Assert.Equal("", StatuslineCase.Quietly(cli.User(cli.Sandbox.Root).Run("statusline")));
        Assert.Equal("", StatuslineCase.Quietly(other.Run("statusline")));
        Assert.Equal("", StatuslineCase.Line(other.Me, "x"));
    }

    [Fact]
    public void Words_that_mean_nothing() =>
        Assert.Equal("", StatuslineCase.Quietly(cli.Run("statusline", "--never", "--json", "--as", "nobody-of-that-name")));

    [Fact]
    public void A_git_that_fails()
    {
        using var own = new Cli();
        own.UserOn("ui").Do("join", "--name", "ui");
        var folder = Directory.CreateDirectory(own.Sandbox.Path("broken")).FullName;
        var git = Path.Combine(folder, "git");
        File.WriteAllText(git, "#!/bin/sh\necho broken >&2\nexit 128\n");
        File.SetUnixFileMode(git, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        own.Me.Variables["PATH"] = $"{folder}:{own.Sandbox.Variables["PATH"]}";

        Assert.Equal("", StatuslineCase.Line(own.Me, "x"));
        Assert.Equal("mine\n", StatuslineCase.Line(own.Me, "x", "--", "echo mine"));
    }

    [Fact]
    public void Switched_off_it_still_runs_the_users_command()
    {
        using var own = new Cli();
        own.UserOn("ui").Do("join", "--name", "ui");
        own.Me.Variables["GIT_SWARM"] = "off";

        Assert.Equal("", StatuslineCase.Line(own.Me, "x"));
        Assert.Equal("mine\n", StatuslineCase.Line(own.Me, "x", "--", "echo mine"));
    }

    [Fact]
    public void Input_that_never_ends_is_not_waited_for()
    {
        using var own = new Cli();
        own.UserOn("ui").Do("join", "--name", "ui");
        var clock = Stopwatch.StartNew();
        using var process = own.Me.Start("statusline");

        Assert.Equal("swarm: ui\n", process.StandardOutput.ReadToEnd());
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void Help_is_help() => Assert.Contains("statusline", cli.Do("statusline", "-h"), StringComparison.Ordinal);
}
