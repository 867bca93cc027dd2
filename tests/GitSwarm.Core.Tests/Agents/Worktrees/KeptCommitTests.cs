using GitSwarm.Agents.Worktrees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary>Commits and stashes that nothing else holds keep the worktree.</summary>
public class KeptCommitTests
{
    [GitTheory, Trait("Rule", "W1")]
    public void A_commit_on_its_branch(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        var worktree = scene.Make();
        var commit = scene.Commit(worktree);

        Assert.Equal([KeepReason.Commits], scene.Kept(worktree));
        Assert.Equal(commit[..10], scene.Judge(worktree).Reasons[0].What);
    }

    [GitTheory, Trait("Rule", "W1")]
    public void A_commit_at_a_ref_of_this_worktree_alone(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        foreach (var name in (string[])["refs/worktree/keep", "refs/rewritten/keep", "refs/bisect/keep"])
        {
            var worktree = scene.Make();
            scene.Git(worktree, "update-ref", name, scene.Git(worktree, "rev-parse", "HEAD"));
            Assert.Empty(scene.Judge(worktree).Reasons);
            var commit = scene.Git(worktree, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", name);
            scene.Git(worktree, "update-ref", name, commit);

            Assert.Equal([KeepReason.Commits], scene.Kept(worktree));
            Assert.Equal(commit[..10], scene.Judge(worktree).Reasons[0].What);
            scene.User.Git("branch", "kept-" + name.Split('/')[1], commit);
            Assert.True(scene.Goes(worktree));
        }
    }

    [Fact, Trait("Rule", "W1")]
    public void A_commit_on_its_branch_that_is_checked_out_no_more()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.Commit(worktree);
        scene.Git(worktree, "checkout", "--quiet", "-b", "other", "main");

        Assert.Equal([KeepReason.Commits], scene.Kept(worktree));
    }

    [GitTheory, Trait("Rule", "W1")]
    public void A_commit_that_was_taken_back(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        scene.User.Git("config", "core.logAllRefUpdates", "false");
        var worktree = scene.Make();
        scene.Commit(worktree);
        scene.Git(worktree, "reset", "--quiet", "--hard", "HEAD~1");

        Assert.Equal([KeepReason.Discarded], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_commit_that_was_amended_and_merged_only_then()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.Commit(worktree);
        scene.Git(worktree, "commit", "--quiet", "--amend", "-m", "better");
        scene.User.Git("merge", "--quiet", worktree.Branch!);

        Assert.Equal([KeepReason.Discarded], scene.Kept(worktree));
    }

    [GitTheory, Trait("Rule", "W1")]
    public void A_commit_on_no_branch(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        var worktree = scene.Make();
        scene.Git(worktree, "checkout", "--quiet", "--detach");
        scene.Commit(worktree);
        Assert.Equal([KeepReason.Commits], scene.Kept(worktree));

        scene.Git(worktree, "checkout", "--quiet", worktree.Branch!);
        Assert.Equal([KeepReason.Discarded], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_commit_the_branch_was_moved_away_from_by_plumbing()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        var commit = scene.Git(worktree, "commit-tree", "-p", "HEAD", "-m", "x", "HEAD^{tree}");
        scene.Git(worktree, "update-ref", "refs/heads/side", commit);
        scene.User.Git("update-ref", "refs/heads/" + worktree.Branch, commit);
        scene.User.Git("update-ref", "refs/heads/" + worktree.Branch, worktree.Start!);
        scene.User.Git("update-ref", "-d", "refs/heads/side");

        Assert.Equal([KeepReason.Discarded], scene.Kept(worktree));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData("refs/swarm/x")]
    [InlineData("refs/worktree/x")]
    [InlineData("refs/bisect/x")]
    [InlineData("refs/stash")]
    [InlineData("refs/heads/agent-other123")]
    public void A_commit_that_only_a_passing_ref_reaches(string name)
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        var commit = scene.Commit(worktree);
        scene.User.Git("update-ref", name, commit);

        Assert.Equal([KeepReason.Commits], scene.Kept(worktree));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable), Trait("Rule", "W1")]
    public void A_stash(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        var worktree = scene.Make();
        WorktreeScene.Write(worktree, "README.md", "changed");
        scene.Git(worktree, "stash", "push", "--quiet", "-m", "later: maybe");
        WorktreeScene.Write(worktree, "README.md", "changed again");
        scene.Git(worktree, "stash", "--quiet");

        Assert.Equal([KeepReason.Stash], scene.Kept(worktree));
        Assert.Equal(2, scene.Judge(worktree).Reasons[0].Count);
    }

    [Fact, Trait("Rule", "W1")]
    public void A_stash_made_on_no_branch()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.Git(worktree, "checkout", "--quiet", "--detach");
        WorktreeScene.Write(worktree, "README.md", "changed");
        scene.Git(worktree, "stash", "--quiet");

        Assert.Equal([KeepReason.Stash], scene.Kept(worktree));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable), Trait("Rule", "W1")]
    public void A_cherry_pick_that_met_a_conflict_and_was_left_clean(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format);
        var worktree = scene.Make();
        scene.User.Write("README.md", "theirs");
        var theirs = scene.User.Commit("theirs");
        WorktreeScene.Write(worktree, "README.md", "mine");
        scene.Git(worktree, "commit", "--quiet", "-am", "mine");
        scene.Sandbox.Run("git", ["cherry-pick", theirs], worktree.Path);
        scene.Git(worktree, "checkout", "--quiet", "HEAD", "--", "README.md");
        scene.User.Git("update-ref", "refs/heads/kept", scene.Git(worktree, "rev-parse", "HEAD"));

        Assert.Equal("", scene.Git(worktree, "status", "--porcelain"));
        Assert.Contains(KeepReason.Operation, scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_branch_without_any_commit()
    {
        using var scene = new WorktreeScene();
        var worktree = scene.Make();
        scene.Git(worktree, "symbolic-ref", "HEAD", "refs/heads/unborn");
        scene.Git(worktree, "rm", "-r", "--quiet", "-f", ".");

        Assert.Equal([KeepReason.CannotTell], scene.Kept(worktree));
    }
}
