using GitSwarm.Sync;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>What was fetched is bounded, and what is no record of a shared kind is gone before any reader meets it.</summary>
public class TrackingTests
{
    private const string Text = """{"v":1}""";

    [GitTheory]
    public void What_is_no_record_goes_at_once_and_the_rest_stays(TestGit git, RepositoryFormat format)
    {
        using var store = new SyncStore(git, format);
        store.There("notes/other001/s/1", "note\n");
        store.There("notes/other001/large/1", new string('x', (1 << 20) + 1));
        store.There("notes/other001/largest/1", new string('x', 1 << 20));
        store.Sandbox.Git(store.Hub, "update-ref", "refs/swarm/notes/other001/commit/1", "main");
        store.Sandbox.Git(store.Hub, "update-ref", "refs/swarm/sessions/other001/tree", "main^{tree}");
        store.There(
            ["processes/other001/s", "cursors/other001/s", "odd", "notes/other001/s2", "sessions/other001/s/1", "a/b/c/d/e/f/g"],
            Text
        );

        var report = store.Run();

        Assert.Equal(
            [
                "refs/swarm/a/b/c/d/e/f/g: a name of no known form",
                "refs/swarm/cursors/other001/s: a name of no known form",
                "refs/swarm/notes/other001/commit/1: a commit, not a blob",
                "refs/swarm/notes/other001/large/1: larger than 1 MiB",
                "refs/swarm/notes/other001/s2: a name of no known form",
                "refs/swarm/odd: a name of no known form",
                "refs/swarm/processes/other001/s: a name of no known form",
                "refs/swarm/sessions/other001/s/1: a name of no known form",
                "refs/swarm/sessions/other001/tree: a tree, not a blob",
            ],
            report.Fetched.Where(r => r.IsRefused).Select(r => $"{r.Name}: {r.Reason}").Order(StringComparer.Ordinal)
        );
        Assert.Equal(["notes/other001/largest/1", "notes/other001/s/1"], store.Fetched());
    }

    [Fact]
    public void One_clone_fills_no_more_than_its_share()
    {
        using var store = new SyncStore();
        store.There(Enumerable.Range(1, 3000).Select(n => $"notes/flood001/s/{n}"), Text);
        store.There("notes/other001/s/1", "note\n");

        var report = store.Run();

        Assert.Equal(1000, report.Fetched.Count(r => r.Reason == "too many refs"));
        Assert.Equal(Tracking.MostOfClone + 1, store.Fetched().Length);
        Assert.Contains("notes/other001/s/1", store.Fetched());
        Assert.Equal(3001, store.Hubs().Length);
        Assert.Equal(store.Fetched().Length, store.Run().Fetched.Count(r => !r.IsRefused) + store.Fetched().Length);
    }

    [Fact]
    public void Nor_more_bytes_than_its_share()
    {
        using var store = new SyncStore();
        store.There(Enumerable.Range(10, 20).Select(n => $"notes/flood001/s/{n}"), new string('x', 1 << 20));
        store.There(Enumerable.Range(10, 20).Select(n => $"notes/other001/s/{n}"), "note\n");

        var report = store.Run();

        Assert.Equal(4, report.Fetched.Count(r => r.Reason == "too many bytes"));
        Assert.Equal(16, store.Fetched().Count(n => n.StartsWith("notes/flood001/", StringComparison.Ordinal)));
        Assert.Equal(20, store.Fetched().Count(n => n.StartsWith("notes/other001/", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_clones_together_have_a_limit_too()
    {
        using var store = new SyncStore();
        var names = Enumerable.Range(0, 9).SelectMany(c => Enumerable.Range(10, 16).Select(n => $"notes/flood00{c}/s/{n}"));
        store.There(names, new string('x', 1 << 20));

        Assert.Equal(16, store.Run().Fetched.Count(r => r.Reason == "too many bytes"));
        Assert.Equal(128, store.Fetched().Length);
    }

    [Fact]
    public void What_was_fetched_and_not_looked_at_is_looked_at_the_next_time()
    {
        using var store = new SyncStore();
        store.Sandbox.Git(store.Hub, "update-ref", "refs/swarm/notes/other001/commit/1", "main");
        store.There("processes/other001/s", Text);
        // As whoever is killed between the fetch and the look leaves it.
        store.User.Git("fetch", "--quiet", "--no-tags", "--refmap=", "origin", "+refs/swarm/*:refs/swarm-remote/origin/*");
        Assert.Equal(2, store.Fetched().Length);

        store.Run();

        Assert.Empty(store.Fetched());
    }
}
