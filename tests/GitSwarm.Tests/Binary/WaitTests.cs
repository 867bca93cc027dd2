using System.Diagnostics;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>The verb: wait.</summary>
[Trait("Category", "Binary")]
public sealed class WaitTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void It_ends_with_the_message_that_comes(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var ui = Joined(cli, "ui");
        using var wait = Waiting(ui, "mail");

        cli.Do("send", "ui", "hello");

        Assert.Equal((0, "hello"), Ended(wait));
        Assert.Equal("", ui.Do("inbox"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void It_ends_with_the_note_that_comes(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var ui = Joined(cli, "ui");
        using var wait = Waiting(ui, "note");

        cli.Do("send", "ui", "no note");
        cli.Do("note", "hello");

        Assert.Equal((0, "hello"), Ended(wait));
        Assert.Equal("", ui.Do("notes", "--unread"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void It_ends_when_the_last_claim_on_a_path_is_released(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var (ui, docs) = (Joined(cli, "ui"), Joined(cli, "docs"));
        cli.Do("claim", "--shared", "src/**");
        docs.Do("claim", "--shared", "src/app.js");
        using var wait = Waiting(ui, "release:src/app.js");

        docs.Do("release", "--all");
        Assert.False(wait.HasExited);
        cli.Do("release", "--all");

        Assert.Equal((0, "src/app.js is free"), Ended(wait));
    }

    [Fact]
    public void It_ends_when_the_session_that_claims_a_path_is_killed()
    {
        using var cli = new Cli();
        var (ui, docs) = (Joined(cli, "ui"), Joined(cli, "docs"));
        docs.Do("claim", "src");
        using var wait = Waiting(ui, "release:src/app.js");

        docs.Die();

        Assert.Equal((0, "src/app.js is free"), Ended(wait));
    }

    [Fact]
    public void What_is_there_already_is_not_waited_for()
    {
        using var cli = new Cli();
        var ui = Joined(cli, "ui");
        ui.Do("claim", "src");
        cli.Do("send", "ui", "hello");
        cli.Do("note", "a note");

        Assert.EndsWith("\thello\n", ui.Do("wait", "--for", "mail"), StringComparison.Ordinal);
        Assert.EndsWith("\ta note\n", ui.Do("wait", "--for", "note"), StringComparison.Ordinal);
        // My own claim is in nobody's way here.
        Assert.Equal("src is free\n", ui.Do("wait", "--for", "release:src"));
        Assert.Equal("src/app.js", ui.Json("wait", "--for", "release:src/app.js").Text("free"));
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("note")]
    [InlineData("release:src")]
    public void When_the_time_is_up_the_answer_is_no(string what)
    {
        using var cli = new Cli();
        var ui = Joined(cli, "ui");
        cli.Do("claim", "src/**");

        foreach (var timeout in new[] { "0s", "1s" })
        {
            var wait = ui.Run("wait", "--for", what, "--timeout", timeout);

            Assert.Equal((1, "", "nothing happened in time\n"), (wait.ExitCode, wait.Output, wait.Error));
        }
    }

    [Theory]
    [InlineData(129, "--for", "better")]
    [InlineData(129, "--for", "release:")]
    [InlineData(129, "--for", "run:")]
    [InlineData(128, "--for", "run:1")]
    [InlineData(129, "--for", "mail", "--timeout", "soon")]
    [InlineData(129)]
    [InlineData(128, "--for", "mail")]
    [InlineData(128, "--for", "note")]
    public void What_never_could_happen_is_refused(int exit, params string[] arguments)
    {
        using var cli = new Cli();

        var refused = cli.Run(["wait", .. arguments]);

        Assert.Equal(exit, refused.ExitCode);
        Assert.Contains("hint: ", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Output);
    }

    private static CliUser Joined(Cli cli, string branch)
    {
        cli.Do("join");
        var user = cli.UserOn(branch);
        user.Do("join");
        return user;
    }

    /// <summary>One that waits, after its first look.</summary>
    private static Process Waiting(CliUser user, string what)
    {
        var wait = user.Start("wait", "--for", what, "--timeout", "1m", "--verbose");
        Assert.NotNull(wait.StandardError.ReadLine());
        return wait;
    }

    /// <summary>Its exit code and the last field it printed.</summary>
    private static (int, string) Ended(Process wait)
    {
        // What it traces must not fill the pipe.
        var trace = wait.StandardError.ReadToEndAsync();
        var output = wait.StandardOutput.ReadToEnd();
        wait.WaitForExit();
        trace.Wait();
        return (wait.ExitCode, output.TrimEnd('\n').Split('\t')[^1]);
    }
}
