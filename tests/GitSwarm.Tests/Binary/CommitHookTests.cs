using System.Text.RegularExpressions;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What a commit says of the claims of others, and whether it goes through.</summary>
[Trait("Category", "Binary")]
public sealed class CommitHookTests
{
    private const string Met = @"^git-swarm: src/app\.js: ui \(shell, ui\) claims src/\*\* since \d+s, for 2h more: the table$";

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void It_warns_and_goes_through(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        ClaimedByUi(cli);

        Assert.Matches(Met, Assert.Single(cli.Me.Commit("src/app.js", "mine")));
        Assert.Empty(cli.Me.Commit("README.md", "free"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void It_tells_of_a_conflict_with_open_work_and_goes_through_even_where_claims_stop_commits(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        cli.Repository.Git("config", "swarm.commitEnforce", "deny");
        cli.Repository.Git("config", "swarm.autoClaim", "false");
        cli.Me.Commit("src/app.js", "one\ntwo\nthree\n");
        var ui = cli.UserOn("ui");
        ui.Write("src/app.js", "one\ntheirs\nthree\n");
        ui.Do("touch", "src/app.js");

        var said = cli.Me.Commit("src/app.js", "one\nmine\nthree\n");

        Assert.Equal("git-swarm: src/app.js: merging with the work of ui (shell, ui) would conflict at line 2", Assert.Single(said));
        Assert.Empty(cli.Me.Commit("README.md", "free"));
        cli.Repository.Git("config", "swarm.forecast", "0");
        Assert.Empty(cli.Me.Commit("src/app.js", "one\nmine again\nthree\n"));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void It_looks_at_what_this_commit_takes(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        ClaimedByUi(cli);
        cli.Me.Write("src/app.js", "mine");
        cli.Me.Write("README.md", "free");
        cli.Me.Write("LICENSE", "free");
        cli.Me.Git("add", "src/app.js", "LICENSE").OutputOrThrow("add");

        var part = cli.Me.Git("commit", "--quiet", "-m", "part", "README.md");
        var amended = cli.Me.Git("commit", "--quiet", "--amend", "--no-edit", "--only");
        var all = cli.Me.Git("commit", "--quiet", "-a", "-m", "all");

        Assert.True(part.Ok && amended.Ok && all.Ok, part.Error + amended.Error + all.Error);
        Assert.Empty(CliUser.Said(part));
        Assert.Empty(CliUser.Said(amended));
        Assert.Matches(Met, Assert.Single(CliUser.Said(all)));
        cli.Me.Write("src/app.js", "mine again");
        Assert.Matches(Met, Assert.Single(CliUser.Said(cli.Me.Git("commit", "--quiet", "--amend", "--no-edit", "-a"))));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void Deny_stops_it_and_says_how_to_go_ahead(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        ClaimedByUi(cli);
        cli.Repository.Git("config", "swarm.commitEnforce", "Deny");
        cli.Me.Write("src/app.js", "mine");

        var stopped = cli.Me.Git("commit", "-a", "-m", "no");
        var forced = cli.Me.Git("commit", "-a", "-m", "yes", "--no-verify");

        Assert.Equal(1, stopped.ExitCode);
        Assert.Equal(2, CliUser.Said(stopped).Length);
        Assert.Contains("git swarm send ui", CliUser.Said(stopped)[1], StringComparison.Ordinal);
        Assert.Contains("git commit --no-verify", CliUser.Said(stopped)[1], StringComparison.Ordinal);
        Assert.True(forced.Ok, forced.Error);
        Assert.Empty(cli.Me.Commit("README.md", "free"));
    }

    [Theory]
    [InlineData("off", 0)]
    [InlineData("warn", 1)]
    [InlineData("nonsense", 1)]
    public void Other_settings_never_stop_it(string setting, int lines)
    {
        using var cli = new Cli();
        ClaimedByUi(cli);
        cli.Repository.Git("config", "swarm.commitEnforce", setting);

        Assert.Equal(lines, cli.Me.Commit("src/app.js", "mine").Length);
    }

    [Fact]
    public void The_holder_itself_and_its_subagents_hear_nothing()
    {
        using var cli = new Cli();
        cli.Me.Variables["GIT_SWARM_SESSION"] = "parent";
        cli.Do("claim", "src/**");
        var agent = cli.UserOn("agent");
        agent.Variables["GIT_SWARM_SESSION"] = "parent/agent";
        agent.Do("touch", "src/login.js");

        Assert.Empty(cli.Me.Commit("src/app.js", "mine"));
        Assert.Empty(agent.Commit("src/login.js", "of the same session"));
        Assert.NotEmpty(cli.UserOn("stranger").Commit("src/login.js", "of another"));
    }

    [Theory]
    [InlineData("src/line\nbreak.js")]
    [InlineData("src/wörld\u00e9.js")]
    [InlineData("src/\e[31mred")]
    [InlineData("src/-n")]
    public void Names_of_any_kind_are_met_and_shown_on_one_line(string path)
    {
        using var cli = new Cli();
        ClaimedByUi(cli);

        var said = Assert.Single(cli.Me.Commit(path, "mine"));

        Assert.Contains("claims src/**", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', said);
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Sha256)]
    public void The_first_commit_of_all_is_looked_at(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        ClaimedByUi(cli);
        cli.Me.Git("checkout", "--quiet", "--orphan", "fresh").OutputOrThrow("checkout");

        var first = cli.Me.Git("commit", "--quiet", "-m", "first");

        Assert.True(first.Ok, first.Error);
        Assert.Contains("claims src/**", Assert.Single(CliUser.Said(first)), StringComparison.Ordinal);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_merge_is_judged_by_what_was_resolved_and_tells_what_came_in(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var ui = cli.UserOn("ui");
        ui.Commit("src/app.js", "theirs");
        ui.Commit("README.md", "theirs");
        ui.Do("claim", "src/**");
        cli.Repository.Git("config", "swarm.commitEnforce", "deny");
        cli.Me.Commit("README.md", "mine");
        Assert.NotEqual(0, cli.Me.Git("merge", "ui").ExitCode);
        cli.Me.Write("README.md", "both");

        var merged = cli.Me.Git("commit", "--quiet", "-a", "-m", "merge");

        Assert.True(merged.Ok, merged.Error);
        Assert.Matches("^git-swarm: src/app.js: ui .* claims src/", Assert.Single(CliUser.Said(merged)));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_merge_that_resolves_what_another_claims_is_stopped_by_deny(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var ui = cli.UserOn("ui");
        ui.Commit("src/app.js", "theirs");
        ui.Do("claim", "src/**");
        cli.Me.Commit("src/app.js", "mine");
        cli.Repository.Git("config", "swarm.commitEnforce", "deny");
        Assert.NotEqual(0, cli.Me.Git("merge", "ui").ExitCode);
        cli.Me.Write("src/app.js", "both");

        Assert.Equal(1, cli.Me.Git("commit", "--quiet", "-a", "-m", "merge").ExitCode);
    }

    [Fact]
    public void A_submodule_is_a_repository_of_its_own()
    {
        using var cli = new Cli();
        var part = TestRepository.Create(cli.Sandbox, "part");
        cli.Me.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part.Path, "src/part").OutputOrThrow("submodule");
        cli.Me.Git("commit", "--quiet", "-m", "part").OutputOrThrow("commit");
        ClaimedByUi(cli);
        var inside = cli.User(Path.Combine(cli.Repository.Path, "src/part"));

        Assert.Empty(inside.Commit("src/app.js", "inside"));
        Assert.Matches("^git-swarm: src/part: ui ", Assert.Single(CliUser.Said(cli.Me.Git("commit", "-a", "-m", "part moved"))));
    }

    [Fact]
    public void Many_claims_make_few_lines()
    {
        using var cli = new Cli();
        for (var i = 0; i < 6; i++)
        {
            cli.UserOn("u" + i).Do("claim", "--shared", "src/**");
        }

        var said = cli.Me.Commit("src/app.js", "mine");

        Assert.Equal(4, said.Length);
        Assert.Equal("git-swarm: and 3 more; see 'git swarm status'", said[3]);
    }

    private static void ClaimedByUi(Cli cli) => cli.UserOn("ui").Do("claim", "src/**", "--reason", "the table");
}
