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
        there.Do("claim", "lib/**");
        there.Sync();
        scene.Me.Do("join", "--name", "alice");
        scene.Me.Sync();
        scene.Me.Git("fetch", "--quiet", "origin", "+refs/swarm/locks/*:refs/swarm/locks/*");

        Assert.Contains("claimed", scene.Me.Do("claim", "zzz/q"), StringComparison.Ordinal);
        Assert.Contains("claimed", scene.Me.Do("claim", "zzz/r"), StringComparison.Ordinal);

        there.Sync();
        scene.Me.Sync();
        Assert.Contains("zzz/q", scene.Me.Do("claims"), StringComparison.Ordinal);
    }
}
