using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What the user sees of the installed hooks while using git.</summary>
[Trait("Category", "Binary")]
public sealed class GitHookTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void A_checkout_tells_who_else_works_on_the_branch(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var ui = cli.UserOn("ui");
        cli.Do("join", "--name", "me");
        Assert.DoesNotContain("git-swarm", Checkout(cli, "ui"), StringComparison.Ordinal);
        Checkout(cli, "main");
        ui.Do("join", "--task", "the table");

        var told = Checkout(cli, "ui");

        Assert.Contains("git-swarm: ui (", told, StringComparison.Ordinal);
        Assert.Contains("the table", told, StringComparison.Ordinal);
        Assert.Equal("ui", cli.Me.Json("status", "--no-observe").GetProperty("sessions")[0].Text("branch"));
        Assert.DoesNotContain("git-swarm", Checkout(cli, "main"), StringComparison.Ordinal);
        ui.Die();
        Assert.DoesNotContain("git-swarm", Checkout(cli, "ui"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkout_of_files_is_silent_and_so_is_one_of_a_muted_sessions_branch()
    {
        using var cli = new Cli();
        var ui = cli.UserOn("ui");
        ui.Do("join");
        Checkout(cli, "ui");
        Assert.DoesNotContain("git-swarm", Git(cli, "checkout", "--", "README.md").Error, StringComparison.Ordinal);

        ui.Do("mute");

        Checkout(cli, "main");
        Assert.DoesNotContain("git-swarm", Checkout(cli, "ui"), StringComparison.Ordinal);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_rebase_is_silent(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        cli.Repository.Commit("on main");
        cli.Sandbox.Git(cli.Repository.Path, "checkout", "--quiet", "-b", "topic", "HEAD~1");
        cli.Repository.Write("one.txt", "1");
        cli.Repository.Commit("one");
        cli.Repository.Write("two.txt", "2");
        cli.Repository.Commit("two");
        var beside = cli.Sandbox.Path("beside");
        cli.Sandbox.Git(cli.Repository.Path, "worktree", "add", "--quiet", "--detach", beside);
        cli.Sandbox.Git(beside, "checkout", "--quiet", "--ignore-other-worktrees", "main");
        cli.User(beside).Do("join", "--name", "neighbour");

        var rebased = Git(cli, "rebase", "main");

        Assert.True(rebased.Ok, rebased.Error);
        Assert.DoesNotContain("neighbour", rebased.Output + rebased.Error, StringComparison.Ordinal);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void Git_goes_on_working_when_the_program_is_gone(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        Assert.NotEqual(0, HookFiles.Replace(cli, Cli.Program, "/nowhere/git-swarm"));
        cli.Sandbox.Variables["PATH"] = cli.Sandbox.Variables["PATH"].Split(':', 2)[1];
        cli.Repository.Write("new.txt", "");

        cli.Repository.Git("add", "new.txt");
        var committed = Git(cli, "commit", "-m", "still here");
        var switched = Git(cli, "checkout", "-b", "next");

        Assert.True(committed.Ok, committed.Error);
        Assert.True(switched.Ok, switched.Error);
        Assert.DoesNotContain("not found", committed.Error + switched.Error, StringComparison.Ordinal);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void Git_goes_on_working_when_our_records_are_broken(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        cli.Do("join", "--name", "me");
        var refs = cli.Sandbox.Git(cli.Repository.Path, "for-each-ref", "--format=%(refname)", "refs/swarm").Split('\n');
        foreach (var name in refs)
        {
            File.WriteAllText(Path.Combine(cli.GitDir, name), "not an object name\n");
        }

        Assert.True(Git(cli, "commit", "--allow-empty", "-m", "on").Ok);
        Assert.True(Git(cli, "checkout", "-b", "next").Ok);
    }

    [Fact]
    public void A_commit_says_nothing_of_us()
    {
        using var cli = new Cli();
        cli.Do("join");
        var committed = Git(cli, "commit", "--allow-empty", "-m", "silent");

        Assert.True(committed.Ok);
        Assert.Empty(committed.Error);
    }

    private static string Checkout(Cli cli, string branch)
    {
        var finished = Git(cli, "checkout", "--quiet", "--ignore-other-worktrees", branch);
        Assert.True(finished.Ok, finished.Error);
        return finished.Output + finished.Error;
    }

    private static Finished Git(Cli cli, params string[] arguments) =>
        cli.Sandbox.Run("git", arguments, cli.Repository.Path, cli.Me.Variables);
}
