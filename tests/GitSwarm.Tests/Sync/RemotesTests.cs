using System.Text.Json;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Everything that is exchanged, over every kind of remote.</summary>
[Trait("Category", "Binary")]
public sealed class RemotesTests
{
    [RemoteTheory]
    public void Sessions_notes_mail_and_claims_travel_both_ways(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        var (alice, bob) = (scene.Alice, scene.Bob);
        alice.Do("note", "from alice", "--path", "src/app.js");
        alice.Do("touch", "src/login.js");
        bob.Do("note", "from bob");

        Listed(scene, alice);
        Listed(scene, bob);
        Listed(scene, alice);

        Assert.Equal("alice bob", alice.Names());
        Assert.Equal("alice bob", bob.Names());
        Assert.Equal("src/login.js", bob.Sessions().Single(s => s.Text("name") == "alice").Texts("touched", "path"));
        Assert.Equal("from alice, from bob", alice.Notes());
        Assert.Equal("from alice, from bob", bob.Notes());

        bob.Do("send", "alice", "hello");
        alice.Do("send", "bob", "hello yourself", "--ack");
        Listed(scene, bob);
        Listed(scene, alice);
        Assert.Equal("hello", alice.Inbox());
        Listed(scene, bob);
        Assert.Equal("hello yourself", bob.Inbox());
        Listed(scene, bob);
        Listed(scene, alice);
        Assert.Equal("acknowledged", Assert.Single(alice.Json("sent").EnumerateArray()).Text("state"));
    }

    [RemoteTheory]
    public void A_claim_the_remote_arbitrates_has_one_holder(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        var (alice, bob) = (scene.Alice, scene.Bob);

        alice.Do("claim", "--remote", "origin", "src/app.js", "--reason", "new form");

        // Bob asked nobody before; the remote knows.
        var refused = bob.Run("claim", "--remote", "origin", "src/**");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("alice", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, bob.Run("check", "src/app.js").ExitCode);
        Assert.Equal("alice src/app.js", bob.Claims());
        bob.Do("claim", "--remote", "origin", "src/login.js");

        alice.Do("release", "src/app.js");
        Listed(scene, alice);
        bob.Do("claim", "--remote", "origin", "src/app.js");

        Listed(scene, alice);
        Assert.Equal("bob src/app.js, bob src/login.js", alice.Claims());
        Assert.Equal("bob src/app.js, bob src/login.js", bob.Claims());
    }

    [RemoteTheory(RemoteTransport.File, RemoteTransport.Http)]
    public void What_is_foreseen_is_what_happens(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport);
        scene.Bob.Do("note", "from bob");
        scene.Bob.Sync();
        scene.Alice.Do("note", "from alice");
        var (before, hub) = (scene.Alice.Refs(), scene.Hub());

        var foreseen = scene.Alice.Sync("--dry-run");

        Assert.Equal(before, scene.Alice.Refs());
        Assert.Equal(hub, scene.Hub());
        var done = scene.Alice.Sync();
        Assert.Equal(Changes(foreseen, "fetched"), Changes(done, "fetched"));
        Assert.Equal(Changes(foreseen, "pushed"), Changes(done, "pushed"));
        Assert.NotEmpty(Changes(done, "fetched"));
        Assert.NotEmpty(Changes(done, "pushed"));
    }

    /// <summary>Exchanges, and every ref that changed here or there must be listed, and no other.</summary>
    private static void Listed(RemotesScene scene, RemotesClone clone)
    {
        var (hub, here) = (scene.Hub(), Others(clone));
        var body = clone.Sync();
        // The head of the claims is everybody's, and moves with each of them.
        var pushed = Differences(hub, scene.Hub()).Where(c => !c.EndsWith("/locks/head/head", StringComparison.Ordinal));
        Assert.Equal(pushed, Changes(body, "pushed"));
        Assert.Equal(Differences(here, Others(clone)), Changes(body, "fetched"));
    }

    private static Dictionary<string, string> Others(RemotesClone clone) =>
        clone
            .Refs("refs/swarm-remote/origin")
            .Where(r => r.Key.Split('/')[4] != clone.Id && r.Key.Split('/')[4] != "head")
            .ToDictionary(r => r.Key.Replace("refs/swarm-remote/origin/", "refs/swarm/", StringComparison.Ordinal), r => r.Value);

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before
            .Keys.Union(after.Keys)
            .Where(n => before.GetValueOrDefault(n) != after.GetValueOrDefault(n))
            .Select(n => $"{(!before.ContainsKey(n) ? "new" : after.ContainsKey(n) ? "updated" : "deleted")} {n}")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Changes(JsonElement body, string field) =>
        body.GetProperty(field).EnumerateArray().Select(c => c.Text("action") + " " + c.Text("ref")).Order(StringComparer.Ordinal);
}
