using System.Text.Json;
using GitSwarm.Agents.Worktrees;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary><c>swarm.hook.WorktreeCreate</c> in git-swarm's place.</summary>
public sealed class CreateHookTests : IDisposable
{
    private readonly WorktreeScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact, Trait("Rule", "W1")]
    public void It_makes_the_worktree_and_git_swarm_never_removes_it()
    {
        Set("cat >../input; git worktree add --quiet -b mine ../made >&2; echo Here it is:; echo; echo ../made; echo");

        var worktree = scene.Make();

        var path = scene.Sandbox.Path("made");
        Assert.Equal((path, "mine", "made", true), (worktree.Path, worktree.Branch, worktree.Worktree, worktree.ByHook));
        Assert.Equal((scene.User.Git("rev-parse", "HEAD"), scene.User.Path), (worktree.Start, worktree.Root));
        using var input = JsonDocument.Parse(File.ReadAllText(scene.Sandbox.Path("input")));
        Assert.Equal(
            ["hook_event_name=WorktreeCreate", "name=agent-name0001", "cwd=" + scene.User.Path],
            input.RootElement.EnumerateObject().Select(p => $"{p.Name}={p.Value.GetString()}")
        );
        Assert.Equal([KeepReason.MadeByHook], scene.Kept(worktree));
    }

    [Fact]
    public void It_may_be_detached_and_in_another_repository()
    {
        Set("git clone --quiet . ../clone && git -C ../clone checkout --quiet --detach && echo \"$PWD/../clone/src\"");

        var worktree = scene.Make();

        Assert.Equal(scene.Sandbox.Path("clone", "src"), worktree.Path);
        Assert.Equal((null, null), (worktree.Branch, worktree.Worktree));
        Assert.Equal(scene.User.Git("rev-parse", "HEAD"), worktree.Start);
    }

    [Theory]
    [InlineData("exit 2", "swarm.hook.WorktreeCreate failed with exit code 2")]
    [InlineData("echo", "swarm.hook.WorktreeCreate printed no path")]
    [InlineData("echo nowhere", "swarm.hook.WorktreeCreate names {app}/nowhere, which is no directory")]
    [InlineData("echo README.md", "swarm.hook.WorktreeCreate names {app}/README.md, which is no directory")]
    [InlineData("echo ..", "swarm.hook.WorktreeCreate names {root}, which is in no work tree")]
    [InlineData("echo .git", "swarm.hook.WorktreeCreate names {app}/.git, which is in no work tree")]
    [InlineData("echo src", "swarm.hook.WorktreeCreate names {app}/src, where it was called from")]
    public void What_is_no_work_tree_of_its_own_is_refused(string command, string message)
    {
        Set(command);

        var error = Assert.Throws<SwarmException>(() => scene.Make());

        Assert.Equal(
            message
                .Replace("{app}", scene.User.Path, StringComparison.Ordinal)
                .Replace("{root}", scene.Sandbox.Root, StringComparison.Ordinal),
            error.Message
        );
        Assert.Equal(ErrorCode.WorktreeFailed, error.Code);
    }

    private void Set(string command) => scene.User.Git("config", "swarm.hook.WorktreeCreate", command);
}
