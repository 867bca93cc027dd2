using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Records that lie here twice: where an exchange puts them, and where a fetch by hand did.</summary>
public sealed class FetchedByHandTests
{
    [Fact]
    public void Claims_are_still_taken_beside_a_copy_of_anothers()
    {
        using var scene = new SyncScene();
        var there = scene.Clone("there");
        there.Do("join", "--name", "zoe");
        there.Do("claim", "lib/**", "--remote", "origin");
        scene.Me.Do("join", "--name", "alice");
        scene.Me.Sync();
        scene.Me.Git("fetch", "--quiet", "origin", "+refs/swarm/locks/*:refs/swarm/locks/*");
        Assert.Equal(
            2,
            scene
                .Me.Git("for-each-ref", $"refs/swarm/locks/{there.CloneId}", "refs/swarm-remote/origin/locks")
                .Split('\n')
                .Count(l => l.Contains(there.CloneId))
        );

        Assert.Contains("claimed", scene.Me.Do("claim", "zzz/q"), StringComparison.Ordinal);
        Assert.Contains("claimed", scene.Me.Do("claim", "zzz/r"), StringComparison.Ordinal);

        Assert.Equal(1, scene.Me.Run("claim", "lib/x").ExitCode);
        Assert.Contains("zzz/q", scene.Me.Do("claims"), StringComparison.Ordinal);
    }
}
