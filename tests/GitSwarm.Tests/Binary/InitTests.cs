using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What <c>init</c> says, refuses and leaves alone.</summary>
[Trait("Category", "Binary")]
public sealed class InitTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Bare)]
    public void A_dry_run_touches_nothing(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format, init: false);
        var before = GitDirListing.Of(cli.GitDir);

        Assert.Contains("would set swarm.enabled", cli.Do("init", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));

        cli.Do("init");
        cli.Do("join");
        before = GitDirListing.Of(cli.GitDir);
        Assert.Contains("nothing was changed", cli.Do("deinit", "--purge", "--dry-run"), StringComparison.Ordinal);
        cli.Do("init", "--dry-run");
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_second_init_changes_nothing(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var before = GitDirListing.Of(cli.GitDir);

        var again = cli.Do("init");

        Assert.DoesNotContain("swarm.enabled", again, StringComparison.Ordinal);
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Fact]
    public void Every_step_is_told_with_its_undo()
    {
        using var cli = new Cli(init: false);

        var steps = cli.Me.Json("init").GetProperty("steps").EnumerateArray().ToList();

        Assert.True(steps.Count > 2);
        Assert.All(steps, s => Assert.NotEmpty(s.Text("undo")));
    }

    [Theory]
    [InlineData("+refs/*:refs/*")]
    [InlineData("+refs/swarm/*:refs/swarm/*")]
    [InlineData("refs/*:refs/*")]
    public void A_refspec_that_would_overwrite_records_is_refused_with_the_line_that_helps(string refspec)
    {
        using var cli = new Cli(init: false);
        cli.Repository.Git("remote", "add", "origin", "../origin");
        cli.Repository.Git("config", "remote.origin.fetch", refspec);
        var before = GitDirListing.Of(cli.GitDir);

        var refused = cli.Run("init");

        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("'origin'", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
        var line = refused.Error.Split("run: ")[1].TrimEnd('\n');
        cli.Sandbox.Run("sh", ["-c", line], cli.Repository.Path).OutputOrThrow(line);
        cli.Do("init");
    }

    [Theory]
    [InlineData("global")]
    [InlineData("included")]
    [InlineData("worktree")]
    public void Nor_is_one_accepted_that_another_config_file_has(string scope)
    {
        using var cli = new Cli(init: false);
        cli.Repository.Git("remote", "add", "origin", "../origin");
        string[] place = ["--" + scope];
        if (scope == "included")
        {
            var included = cli.Sandbox.Path("included.config");
            cli.Repository.Git("config", "--local", "include.path", included);
            place = ["--file", included];
        }
        else if (scope == "worktree")
        {
            cli.Repository.Git("config", "extensions.worktreeConfig", "true");
        }
        cli.Repository.Git(["config", .. place, "--add", "remote.origin.fetch", "+refs/swarm/*:refs/swarm/*"]);

        var refused = cli.Run("init");

        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("'origin'", refused.Error, StringComparison.Ordinal);
        var line = refused.Error.Split("run: ")[1].TrimEnd('\n');
        cli.Sandbox.Run("sh", ["-c", line], cli.Repository.Path).OutputOrThrow(line);
        cli.Do("init");
    }

    [Fact]
    public void With_the_line_that_helps_a_mirror_keeps_all_records_when_it_prunes()
    {
        using var cli = new Cli(init: false);
        var origin = cli.Sandbox.Path("origin.git");
        cli.Sandbox.Git(cli.Sandbox.Root, "init", "--quiet", "--bare", origin);
        cli.Repository.Git("remote", "add", "--mirror=fetch", "origin", origin);
        cli.Repository.Git("push", "--quiet", "origin", "HEAD:refs/heads/main", "HEAD:refs/heads/gone");
        var refused = cli.Run("init");
        var line = refused.Error.Split("run: ")[1].TrimEnd('\n');
        cli.Sandbox.Run("sh", ["-c", line], cli.Repository.Path).OutputOrThrow(line);
        cli.Do("init");
        cli.Repository.Git("update-ref", "refs/swarm/notes/here/one/1", "HEAD");
        cli.Repository.Git("update-ref", "refs/swarm-remote/origin/notes/there/two/1", "HEAD");
        cli.Repository.Git("update-ref", "refs/other/gone", "HEAD");

        cli.Repository.Git("fetch", "--quiet", "--prune", "--update-head-ok", "origin");

        var left = cli.Repository.Git("for-each-ref", "--format=%(refname)", "refs/swarm", "refs/swarm-remote", "refs/other");
        Assert.Equal("refs/swarm-remote/origin/notes/there/two/1\nrefs/swarm/notes/here/one/1", left);
    }

    [Theory]
    [InlineData("+refs/swarm/*:refs/swarm-remote/origin/*")]
    [InlineData("+refs/heads/*:refs/remotes/origin/*")]
    [InlineData("^refs/swarm/*")]
    [InlineData("refs/heads/main")]
    [InlineData("+refs/*:refs/backup/*")]
    public void An_ordinary_refspec_is_fine(string refspec)
    {
        using var cli = new Cli(init: false);
        cli.Repository.Git("remote", "add", "origin", "../origin");
        cli.Repository.Git("config", "remote.origin.fetch", refspec);

        cli.Do("init", "--remote", "origin");

        Assert.Equal("origin", cli.Repository.Git("config", "--local", "swarm.remote"));
        cli.Do("deinit", "--purge");
        Assert.Equal("", cli.Sandbox.Run("git", ["config", "--local", "--get-regexp", "^swarm"], cli.Repository.Path).Output);
    }

    [Fact]
    public void A_mirror_remote_is_warned_about()
    {
        using var cli = new Cli(init: false);
        cli.Repository.Git("remote", "add", "--mirror=push", "backup", "../backup");

        var finished = cli.Run("init");

        Assert.True(finished.Ok);
        Assert.Contains("'backup' is a mirror", finished.Error, StringComparison.Ordinal);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void Hooks_that_name_an_older_program_are_brought_up_to_date(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        HookFiles.Replace(cli, Cli.Program, "/opt/old/git-swarm");
        var before = GitDirListing.Of(cli.GitDir);

        cli.Do("init");

        Assert.NotEqual(before, GitDirListing.Of(cli.GitDir));
        Assert.Equal(0, HookFiles.Replace(cli, "/opt/old/git-swarm", "x"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Bare)]
    public void Deinit_tells_only_what_it_does(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        cli.Do("join");
        var name = cli.Repository.Path.Split('/')[^1];
        var nothing = $"nothing of git-swarm is in {(name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name)}\n";

        Assert.Contains("remove its settings", cli.Do("deinit"), StringComparison.Ordinal);
        Assert.Equal(nothing, cli.Do("deinit"));
        Assert.Contains("delete every ref", cli.Do("deinit", "--purge"), StringComparison.Ordinal);
        Assert.Equal(nothing, cli.Do("deinit", "--purge"));
        Assert.Equal("nothing was changed\n", cli.Do("deinit", "--purge", "--dry-run"));
        Assert.Equal(0, cli.Me.Json("deinit", "--purge").GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public void No_hooks_means_none()
    {
        using var cli = new Cli(init: false);

        cli.Do("init", "--no-hooks");

        Assert.False(File.Exists(Path.Combine(cli.GitDir, "hooks", "post-checkout")));
        Assert.Equal("", cli.Sandbox.Run("git", ["config", "--get-regexp", "^hook"], cli.Repository.Path).Output);
    }
}
