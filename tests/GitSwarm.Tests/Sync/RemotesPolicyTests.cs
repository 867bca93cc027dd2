using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Remotes that take not every ref, or none.</summary>
[Trait("Category", "Binary")]
public sealed class RemotesPolicyTests
{
    private const string Hint =
        "hint: if it allows no refs outside heads and tags; 'git config swarm.syncBranch true' lets sync use a branch, swarm-sync/<clone>";

    [RemoteTheory(RemoteTransport.File, RemoteTransport.Http)]
    public void A_remote_that_takes_branches_alone_says_so_and_exchanges_by_them(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        scene.Remote.AllowOnlyHeadsAndTags();
        ByBranches(scene);
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Ssh)]
    public void A_remote_that_hides_our_refs_says_so_and_exchanges_by_branches(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        scene.Remote.HideSwarmRefs();
        ByBranches(scene);
    }

    [RemoteTheory(RemoteTransport.File, RemoteTransport.Http)]
    public void A_remote_that_takes_nothing_from_us_still_gives(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        scene.Bob.Do("note", "from bob");
        scene.Bob.Sync();
        scene.Remote.RefusePushes();
        OnlyGives(scene, "hook declined");
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_remote_that_lets_us_only_read_still_gives(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        scene.Bob.Do("note", "from bob");
        scene.Bob.Sync();
        scene.Remote.CloseToPushes();
        OnlyGives(scene, transport == RemoteTransport.Http ? "403" : "access denied|may read only");
    }

    private static void ByBranches(RemotesScene scene)
    {
        var (alice, bob) = (scene.Alice, scene.Bob);
        alice.Do("note", "from alice");

        var said = alice.SyncRefused();

        Assert.StartsWith("error: 'origin' does not take what sessions here wrote: ", said, StringComparison.Ordinal);
        Assert.Contains(Hint, said, StringComparison.Ordinal);
        Assert.Empty(scene.Hub());
        var refused = alice.Fails("claim", "--remote", "origin", "src/app.js");
        Assert.StartsWith("'origin' does not take claims: ", refused.Line, StringComparison.Ordinal);
        Assert.Equal("", alice.Claims());

        alice.Git("config", "swarm.syncBranch", "true");
        bob.Git("config", "swarm.syncBranch", "true");
        bob.Do("note", "from bob");
        bob.Do("touch", "src/login.js");
        bob.Sync();
        alice.Sync();
        bob.Sync();
        Assert.Equal("from alice, from bob", alice.Notes());
        Assert.Equal("from alice, from bob", bob.Notes());
        Assert.Equal("alice bob", alice.Names());
        Assert.Equal("src/login.js", alice.Sessions().Single(s => s.Text("name") == "bob").Texts("touched", "path"));
        bob.Do("send", "alice", "hello", "--ack");
        bob.Sync();
        alice.Sync();
        Assert.Equal("hello", alice.Inbox());
        alice.Sync();
        bob.Sync();
        Assert.Equal("acknowledged", Assert.Single(bob.Json("sent").EnumerateArray()).Text("state"));
        Assert.Equal(
            new[] { alice.Id, bob.Id }.Select(id => "refs/heads/swarm-sync/" + id).Order(StringComparer.Ordinal),
            scene.Remote.Refs.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Empty(alice.Sync().GetProperty("pushed").EnumerateArray());

        // Claims want somebody who decides.
        refused = alice.Fails("claim", "--remote", "origin", "src/app.js");
        Assert.Equal("'origin' does not take claims: it exchanges by a branch", refused.Line);
        Assert.Equal("", alice.Claims());
        alice.Do("claim", "src/app.js");
        alice.Sync();
        bob.Sync();
        Assert.Equal("bob src/login.js", bob.Claims());
        bob.Do("claim", "src/app.js");
    }

    [Fact]
    public void A_record_in_the_branch_of_another_clone_is_ignored()
    {
        using var scene = new RemotesScene(RemoteTransport.File);
        var (alice, bob) = (scene.Alice, scene.Bob);
        alice.Git("config", "swarm.syncBranch", "true");
        bob.Git("config", "swarm.syncBranch", "true");
        alice.Do("note", "from alice");
        alice.Sync();
        bob.Sync();
        var known = bob.Refs("refs/swarm-remote");

        // Alice's branch, word for word, as that of others.
        var hers = "refs/heads/swarm-sync/" + alice.Id;
        scene.Remote.Git("update-ref", "refs/heads/swarm-sync/zzzzzzzz", hers);
        scene.Remote.Git("update-ref", "refs/heads/swarm-sync/head", hers);
        bob.Sync();

        Assert.Equal(known, bob.Refs("refs/swarm-remote"));
        Assert.Equal("alice bob", bob.Names());
        scene.Remote.Git("update-ref", "-d", hers);
        bob.Sync();
        Assert.Equal("bob", bob.Names());
        Assert.Equal("", bob.Notes());
        alice.Sync();
        bob.Sync();
        Assert.Equal("from alice", bob.Notes());
    }

    /// <summary>What the remote says of a push that it refuses, and that it is made good later.</summary>
    private static void OnlyGives(RemotesScene scene, string reason)
    {
        var alice = scene.Alice;
        alice.Do("note", "from alice");
        var hub = scene.Hub();

        var said = alice.SyncRefused().TrimEnd('\n').Split('\n');

        Assert.Equal("from alice, from bob", alice.Notes());
        Assert.Equal(2, said.Length);
        Assert.Matches($"^error: 'origin' does not take what sessions here wrote: .*({reason})", said[0]);
        Assert.StartsWith("hint: ", said[1], StringComparison.Ordinal);
        Assert.Equal(hub, scene.Hub());
        var (line, hint) = alice.Fails("claim", "--remote", "origin", "src/app.js");
        Assert.Matches($"^'origin' does not take claims: .*({reason})", line);
        Assert.Equal("claim without --remote, for this clone alone", hint);
        Assert.Equal("", alice.Claims());

        scene.Remote.AllowAll();
        alice.Sync();
        scene.Bob.Sync();
        Assert.Equal("from alice, from bob", scene.Bob.Notes());
        Assert.Equal("alice bob", scene.Bob.Names());
        Assert.Equal("", scene.Bob.Claims());
    }
}
