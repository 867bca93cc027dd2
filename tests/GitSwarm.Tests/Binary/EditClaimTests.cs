using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Claims that edits take, and what commits make of claims.</summary>
[Trait("Category", "Binary")]
public sealed class EditClaimTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;

    public EditClaimTests() => ui = cli.UserOn("ui");

    public void Dispose() => cli.Dispose();

    [Fact]
    public void The_first_edit_takes_the_file_and_the_second_session_is_told()
    {
        cli.Do("touch", "src/app.js");

        var second = ui.Run("touch", "src/app.js", "src/login.js");

        Assert.Equal(0, second.ExitCode);
        Assert.Matches(@"^warning: src/app\.js: main \(shell, main\) claims src/app\.js since \d+s, for 30m more\n$", second.Error);
        Assert.Equal(["src/app.js main", "src/login.js ui"], Held());
    }

    [Fact]
    public void Switched_off_edits_take_nothing()
    {
        cli.Repository.Git("config", "swarm.autoClaim", "false");

        cli.Do("touch", "src/app.js");

        Assert.Empty(Held());
        Assert.Equal(0, ui.Run("claim", "src/app.js").ExitCode);
    }

    [Fact]
    public void It_is_recorded_without_a_claim_where_somebody_else_keeps_the_claims_locked()
    {
        ui.Do("claim", "docs");
        var locked = Path.Combine(cli.GitDir, "refs", "swarm", "locks", "head", "head.lock");
        File.WriteAllText(locked, "");

        var edited = cli.Run("touch", "src/app.js");

        Assert.Equal(0, edited.ExitCode);
        Assert.Matches("^warning: nothing claimed: gave up .*\n$", edited.Error);
        Assert.True(File.Exists(locked));
        Assert.Equal("src/app.js", cli.Me.Sessions()["main"].GetProperty("touched")[0].Text("path"));
        File.Delete(locked);
        Assert.Equal(["docs ui"], Held());
    }

    [Fact]
    public void One_whose_claim_was_taken_over_while_it_was_away_is_told_when_it_is_back()
    {
        cli.Me.Variables["GIT_SWARM_SESSION"] = "one";
        cli.Do("claim", "src/**");
        cli.Me.Die();
        ui.Do("claim", "src/app.js", "--reason", "mine now");

        // The same session goes on, in another process.
        cli.Me.Variables["GIT_SWARM_PID"] = Processes.StartSleeper().ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Contains("mine now", cli.Run("touch", "src/app.js").Error, StringComparison.Ordinal);
        Assert.Contains("mine now", Assert.Single(cli.Me.Commit("src/app.js", "changed all the same")), StringComparison.Ordinal);
        Assert.Equal(1, cli.Run("release", "src/**").ExitCode);
        Assert.Equal(["src/app.js ui"], Held());
        var refused = cli.Run("claim", "src/**");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("mine now", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_given_back_when_it_is_committed_and_clean()
    {
        cli.Do("touch", "src/app.js", "src/login.js", "README.md");
        cli.Do("claim", "README.md");
        cli.Me.Write("src/login.js", "at work");

        cli.Me.Commit("src/app.js", "done");

        Assert.Equal(["README.md main", "src/login.js main"], Held());
    }

    [Fact]
    public void Committed_but_changed_again_it_is_kept()
    {
        cli.Do("touch", "src/app.js");
        cli.Me.Write("src/app.js", "one");
        cli.Me.Git("add", "src/app.js").OutputOrThrow("add");
        cli.Me.Write("src/app.js", "two");

        cli.Me.Git("commit", "-m", "one").OutputOrThrow("commit");

        Assert.Equal(["src/app.js main"], Held());
    }

    [Fact]
    public void A_commit_in_another_work_tree_gives_nothing_back()
    {
        cli.Me.Variables["GIT_SWARM_SESSION"] = "one";
        cli.Do("touch", "src/app.js");
        cli.Me.Write("src/app.js", "at work");

        cli.Me.Git("-C", ui.Directory, "commit", "--quiet", "--allow-empty", "-m", "elsewhere").OutputOrThrow("commit");

        Assert.Equal(["src/app.js main"], Held());
        Assert.Equal("main", cli.Me.Sessions()["main"].Text("branch"));
    }

    [Fact]
    public void Its_time_passes()
    {
        cli.Sandbox.Variables["GIT_SWARM_NOW"] = "2026-01-05T09:00:00Z";
        cli.Do("touch", "src/app.js");
        cli.Sandbox.Variables["GIT_SWARM_NOW"] = "2026-01-05T09:30:00Z";

        Assert.Empty(Held());
    }

    [Theory]
    [InlineData("src/renamed.js")]
    [InlineData("src/with\nline.js")]
    [InlineData("src/wörld.js")]
    [InlineData("src/[id].js")]
    public void A_claim_follows_its_file_when_the_commit_renames_it(string to)
    {
        cli.Do("claim", "src/app.js", "--reason", "keep it");
        cli.Me.Git("mv", "src/app.js", to).OutputOrThrow("mv");

        cli.Me.Git("commit", "--quiet", "-m", "move").OutputOrThrow("commit");

        Assert.Equal(1, ui.Run("check", "--", to).ExitCode);
        Assert.Equal(0, ui.Run("check", "src/app.js").ExitCode);
        Assert.Equal("keep it", ui.Json("claims")[0].Text("reason"));
    }

    [Fact]
    public void It_stays_where_it_is_when_the_new_place_is_anothers()
    {
        cli.Do("claim", "src/app.js");
        ui.Do("claim", "lib/**");
        cli.Me.Write("lib/.keep", "");
        cli.Me.Git("mv", "src/app.js", "lib/app.js").OutputOrThrow("mv");

        cli.Me.Git("commit", "--quiet", "-m", "move").OutputOrThrow("commit");

        Assert.Equal(["lib/** ui", "src/app.js main"], Held());
    }

    private string[] Held() =>
        [.. cli.Me.Json("claims").EnumerateArray().Select(c => $"{c.Text("pattern")} {c.Text("name")}").Order(StringComparer.Ordinal)];
}
