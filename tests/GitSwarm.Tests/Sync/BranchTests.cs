using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Exchanges by branches, and what may stand in their way.</summary>
public sealed class BranchTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser two;

    public BranchTests()
    {
        two = scene.Clone("two");
        scene.Me.Git("config", "swarm.syncBranch", "true");
        two.Git("config", "swarm.syncBranch", "true");
        two.Do("join", "--name", "table");
        two.Do("note", "from two");
        two.Sync();
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public void The_lock_of_a_git_that_was_killed_is_in_nobodys_way()
    {
        scene.Me.Do("note", "from one");
        Directory.CreateDirectory(Path.Combine(scene.Me.GitDir, "swarm"));
        File.WriteAllText(Path.Combine(scene.Me.GitDir, "swarm", "sync-index.lock"), "");

        scene.Me.Sync();
        two.Sync();

        Assert.Equal(["from two", "from one"], two.Notes().OrderDescending(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("160000")]
    [InlineData("100644")]
    public void What_is_no_record_in_the_branch_of_one_keeps_nobody_elses_back(string mode)
    {
        var missing = new string('1', 40);
        scene.InHub("update-index", "--add", "--cacheinfo", $"{mode},{missing},notes/zzzzzzzz/sess/1");
        scene.InHub("update-index", "--add", "--cacheinfo", $"100644,{scene.HubBlob("{}")},notes/zzzzzzzz/other/1");
        var tree = scene.InHub("write-tree", "--missing-ok");
        scene.InHub("update-ref", "refs/heads/swarm-sync/zzzzzzzz", scene.InHub("commit-tree", "-m", "x", tree));

        var finished = scene.Me.Run("sync");
        var again = scene.Me.Run("sync");

        Assert.Equal((0, 0), (finished.ExitCode, again.ExitCode));
        Assert.Equal(["from two"], scene.Me.Notes());
        // A server that has not all of a branch gives nothing of it.
        var isServed = mode == "160000";
        var warning = isServed
            ? "warning: ignored refs/swarm/notes/zzzzzzzz/sess/1 of 'origin': a commit, not a blob\n"
            : "warning: not everything could be fetched from 'origin': ";
        Assert.StartsWith(warning, finished.Error, StringComparison.Ordinal);
        Assert.StartsWith(warning, again.Error, StringComparison.Ordinal);
        Assert.Equal(isServed, scene.Me.Git("for-each-ref", "refs/swarm-remote/origin/notes/zzzzzzzz/other").Length > 0);
    }
}
