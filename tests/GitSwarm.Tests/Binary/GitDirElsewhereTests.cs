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
}
