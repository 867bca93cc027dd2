using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;
using Xunit.Abstractions;

namespace GitSwarm.Tests.Sync;

/// <summary>Remotes that go away in the middle, or never answer.</summary>
[Trait("Category", "Binary")]
public sealed class RemotesVanishTests(ITestOutputHelper output)
{
    // Of the bytes of the whole: while it fetches, between, and while it pushes or looks whether that went in.
    private static readonly double[] Parts = [0.2, 0.6, 0.95];

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void An_exchange_that_is_cut_off_leaves_what_the_next_one_completes(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport, behindProxy: true);
        var (alice, bob, proxy) = (scene.Alice, scene.Bob, scene.Remote.Proxy);
        var number = 0;
        void Write()
        {
            number++;
            alice.Do("note", $"alice {number:d2}");
            bob.Do("note", $"bob {number:d2}");
            bob.Sync();
        }
        Write();
        alice.Sync();
        Write();
        var whole = Cost(proxy, () => alice.Sync());
        var failures = 0;

        foreach (var direction in Enum.GetValues<ProxyDirection>())
        {
            foreach (var part in Parts)
            {
                Write();
                proxy.CutAfter((long)(whole[direction] * part), direction);
                failures += MayFail(alice, $"{transport} {direction} {part}", "sync") ? 1 : 0;
                proxy.LetThrough();
                alice.Sync();
            }
            bob.Sync();
            Assert.Equal(alice.Notes(), bob.Notes());
            Assert.Equal(2 * number, bob.Notes().Split(", ").Length);
        }
        // The last bytes may be those of a good-bye that nobody waits for.
        Assert.InRange(failures, (2 * Parts.Length) - 2, 2 * Parts.Length);
        alice.IsSound();
        Assert.Equal("alice bob", bob.Names());
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_claim_that_is_cut_off_is_held_by_nobody_or_by_leave_of_the_remote(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport, behindProxy: true);
        var (alice, bob, proxy) = (scene.Alice, scene.Bob, scene.Remote.Proxy);
        string[] claim = ["claim", "--remote", "origin", "src/app.js"];
        alice.Sync();
        bob.Sync();
        var whole = Cost(proxy, () => alice.Do(claim));

        foreach (var direction in Enum.GetValues<ProxyDirection>())
        {
            foreach (var part in Parts)
            {
                if (alice.Run("release", "--all").ExitCode == 0)
                {
                    alice.Sync();
                }
                proxy.CutAfter((long)(whole[direction] * part), direction);
                var failed = MayFail(alice, $"{transport} {direction} {part}", claim);
                Assert.Equal(!failed, alice.Claims().Contains("alice src/app.js", StringComparison.Ordinal));
                proxy.LetThrough();
                if (failed)
                {
                    // Whatever it knew of the claim, it is taken away with the next exchange.
                    alice.Sync();
                    bob.Do(claim);
                    Assert.Equal(1, alice.Run(claim).ExitCode);
                    bob.Do("release", "--all");
                    bob.Sync();
                }
                else
                {
                    Assert.Equal(1, bob.Run(claim).ExitCode);
                }
            }
        }
        alice.IsSound();
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http, RemoteTransport.Ssh)]
    public void A_remote_that_is_gone_or_says_nothing_ends_in_a_line(RemoteTransport transport)
    {
        using var scene = new RemotesScene(transport, behindProxy: true);
        var (alice, proxy) = (scene.Alice, scene.Remote.Proxy);
        alice.Do("note", "from alice");
        var before = alice.Refs("refs/swarm-remote");
        proxy.Refuse();
        foreach (
            var command in new[] { new[] { "sync" }, ["sync", "--push-only"], ["sync", "--dry-run"], ["claim", "--remote", "origin", "x"] }
        )
        {
            var (line, hint) = alice.Fails(command);
            Assert.Matches("^cannot exchange with 'origin': .*(?i:connect)", line);
            Assert.Equal("try again when it can be reached; nothing is lost meanwhile", hint);
        }
        alice.FailsInJson("sync");
        Assert.Equal(before, alice.Refs("refs/swarm-remote"));

        proxy.LetThrough();
        scene.Bob.Do("note", "from bob");
        var whole = Cost(proxy, () => scene.Bob.Sync());
        scene.Sandbox.Variables["GIT_SWARM_PATIENCE"] = "1s";
        void Hangs(Action then, params string[] command)
        {
            then();
            var started = DateTime.UtcNow;
            Assert.Equal("cannot exchange with 'origin': it did not answer in time", alice.Fails(command).Line);
            Assert.InRange(DateTime.UtcNow - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
            proxy.LetThrough();
        }
        Hangs(proxy.Swallow, "sync");
        Hangs(proxy.Swallow, "claim", "--remote", "origin", "x");
        // As it is on the way, mostly while it pushes.
        Hangs(() => proxy.CutAfter(whole[ProxyDirection.ToServer] * 8 / 10, ProxyDirection.ToServer, ProxyMode.Swallow), "sync");
        scene.Sandbox.Variables.Remove("GIT_SWARM_PATIENCE");

        Assert.Equal("", alice.Claims());
        alice.IsSound();
        alice.Sync();
        scene.Bob.Sync();
        Assert.Equal("from alice, from bob", alice.Notes());
        Assert.Equal("from alice, from bob", scene.Bob.Notes());
    }

    /// <summary>Runs what fails in the one way it may, or succeeds.</summary>
    private bool MayFail(RemotesClone clone, string where, params string[] command)
    {
        var said = clone.Run(command);
        output.WriteLine($"{where}: {said.ExitCode} {said.Error}");
        if (said.ExitCode == 0)
        {
            return false;
        }
        Assert.Equal((128, ""), (said.ExitCode, said.Output));
        Assert.Matches(@"\Aerror: cannot exchange with 'origin': [^\n]+\nhint: try again [^\n]+\n\z", said.Error);
        return true;
    }

    private static Dictionary<ProxyDirection, long> Cost(CuttingProxy proxy, Action act)
    {
        var before = Enum.GetValues<ProxyDirection>().ToDictionary(d => d, proxy.Passed);
        act();
        return before.ToDictionary(b => b.Key, b => proxy.Passed(b.Key) - b.Value);
    }
}
