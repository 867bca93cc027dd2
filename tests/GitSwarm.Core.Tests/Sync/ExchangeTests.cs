using GitSwarm.Store;
using GitSwarm.Sync;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>An exchange with a hub in every format of repository.</summary>
public class ExchangeTests
{
    private const string Mine = TestStore.Clone;
    private const string Session = """{"v":1,"id":"s","name":"s","client":"shell","nonce":"n"}""";

    [GitTheory]
    public void What_is_here_is_there_afterwards_and_the_other_way_round(TestGit git, RepositoryFormat format)
    {
        using var store = new SyncStore(git, format);
        store.Here($"sessions/{Mine}/s", Session);
        store.Here($"processes/{Mine}/s", """{"v":1,"id":"s"}""");
        store.Here($"notes/{Mine}/s/1", "note\n");
        store.There("sessions/other001/t", Session);

        var report = store.Run();

        Assert.Equal(["new refs/swarm/sessions/other001/t"], Told(report.Fetched));
        Assert.Equal([$"new refs/swarm/notes/{Mine}/s/1", $"new refs/swarm/presence/{Mine}/live"], Told(report.Pushed));
        Assert.Equal([$"notes/{Mine}/s/1", $"presence/{Mine}/live", "sessions/other001/t"], store.Hubs());
        Assert.Equal(store.Hubs(), store.Fetched());
        Assert.Equal(2, report.Clones);

        store.Here($"notes/{Mine}/s/1", "note\nmore\n");
        store.User.Git("update-ref", "-d", $"refs/swarm/sessions/{Mine}/s");
        store.Sandbox.Git(store.Hub, "update-ref", "-d", "refs/swarm/sessions/other001/t");
        report = store.Run();

        Assert.Equal(["deleted refs/swarm/sessions/other001/t"], Told(report.Fetched));
        Assert.Equal([$"updated refs/swarm/notes/{Mine}/s/1", $"deleted refs/swarm/presence/{Mine}/live"], Told(report.Pushed));
        Assert.Equal([$"notes/{Mine}/s/1"], store.Hubs());
        Assert.Equal(store.Hubs(), store.Fetched());
        Assert.Equal("note\nmore\n", store.TextOf($"notes/{Mine}/s/1"));
        var (again, nothing) = (store.Run(), Array.Empty<string>());
        Assert.Equal((nothing, nothing), (Told(again.Fetched), Told(again.Pushed)));
    }

    [Fact]
    public void What_the_hub_lost_is_there_again()
    {
        using var store = new SyncStore();
        store.Here($"notes/{Mine}/s/1", "note\n");
        store.Run();
        store.Sandbox.Git(store.Hub, "update-ref", "-d", $"refs/swarm/notes/{Mine}/s/1");

        Assert.Equal([$"new refs/swarm/notes/{Mine}/s/1"], Told(store.Run().Pushed));
        Assert.Equal([$"notes/{Mine}/s/1"], store.Hubs());
    }

    [Fact]
    public void What_a_push_of_everything_left_of_this_machine_is_taken_back()
    {
        using var store = new SyncStore();
        store.Here($"sessions/{Mine}/s", Session);
        store.Here($"processes/{Mine}/s", """{"v":1,"id":"s","pid":123}""");
        store.Here($"cursors/{Mine}/s", """{"v":1,"id":"s"}""");
        store.Here($"locks/{Mine}/s", "{}");
        store.Here($"later/{Mine}/s", "of a newer version perhaps");
        store.User.Git("update-ref", $"refs/swarm/superseded/{Mine}/20260105", "HEAD^{tree}");
        store.User.Git("push", "--quiet", "--mirror", "origin");
        Assert.Contains($"processes/{Mine}/s", store.Hubs());

        var report = store.Run();

        Assert.Equal([$"later/{Mine}/s", $"locks/{Mine}/s", $"presence/{Mine}/live"], store.Hubs());
        Assert.All(report.Pushed.Where(p => p.Name.Value != $"refs/swarm/presence/{Mine}/live"), p => Assert.Equal("deleted", p.Action));
        Assert.Equal([$"locks/{Mine}/s", $"presence/{Mine}/live"], store.Fetched());
        Assert.Empty(store.Run().Pushed);
    }

    [Fact]
    public void What_a_silent_clone_left_goes_unless_it_spoke_meanwhile()
    {
        using var store = new SyncStore();
        store.There("sessions/silent01/s", Session);
        store.There("notes/silent01/s/1", "note\n");
        store.There("sessions/living01/s", Session);
        var clock = new ManualClock();
        Run(store, clock);
        clock.Now += TimeSpan.FromDays(10);
        store.There("sessions/living01/s", Session + " ");
        Run(store, clock);
        clock.Now += TimeSpan.FromDays(5);

        Run(store, clock);

        Assert.Equal(["sessions/living01/s"], store.Hubs());
        Assert.Equal(store.Hubs(), store.Fetched());
    }

    [Fact]
    public void A_look_ahead_changes_nothing_anywhere()
    {
        using var store = new SyncStore();
        store.Here($"notes/{Mine}/s/1", "note\n");
        store.There("sessions/other001/t", Session);

        var report = store.Run(SyncStore.Asking with { DryRun = true });

        Assert.Equal(["new refs/swarm/sessions/other001/t"], Told(report.Fetched));
        Assert.Equal([$"new refs/swarm/notes/{Mine}/s/1"], Told(report.Pushed));
        Assert.Equal(["sessions/other001/t"], store.Hubs());
        Assert.Empty(store.Fetched());
        Assert.False(File.Exists(Path.Combine(store.Git.Repository.SwarmDir, "sync-origin.json")));
    }

    [Fact]
    public void Each_half_can_be_had_alone()
    {
        using var store = new SyncStore();
        store.Here($"notes/{Mine}/s/1", "note\n");
        store.There("sessions/other001/t", Session);

        Assert.Empty(store.Run(SyncStore.Asking with { Push = false }).Pushed);
        Assert.Equal(["sessions/other001/t"], store.Hubs());
        store.There("sessions/other001/u", Session);
        Assert.Empty(store.Run(SyncStore.Asking with { Fetch = false }).Fetched);
        Assert.Equal([$"notes/{Mine}/s/1", "sessions/other001/t", "sessions/other001/u"], store.Hubs());
        Assert.Equal([$"notes/{Mine}/s/1", "sessions/other001/t"], store.Fetched());
    }

    private static SyncReport Run(SyncStore store, TimeProvider clock) =>
        new Synchronizer(store.Git, SyncStore.Remote, Mine, clock).Run(SyncStore.Asking);

    private static string[] Told(IEnumerable<RefResult> results) => [.. results.Select(r => $"{r.Action} {r.Name}")];

    private sealed class ManualClock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = Sandbox.Epoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
