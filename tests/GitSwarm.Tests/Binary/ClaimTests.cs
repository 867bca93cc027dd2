using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>The verbs: claim, release, claims, check.</summary>
[Trait("Category", "Binary")]
public sealed class ClaimTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser ui;

    public ClaimTests() => ui = cli.UserOn("ui");

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData("src/app.js", "src/app.js")]
    [InlineData("src", "src/app.js")]
    [InlineData("src/**", "src/ui/table.js")]
    [InlineData("*.js", "app.js")]
    [InlineData("src/ui/", "src/**/*.js")]
    public void A_file_a_directory_or_a_glob_excludes_what_meets_it(string mine, string theirs)
    {
        cli.Do("claim", mine);

        Assert.Equal(1, ui.Run("claim", theirs).ExitCode);
        Assert.Equal(0, ui.Run("claim", "docs/**", "README.md").ExitCode);
    }

    [Fact]
    public void Several_are_all_granted_or_none()
    {
        cli.Do("claim", "src/app.js");

        var refused = ui.Run("claim", "README.md", "src/**");

        Assert.Equal(1, refused.ExitCode);
        Assert.DoesNotContain("README.md", cli.Do("claims"), StringComparison.Ordinal);
        Assert.Equal(2, ui.Json("claim", "README.md", "docs").GetProperty("granted").GetArrayLength());
    }

    [Fact]
    public void A_refusal_says_who_where_why_since_and_until_when_and_how_to_ask()
    {
        cli.Do("join", "--name", "tables");
        cli.Do("claim", "src/ui/**", "--reason", "new columns", "--ttl", "25m");

        var refused = ui.Run("claim", "src/ui/table.js");

        Assert.Equal(1, refused.ExitCode);
        Assert.Matches(
            @"^error: src/ui/table\.js: tables \(shell, main\) claims src/ui/\*\* since \d+s, for 25m more: new columns\n"
                + @"hint: ask with 'git swarm send tables ""\.\.\.""', or take it over with --steal\n$",
            refused.Error
        );
        var error = JsonDocument.Parse(ui.Run("claim", "src/ui/table.js", "--json").Output).RootElement;
        Assert.Equal("claim-held", error.GetProperty("error").Text("code"));
        Assert.Equal("src/ui/**", error.GetProperty("conflicts")[0].Text("pattern"));
    }

    [Fact]
    public void Shared_claims_get_along_and_keep_an_exclusive_one_out()
    {
        var third = cli.UserOn("third");
        cli.Do("claim", "--shared", "src");

        Assert.Equal(0, ui.Run("claim", "--shared", "src/app.js").ExitCode);
        Assert.Equal(1, third.Run("claim", "src/app.js").ExitCode);
        Assert.Equal(1, cli.Run("claim", "src").ExitCode);
        ui.Do("release", "--all");
        Assert.Equal(0, cli.Run("claim", "src").ExitCode);
        Assert.Equal(1, ui.Run("claim", "--shared", "src/app.js").ExitCode);
    }

    [Fact]
    public void Stolen_it_is_the_thiefs_and_stays_so()
    {
        cli.Do("claim", "src/**", "--reason", "mine");

        var stolen = ui.Do("claim", "src/app.js", "--steal");

        Assert.Contains("taken over: ", stolen, StringComparison.Ordinal);
        var told = Assert.Single(cli.Me.Json("inbox").EnumerateArray());
        Assert.Equal("took over your claim on src/**", told.Text("summary"));
        Assert.Contains("src/**", told.Text("text"), StringComparison.Ordinal);
        Assert.Equal("src/app.js", ui.Json("claims")[0].Text("pattern"));
        ui.Do("release", "src/app.js");
        Assert.Equal(0, ui.Json("claims").GetArrayLength());
        Assert.Equal(1, cli.Run("release", "src/**").ExitCode);
    }

    [Fact]
    public void It_ends_with_its_time_unless_its_session_works()
    {
        At("09:00");
        cli.Do("claim", "src/**", "--ttl", "1h");
        ui.Do("claim", "docs/**", "--ttl", "1h");
        At("09:50");
        cli.Do("touch", "README.md");
        At("10:30");

        Assert.Equal("src/**", Assert.Single(Patterns("--path", "src")));
        Assert.Empty(Patterns("--path", "docs/a"));
        At("10:50");
        Assert.Empty(Patterns("--path", "src"));
    }

    [Fact]
    public void A_session_that_is_killed_holds_nothing_at_the_next_look()
    {
        cli.Do("claim", "src/**");
        ui.Do("join");
        cli.Me.Die();

        Assert.Equal(0, ui.Json("claims").GetArrayLength());
        Assert.Equal(0, ui.Run("check", "src/app.js").ExitCode);
        Assert.Equal(0, ui.Run("claim", "src/app.js").ExitCode);
    }

    [Fact]
    public void One_that_left_holds_nothing_when_it_comes_back()
    {
        cli.Do("claim", "src/**");
        cli.Do("leave");
        cli.Do("join");

        Assert.Equal(0, ui.Json("claims").GetArrayLength());
    }

    [Fact]
    public void What_lies_in_a_directory_is_released_with_it()
    {
        cli.Do("claim", "src/ui/*.js", "src/app.js", "README.md", "src-old/*.js");

        var released = cli.Me.Json("release", "src").GetProperty("released");

        Assert.Equal(["src/app.js", "src/ui/*.js"], released.EnumerateArray().Select(c => c.Text("pattern")).Order(StringComparer.Ordinal));
        Assert.Equal(1, cli.Run("release", "src").ExitCode);
        Assert.Equal(0, cli.Run("release", "--all").ExitCode);
        Assert.Equal(1, cli.Run("release", "--all").ExitCode);
    }

    [Fact]
    public void Check_tells_claims_and_changes_of_others_but_not_my_own()
    {
        cli.Do("claim", "docs/**");
        ui.Do("join");
        cli.Me.Write("src/app.js", "changed");
        cli.Me.Write("fresh/deep/new.js", "new");

        Assert.Equal(0, ui.Run("check", "README.md").ExitCode);
        Assert.Equal(0, cli.Run("check", "docs/a.md", "src/app.js").ExitCode);
        var check = ui.Run("check", "docs/a.md", "src/app.js", "fresh/deep/new.js", "README.md");
        Assert.Equal(1, check.ExitCode);
        Assert.Equal(3, check.Output.TrimEnd('\n').Split('\n').Length);
        var body = JsonDocument.Parse(ui.Run("check", "docs/a.md", "src/app.js", "--json").Output).RootElement;
        Assert.Equal(["claim", "changed"], body.EnumerateArray().Select(m => m.Text("kind")));
    }

    [Theory]
    [InlineData("src/**", "src")]
    [InlineData("src/app.js", "src")]
    [InlineData("**/*.js", "src/ui/")]
    [InlineData("later/deep/file", "later")]
    [InlineData(":(literal)later/[a]/file", "later/[a]")]
    public void A_directory_is_checked_with_all_in_it(string claimed, string path)
    {
        cli.Do("claim", claimed);

        Assert.Equal(1, ui.Run("check", path).ExitCode);
        Assert.Equal(0, ui.Run("check", "docs", "README.md").ExitCode);
    }

    [Fact]
    public void A_directory_in_which_somebody_changed_a_file_is_told()
    {
        ui.Do("join");
        cli.Me.Write("src/app.js", "changed");
        cli.Me.Write("fresh/deep/new.js", "new");

        foreach (var path in new[] { "src", "src/", "fresh", "fresh/deep" })
        {
            Assert.Equal((path, 1), (path, ui.Run("check", path).ExitCode));
        }
        Assert.Contains("src: src/app.js changed ", ui.RunWith("GIT_SWARM_TTY", "100", "check", "src").Output, StringComparison.Ordinal);
        Assert.Equal(0, ui.Run("check", "src/ui", "fresh.js").ExitCode);
    }

    [Theory]
    [InlineData("2s", @"^claimed f for [12]s$")]
    [InlineData("90s", @"^claimed f for 2m$")]
    public void Less_than_a_minute_is_told_in_seconds(string ttl, string said)
    {
        Assert.Matches(said, cli.Do("claim", "f", "--ttl", ttl).TrimEnd('\n'));
    }

    [Fact]
    public void Status_and_worktrees_show_claims_and_who_overlaps_them()
    {
        cli.Do("join", "--name", "me");
        ui.Do("claim", "src/**", "--reason", "all of it");
        var third = cli.UserOn("third");
        third.Do("join");
        cli.Me.Write("src/app.js", "changed");

        var status = cli.Me.Json("status");
        var overlap = status.GetProperty("overlaps")[0];
        Assert.Equal("claim", overlap.Text("kind"));
        Assert.Equal("src/app.js", overlap.Text("path"));
        Assert.Equal("src/**", cli.Me.Sessions()["ui"].GetProperty("claims")[0].Text("pattern"));
        // It concerns who changed it and who claims it, and nobody else.
        Assert.Equal([1, 1, 0], new[] { cli.Me, ui, third }.Select(u => u.Run("status", "--exit-code").ExitCode));
        Assert.Contains("ui (claims src/**)", cli.Do("worktrees"), StringComparison.Ordinal);
        var tree = cli.Me.Json("worktrees").EnumerateArray().Single(w => w.Text("branch") == "ui");
        Assert.Equal("all of it", tree.GetProperty("sessions")[0].GetProperty("claims")[0].Text("reason"));
    }

    [GitTheory(RepositoryFormat.Bare)]
    public void In_a_bare_repository_claims_can_be_seen_and_taken(TestGit git, RepositoryFormat format)
    {
        using var bare = new Cli(git, format);
        var tree = bare.UserOn("tree");

        tree.Do("claim", "src");

        Assert.Equal("src", bare.Me.Json("claims")[0].Text("pattern"));
        Assert.Equal(1, bare.Run("claim", "src/app.js").ExitCode);
        Assert.Equal(129, bare.Run("check", "src/app.js").ExitCode);
        bare.Do("join", "--name", "me");
        var shown = bare.Me.RunWith("GIT_SWARM_TTY", "100", "status").Output.Split('\n').Single(l => l.Contains("(you)"));
        Assert.Contains("(no work tree)", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('@', shown);
    }

    private string[] Patterns(params string[] options) =>
        [.. cli.Me.Json(["claims", .. options]).EnumerateArray().Select(c => c.Text("pattern"))];

    private void At(string time) => cli.Sandbox.Variables["GIT_SWARM_NOW"] = $"2026-01-05T{time}:00Z";
}
