using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Locks that a killed exchange left are in nobody's way for long.</summary>
public class LeftLockTests
{
    private const string Mine = TestStore.Clone;

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void The_next_exchange_takes_them_away_once_they_are_old(TestGit git, RepositoryFormat format)
    {
        using var store = new SyncStore(git, format);
        store.There("notes/other001/s/1", "note\n");
        store.There("notes/other001/t/1", "note\n");
        store.Here($"notes/{Mine}/s/1", "note\n");
        store.Run();
        store.There("notes/other001/s/1", "note\nmore\n");
        store.Sandbox.Git(store.Hub, "update-ref", "-d", "refs/swarm/notes/other001/t/1");
        store.Here($"notes/{Mine}/s/1", "note\nmore\n");
        foreach (var left in Locks(store, format))
        {
            File.WriteAllText(left, "");
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
        }
        // What git says of its own way is no matter here: the locks block it, too.
        Assert.Equal(format == RepositoryFormat.Reftable ? 1 : 3, StaleLocks.Find(store.Git.Repository).Count);

        var report = store.Run();

        Assert.Null(report.Trouble);
        Assert.Equal([$"notes/{Mine}/s/1", "notes/other001/s/1"], store.Fetched());
        Assert.Equal("note\nmore\n", store.TextOf("notes/other001/s/1"));
        Assert.Equal("note\nmore\n", store.TextOf($"notes/{Mine}/s/1"));
        Assert.Empty(StaleLocks.Find(store.Git.Repository));
    }

    [Fact]
    public void One_that_somebody_may_hold_stays_and_is_told_of()
    {
        using var store = new SyncStore();
        store.There("notes/other001/s/1", "note\n");
        store.Run();
        store.There("notes/other001/s/1", "note\nmore\n");
        store.There("notes/other001/t/1", "note\n");
        var held = Path.Combine(store.Git.Repository.CommonDir, "refs/swarm-remote/origin/notes/other001/s/1.lock");
        File.WriteAllText(held, "");

        var report = store.Run();

        Assert.Contains("1.lock", report.Trouble, StringComparison.Ordinal);
        Assert.True(File.Exists(held));
        Assert.Equal("note\n", store.TextOf("notes/other001/s/1"));
        File.Delete(held);
        Assert.Null(store.Run().Trouble);
        Assert.Equal("note\nmore\n", store.TextOf("notes/other001/s/1"));
    }

    private static string[] Locks(SyncStore store, RepositoryFormat format)
    {
        var folder = store.Git.Repository.CommonDir;
        return format == RepositoryFormat.Reftable
            ? [Path.Combine(folder, "reftable", "tables.list.lock")]
            :
            [
                Path.Combine(folder, "refs/swarm-remote/origin/notes/other001/s/1.lock"),
                Path.Combine(folder, $"refs/swarm-remote/origin/notes/{Mine}/s/1.lock"),
                Path.Combine(folder, "packed-refs.lock"),
            ];
    }
}
