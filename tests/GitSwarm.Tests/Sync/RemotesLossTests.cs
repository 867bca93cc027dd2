using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Remotes that lose everything, and clones that have two of them.</summary>
[Trait("Category", "Binary")]
public sealed class RemotesLossTests
{
    [RemoteTheory(RemoteTransport.File, RemoteTransport.Http)]
    public void A_mirror_pushed_over_the_hub_takes_nothing_away_for_good(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        var (alice, bob) = (scene.Alice, scene.Bob);
        alice.Git("push", "--quiet", "origin", "main");
        alice.Do("note", "from alice");
        bob.Do("note", "from bob");
        bob.Do("send", "*", "to all");
        alice.Do("claim", "--remote", "origin", "src/app.js");
        bob.Do("claim", "--remote", "origin", "src/login.js");
        bob.Sync();
        alice.Sync();
        bob.Sync();
        var hub = scene.Hub();

        scene.Remote.MirrorPushFromPlainClone();
        Assert.Empty(scene.Hub());
        bob.Sync();
        alice.Sync();
        bob.Sync();

        Assert.Equal(hub.Keys, scene.Hub().Keys);
        Assert.Equal("alice src/app.js, bob src/login.js", alice.Claims());
        Assert.Equal("alice src/app.js, bob src/login.js", bob.Claims());
        Assert.Equal("from alice, from bob", alice.Notes());
        Assert.Equal("from alice, from bob", bob.Notes());
        Assert.Equal("to all", alice.Inbox());
        Assert.Equal(1, bob.Run("claim", "--remote", "origin", "src/app.js").ExitCode);
        Assert.Equal(1, alice.Run("claim", "--remote", "origin", "src/login.js").ExitCode);

        // Asked right after that, the hub knows nothing of Alice; who has its leave then, keeps it.
        scene.Remote.MirrorPushFromPlainClone();
        bob.Do("claim", "--remote", "origin", "src/app.js");
        alice.Sync();
        bob.Sync();
        Assert.Equal("bob src/app.js, bob src/login.js", bob.Claims());
        Assert.Equal(1, alice.Run("claim", "--remote", "origin", "src/app.js").ExitCode);
        Assert.DoesNotContain("refs/swarm/locks/" + alice.Id, string.Join('\n', scene.Hub().Keys), StringComparison.Ordinal);
    }

    [Fact]
    public void Over_two_remotes_everything_comes_once_and_the_latest_counts()
    {
        using var scene = new RemotesScene(RemoteTransport.File);
        using var second = TestRemote.Start(scene.Sandbox, RemoteTransport.File, name: "second");
        var (alice, bob) = (scene.Alice, scene.Bob);
        alice.Git("remote", "add", "second", second.Url);
        bob.Git("remote", "add", "second", second.Url);
        void Both(params string[] remotes)
        {
            foreach (var remote in remotes)
            {
                alice.Sync(remote);
                bob.Sync(remote);
            }
        }
        string Task() => bob.Sessions().Single(s => s.Text("name") == "alice").Text("task");
        alice.Do("note", "from alice");
        alice.Do("focus", "one");
        Both("origin", "second", "origin");
        alice.Do("send", "bob", "hello", "--ack");
        Both("origin", "second", "second", "origin");

        Assert.Equal("alice bob", bob.Names());
        Assert.Equal("from alice", bob.Notes());
        Assert.Equal("hello", bob.Inbox());
        Assert.Equal("one", Task());

        // Each remote in turn is the one that knows better.
        alice.Do("focus", "two");
        alice.Sync("second");
        bob.Sync("second");
        bob.Sync("origin");
        Assert.Equal("two", Task());
        alice.Do("focus", "three");
        alice.Do("note", "later");
        alice.Sync("origin");
        bob.Sync("origin");
        bob.Sync("second");
        Assert.Equal("three", Task());
        Assert.Equal("from alice, later", bob.Notes());
        Both("second", "origin");
        Assert.Equal("three", Task());
        Assert.Equal("from alice, later", bob.Notes());
        Assert.Equal("", bob.Inbox());
        Assert.Equal("acknowledged", Assert.Single(alice.Json("sent").EnumerateArray()).Text("state"));

        // A claim is the business of the remote that was asked.
        alice.Do("claim", "--remote", "origin", "src/app.js");
        Both("second", "origin");
        Assert.Equal("alice src/app.js", bob.Claims());
        Assert.DoesNotContain(second.Refs.Keys, r => r.StartsWith("refs/swarm/locks/", StringComparison.Ordinal));
        Assert.Equal(1, bob.Run("claim", "--remote", "second", "src/app.js").ExitCode);
        alice.Do("release", "src/app.js");
        Both("second", "origin");
        Assert.Equal("", bob.Claims());
    }
}
