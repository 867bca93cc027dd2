using GitSwarm.Agents.Worktrees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary>Where nothing would be lost, nothing is left: no directory, no branch.</summary>
public class GoneWorktreeTests
{
    [GitTheory, Trait("Rule", "W1")]
    public void Untouched(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        var worktree = scene.Make();
        Assert.True(Directory.Exists(worktree.Path));

        Assert.True(scene.Goes(worktree));
        Assert.True(scene.Goes(worktree));
        Assert.Single(scene.User.Git("worktree", "list").Split('\n'));
    }

    [GitTheory, Trait("Rule", "W1")]
    public void With_commits_that_were_merged(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        var worktree = scene.Make();
        scene.Commit(worktree);
        scene.User.Git("update-ref", "refs/heads/main", scene.Commit(worktree, "more"));

        Assert.True(scene.Goes(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void With_other_branches_which_stay()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.Git(worktree, "checkout", "--quiet", "-b", "feature");
        var commit = scene.Commit(worktree);

        Assert.True(scene.Goes(worktree));
        Assert.Equal(commit, scene.User.Git("rev-parse", "feature"));
    }

    [Fact, Trait("Rule", "W1")]
    public void With_ignored_output_of_a_build()
    {
        using var scene = new WorktreeScene();
        scene.List("node_modules\n*.env", "*.env");
        scene.User.Write(".env", "SECRET=1");
        var worktree = scene.Make();
        WorktreeScene.Write(worktree, "node_modules/a/index.js", "");
        File.Delete(Path.Combine(worktree.Path, ".env"));

        Assert.True(scene.Goes(worktree));
        Assert.Equal("SECRET=1", File.ReadAllText(Path.Combine(scene.User.Path, ".env")));
    }

    [Fact, Trait("Rule", "W1")]
    public void With_copied_files_as_they_were()
    {
        using var scene = new WorktreeScene();
        scene.List("*.env\nlink", "*.env\nlink");
        scene.User.Write("a \"b\"\nc.env", "SECRET=1");
        File.CreateSymbolicLink(Path.Combine(scene.User.Path, "link"), "/nowhere");
        var worktree = scene.Make();

        Assert.Equal(2, worktree.Copied!.Count);
        Assert.True(scene.Goes(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void With_a_stash_of_somebody_else()
    {
        using var scene = new WorktreeScene();
        scene.User.Write("README.md", "changed");
        scene.User.Git("stash", "--quiet");
        var worktree = scene.Make();

        Assert.True(scene.Goes(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void With_hidden_files_that_did_not_change()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.Git(worktree, "update-index", "--assume-unchanged", "README.md");
        scene.Git(worktree, "sparse-checkout", "set", "--no-cone", "/README.md");

        Assert.False(File.Exists(Path.Combine(worktree.Path, "src", "app.js")));
        Assert.True(scene.Goes(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void With_a_clone_of_something_published()
    {
        using var scene = new WorktreeScene();
        scene.User.Write(".gitignore", "vendor\n");
        scene.User.Commit("Ignore");
        TestRepository.Create(scene.Sandbox, "lib");
        var worktree = scene.Make();
        scene.Git(worktree, "clone", "--quiet", scene.Sandbox.Path("lib"), "vendor/lib");

        Assert.True(scene.Goes(worktree));
    }

    [GitTheory(RepositoryFormat.Files), Trait("Rule", "W1")]
    public void With_submodules_that_were_never_checked_out(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        TestRepository.Create(scene.Sandbox, "lib");
        scene.User.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", scene.Sandbox.Path("lib"), "lib");
        scene.User.Commit("Add a submodule");
        var worktree = scene.Make();

        Assert.True(scene.Goes(worktree));
    }

    [GitTheory, Trait("Rule", "W1")]
    public void Removed_by_hand(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        var (one, two) = (scene.Make(), scene.Make());
        Directory.Delete(one.Path, recursive: true);
        Directory.Delete(two.Path, recursive: true);

        Assert.True(scene.Goes(one));
        Assert.True(Directory.Exists(Path.Combine(scene.CommonDir, "worktrees", two.Worktree!)));
        scene.User.Git("worktree", "prune");
        Assert.True(scene.Goes(two));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData(false)]
    [InlineData(true)]
    public void Removed_by_hand_with_commits_its_branch_stays(bool pruned)
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        var commit = scene.Commit(worktree);
        Directory.Delete(worktree.Path, recursive: true);
        if (pruned)
        {
            scene.User.Git("worktree", "prune");
        }

        var end = scene.From().RemoveIfNothingIsLost(worktree);

        Assert.Equal([KeepReason.Commits], end.Verdict.Reasons.Select(r => r.Reason));
        Assert.Equal(commit, scene.User.Git("rev-parse", worktree.Branch!));
    }

    [Fact, Trait("Rule", "W1")]
    public void After_a_move()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        var moved = scene.Sandbox.Path("elsewhere");
        scene.User.Git("worktree", "move", worktree.Path, moved);
        Assert.Equal(moved, scene.Judge(worktree).Path);

        Assert.True(scene.Goes(worktree));
        Assert.False(Directory.Exists(moved));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_branch_that_is_checked_out_elsewhere_stays()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.Git(worktree, "checkout", "--quiet", "--detach");
        scene.User.Git("checkout", "--quiet", worktree.Branch!);

        var end = scene.From().RemoveIfNothingIsLost(worktree);

        Assert.True(end.IsRemoved);
        Assert.Equal($"removed {worktree.Path}, kept branch {worktree.Branch}: it is checked out at {scene.User.Path}", end.Text);
        Assert.Equal(worktree.Branch, scene.User.Git("branch", "--show-current"));
    }

    [Fact, Trait("Rule", "W1")]
    public void Settings_of_the_branch_go_along()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.User.Git("config", $"branch.{worktree.Branch}.description", "x");

        Assert.True(scene.Goes(worktree));
        Assert.DoesNotContain(worktree.Branch!, scene.User.Git("config", "--list"), StringComparison.Ordinal);
    }
}
