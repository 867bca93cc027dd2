using GitSwarm.Agents.Worktrees;
using GitSwarm.Sessions.Processes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary>Worktrees another git is writing, or was when it was killed.</summary>
public class UnfinishedWorktreeTests
{
    [Theory, Trait("Rule", "W1")]
    [InlineData("locked")]
    [InlineData("locked gitdir")]
    [InlineData("locked gitdir=")]
    [InlineData("locked gitdir= .git")]
    [InlineData("locked gitdir= .git HEAD commondir")]
    [InlineData("locked gitdir= .git HEAD commondir=")]
    public void Whatever_git_had_written_when_it_was_killed_is_cleared(string written)
    {
        using var scene = new WorktreeScene();
        var path = Directory.CreateDirectory(scene.Sandbox.Path("agent-half0000")).FullName;
        var half = Directory.CreateDirectory(Path.Combine(scene.CommonDir, "worktrees", "agent-half0000")).FullName;
        var start = scene.User.Git("rev-parse", "HEAD");
        scene.User.Git("branch", "agent-half0000");
        foreach (var name in written.Split(' '))
        {
            var (file, text) = name switch
            {
                "locked" => (Path.Combine(half, name), new MakingMark(null, start, path).ToString()),
                "gitdir=" => (Path.Combine(half, "gitdir"), Path.Combine(path, ".git") + "\n"),
                ".git" => (Path.Combine(path, name), $"gitdir: {half}\n"),
                "HEAD" => (Path.Combine(half, name), new string('0', 40) + "\n"),
                "commondir=" => (Path.Combine(half, "commondir"), "../..\n"),
                _ => (Path.Combine(half, name), ""),
            };
            File.WriteAllText(file, text);
        }

        var leftover = Assert.Single(scene.From().Leftovers(ProcessTables.ForThisSystem()));
        var end = scene.From().Clear(leftover);

        Assert.True(end is { IsRemoved: true, BranchKept: null }, end.Text);
        WorktreeMakingTests.AssertNothingLeft(scene);
    }

    [Fact]
    public void A_worktree_that_another_git_is_just_writing_is_waited_for()
    {
        using var scene = new WorktreeScene();
        var half = Directory.CreateDirectory(Path.Combine(scene.CommonDir, "worktrees", "half")).FullName;
        File.WriteAllText(Path.Combine(half, "gitdir"), scene.Sandbox.Path("half", ".git") + "\n");
        File.WriteAllText(Path.Combine(half, "HEAD"), "ref: refs/heads/half\n");
        File.WriteAllText(Path.Combine(half, "commondir"), "");
        Assert.Contains("commondir", scene.Sandbox.Run("git", ["worktree", "list"], scene.User.Path).Error, StringComparison.Ordinal);

        // A thread of its own: those of the pool may all be waiting for other tests.
        var writer = new Thread(() =>
        {
            Thread.Sleep(100);
            File.WriteAllText(Path.Combine(half, "commondir"), "../..\n");
        });
        writer.Start();
        var worktree = scene.Make();
        writer.Join();

        Assert.True(scene.Goes(worktree));
    }
}
