using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

/// <summary>Decisions over many refs that must not be taken twice: what claims stand on.</summary>
public class ExclusiveUpdateTests
{
    private const string Guarded = "refs/swarm/lists";

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Of_two_that_read_a_free_place_one_takes_it(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("hd", "0"));
        var rounds = 0;

        var won = store.Store.UpdateExclusively(
            Guarded,
            [],
            snapshot =>
            {
                if (rounds++ == 0)
                {
                    // The other reads, decides and writes while this one is still deciding.
                    Assert.True(TestStore.StoreAt(store.Git).UpdateExclusively(Guarded, [], s => Take(s, "theirs")));
                }
                return Take(snapshot, "mine");
            }
        );

        Assert.False(won);
        Assert.Equal(2, rounds);
        Assert.Equal(("taken", null), (store.TextOf("theirs"), store.TextOf("mine")));
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_record_that_was_read_before_it_was_written_is_noticed(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("hd", "0"));
        var rounds = 0;

        var won = store.Store.UpdateExclusively(
            Guarded,
            [],
            snapshot =>
            {
                if (rounds++ == 0)
                {
                    // Without its head: as if the new head had been read beside the old record.
                    store.Put(("theirs", "taken"));
                }
                return Take(snapshot, "mine");
            }
        );

        Assert.False(won);
        Assert.Equal(2, rounds);
        Assert.Null(store.TextOf("mine"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Where_nobody_meddles_it_is_written_at_once(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var rounds = 0;

        Assert.True(
            store.Store.UpdateExclusively(
                Guarded,
                [],
                s =>
                {
                    rounds++;
                    return Take(s, "mine");
                }
            )
        );

        Assert.Equal((1, "taken"), (rounds, store.TextOf("mine")));
    }

    /// <summary>Takes the one place there is, unless somebody has it; the head changes last.</summary>
    private static Decision<bool> Take(Snapshot snapshot, string who) =>
        snapshot.Blobs.Keys.Any(n =>
            n.Value.EndsWith("/mine", StringComparison.Ordinal) || n.Value.EndsWith("/theirs", StringComparison.Ordinal)
        )
            ? new Decision<bool>(false, [])
            : TestStore.Change(snapshot, (who, "taken"), ("hd", who));
}
