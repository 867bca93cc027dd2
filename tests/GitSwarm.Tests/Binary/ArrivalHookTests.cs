using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What checkouts, merges and rebases say of what others claim and change.</summary>
[Trait("Category", "Binary")]
public sealed class ArrivalHookTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void A_checkout_tells_of_claims_on_what_differs_and_on_what_is_carried_over(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var (ui, _) = Topic(cli);
        ui.Do("claim", "src/app.js", "docs/**");

        Assert.Matches("^git-swarm: src/app.js: ui .* claims src/app.js ", Assert.Single(Checkout(cli, "topic")));
        Assert.Empty(Checkout(cli, "-b", "same"));
        cli.Me.Write("docs/new.md", "carried over");
        cli.Me.Git("add", "docs").OutputOrThrow("add");
        Assert.Matches(@"^git-swarm: docs/new.md: ui .* claims docs/\*\* ", Assert.Single(CheckoutInTime(cli, "other")));
        cli.Me.Do("join");
        Assert.Matches(@"^git-swarm: docs/new.md: ui .* claims docs/\*\* ", Assert.Single(CheckoutInTime(cli, "another")));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_checkout_tells_of_changes_others_have_open(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var (ui, _) = Topic(cli);
        cli.Repository.Git("config", "swarm.autoClaim", "false");
        ui.Do("touch", "src/app.js");
        ui.Write("src/app.js", "open");

        Assert.Matches(@"^git-swarm: src/app.js: ui \(shell, ui\) changed it", Assert.Single(Checkout(cli, "topic")));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_look_that_takes_too_long_is_given_up_for_what_is_on_record(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var (ui, _) = Topic(cli);
        cli.Repository.Git("config", "swarm.autoClaim", "false");
        ui.Do("touch", "src/app.js");
        // To look would show that the file is as it was committed.
        var slow = cli.Sandbox.Path("slow");
        Script.Write(slow, "#!/bin/sh\nsleep 3\nexit 1\n");
        cli.Repository.Git("config", "extensions.worktreeConfig", "true");
        ui.Git("config", "--worktree", "core.fsmonitor", slow).OutputOrThrow("config");

        Assert.Matches(@"^git-swarm: src/app.js: ui \(shell, ui\) changed it", Assert.Single(Checkout(cli, "topic")));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_new_work_tree_and_a_checkout_of_files_say_nothing(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var (ui, _) = Topic(cli);
        ui.Do("claim", "**");

        Assert.Empty(CliUser.Said(cli.Me.Git("worktree", "add", cli.Sandbox.Path("more"), "topic")));
        Assert.Empty(CliUser.Said(cli.Me.Git("checkout", "topic", "--", "src/app.js")));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_merge_tells_whose_claims_and_changes_came_in(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var (ui, third) = Topic(cli);
        cli.Repository.Git("config", "swarm.autoClaim", "false");
        ui.Do("claim", "src/app.js");
        third.Do("touch", "src/login.js");
        third.Write("src/login.js", "open");

        foreach (var how in new[] { "--no-ff", "--ff-only" })
        {
            var merged = cli.Me.Git("merge", "--no-edit", how, "topic");

            Assert.True(merged.Ok, merged.Error);
            Assert.Collection(
                CliUser.Said(merged),
                line => Assert.Matches("^git-swarm: src/app.js: ui .* claims src/app.js ", line),
                line => Assert.Matches(@"^git-swarm: src/login.js: third \(shell, third\) changed it", line)
            );
            cli.Me.Git("reset", "--quiet", "--hard", "ORIG_HEAD").OutputOrThrow("reset");
        }
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_rebase_of_five_commits_says_one_line(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        Five(cli);

        foreach (
            var rebase in new string[][]
            {
                ["rebase", "main"],
                ["rebase", "--apply", "main"],
                ["rebase", "--exec", "true", "main"],
                ["pull", "--rebase", ".", "main"],
            }
        )
        {
            var done = cli.Me.Git(rebase);

            Assert.True(done.Ok, done.Error);
            Assert.Matches("^git-swarm: src/main.js: ui ", Assert.Single(CliUser.Said(done)));
            cli.Me.Git("reset", "--quiet", "--hard", "five").OutputOrThrow("reset");
        }
    }

    [GitTheory(RepositoryFormat.Files)]
    public void Cherry_picks_and_bisects_say_at_most_one_line(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        Five(cli);
        cli.Me.Git("checkout", "--quiet", "-b", "picked", "main").OutputOrThrow("checkout");

        Finished[] picks =
        [
            cli.Me.Git("cherry-pick", "five~5..five~2"),
            cli.Me.Git("cherry-pick", "five~1"),
            cli.Me.Git("bisect", "start", "five", "five~5"),
            cli.Me.Git("bisect", "good"),
            cli.Me.Git("bisect", "bad"),
            cli.Me.Git("bisect", "reset"),
        ];

        Assert.All(picks, p => Assert.True(p.Ok, p.Error));
        Assert.True(picks.Sum(p => CliUser.Said(p).Length) <= 1);
        cli.Me.Commit("src/4.js", "conflict", "--no-verify");
        var stopped = cli.Me.Git("cherry-pick", "five");
        cli.Me.Git("add", "--all").OutputOrThrow("add");
        var ended = cli.Me.Git("commit", "--quiet", "-m", "by hand");
        Assert.NotEqual(0, stopped.ExitCode);
        Assert.True(ended.Ok, ended.Error);
        Assert.True(CliUser.Said(stopped).Length + CliUser.Said(ended).Length <= 1);
    }

    [Fact]
    public void A_rebase_gives_back_what_is_in()
    {
        using var cli = new Cli();
        Five(cli);
        cli.Do("touch", "README.md");

        cli.Me.Git("rebase", "main").OutputOrThrow("rebase");

        Assert.Equal(["src/**"], cli.Me.Json("claims").EnumerateArray().Select(c => c.Text("pattern")));
    }

    private static string[] Checkout(Cli cli, params string[] arguments)
    {
        var done = cli.Me.Git(["checkout", "--quiet", .. arguments]);
        Assert.True(done.Ok, done.Error);
        return CliUser.Said(done);
    }

    /// <summary>New branches until the hook had the time to look into the work trees: a busy machine may be too slow for it.</summary>
    private static string[] CheckoutInTime(Cli cli, string branch)
    {
        var said = Checkout(cli, "-b", branch);
        for (var i = 0; said.Length == 0 && i < 50; i++)
        {
            said = Checkout(cli, "-b", $"{branch}-{i}");
        }
        return said;
    }

    /// <summary>A branch <c>topic</c> with two changed files, and two sessions elsewhere.</summary>
    private static (CliUser Ui, CliUser Third) Topic(Cli cli)
    {
        cli.Me.Git("checkout", "--quiet", "-b", "topic").OutputOrThrow("checkout");
        cli.Me.Commit("src/app.js", "topic");
        cli.Me.Commit("src/login.js", "topic");
        cli.Me.Git("checkout", "--quiet", "main").OutputOrThrow("checkout");
        return (cli.UserOn("ui"), cli.UserOn("third"));
    }

    /// <summary>On a branch with five commits that main has moved on from; another claims every file they touch.</summary>
    private static void Five(Cli cli)
    {
        cli.Do("join");
        cli.Me.Git("checkout", "--quiet", "-b", "five").OutputOrThrow("checkout");
        for (var i = 0; i < 5; i++)
        {
            cli.Me.Commit($"src/{i}.js", "five");
        }
        cli.Me.Git("checkout", "--quiet", "main").OutputOrThrow("checkout");
        cli.Me.Commit("src/main.js", "main");
        cli.Me.Git("checkout", "--quiet", "-b", "work", "five").OutputOrThrow("checkout");
        cli.UserOn("ui").Do("claim", "src/**");
    }
}
