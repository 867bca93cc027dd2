using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>A git directory that does not lie in the work tree.</summary>
[Trait("Category", "Binary")]
public sealed class GitDirElsewhereTests : IDisposable
{
    private readonly Cli outer = new(init: false);

    public void Dispose() => outer.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_work_tree_that_is_named_is_looked_at_in_place_of_the_repository_around_it(bool around)
    {
        var (home, dots) = Dotfiles(around);
        home.Do("init");
        home.Do("join", "--name", "me");
        home.Write("rc", "mine\n");

        var seen = home.Sessions()["me"];

        Assert.Equal("main", seen.Text("branch"));
        Assert.Equal(outer.Sandbox.Git(dots, "rev-parse", "HEAD"), seen.Text("head"));
        var file = Assert.Single(seen.GetProperty("touched").EnumerateArray());
        Assert.Equal(("rc", true), (file.Text("path"), file.GetProperty("uncommitted").GetBoolean()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_lies_in_a_work_tree_that_is_named_can_conflict(bool around)
    {
        var (home, dots) = Dotfiles(around);
        home.Do("init");
        var linked = outer.Sandbox.Path("linked");
        outer.Sandbox.Git(dots, "worktree", "add", "--quiet", "-b", "other", linked);
        var other = outer.User(linked);
        home.Write("rc", "mine\n");
        other.Write("rc", "theirs\n");

        Assert.Contains("rc", home.Run("conflicts").Output, StringComparison.Ordinal);
        Assert.Contains("rc", other.Run("conflicts").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_main_work_tree_is_known_to_linked_ones(bool link)
    {
        var main = outer.User(outer.Sandbox.Path("main"));
        var gitDir = outer.Sandbox.Path("real.git");
        if (link)
        {
            outer.Sandbox.Git(outer.Sandbox.Root, "init", "--quiet", main.Directory);
            Directory.Move(Path.Combine(main.Directory, ".git"), gitDir);
            Directory.CreateSymbolicLink(Path.Combine(main.Directory, ".git"), gitDir);
        }
        else
        {
            outer.Sandbox.Git(outer.Sandbox.Root, "init", "--quiet", "--separate-git-dir", gitDir, main.Directory);
        }
        main.Commit("file", "one\n");
        main.Do("init");
        outer.Sandbox.Git(main.Directory, "worktree", "add", "--quiet", "-b", "other", outer.Sandbox.Path("linked"));
        var other = outer.User(outer.Sandbox.Path("linked"));
        main.Do("join", "--name", "me");
        main.Write("file", "mine\n");
        other.Write("file", "theirs\n");

        Assert.Contains("file", main.Run("conflicts").Output, StringComparison.Ordinal);
        Assert.Contains("file", other.Run("conflicts").Output, StringComparison.Ordinal);
        Assert.Single(other.Sessions()["me"].GetProperty("touched").EnumerateArray());

        main.Do("deinit", "--purge");
        Assert.DoesNotContain("swarm", File.ReadAllText(Path.Combine(gitDir, "config")), StringComparison.Ordinal);
    }

    /// <summary>A bare repository with a work tree elsewhere, as people keep what lies in their home directory.</summary>
    private (CliUser Home, string GitDir) Dotfiles(bool around)
    {
        var dots = outer.Sandbox.Path("dots.git");
        outer.Sandbox.Git(outer.Sandbox.Root, "init", "--quiet", "--bare", dots);
        var top = around ? Path.Combine(outer.Repository.Path, "home") : outer.Sandbox.Path("alone");
        outer.Repository.Git("checkout", "--quiet", "-b", "outer");
        var home = outer.User(Directory.CreateDirectory(top).FullName);
        home.Variables["GIT_DIR"] = dots;
        home.Variables["GIT_WORK_TREE"] = top;
        home.Commit("rc", "start\n");
        return (home, dots);
    }
}
