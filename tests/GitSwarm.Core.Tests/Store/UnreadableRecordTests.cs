using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

public class UnreadableRecordTests
{
    [GitTheory]
    public void A_missing_object_hides_no_other_record(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "one"), ("b", "two"), ("c", "three"));
        var id = store.Read().IdOf(TestStore.Ref("b"));
        File.Delete(LooseObject(store, id));

        var read = store.Read();

        Assert.Equal(("one", "three"), (TestStore.TextOf(read, "a"), TestStore.TextOf(read, "c")));
        Assert.Equal(new StoreProblem(TestStore.Ref("b"), id, "object missing"), Assert.Single(read.Problems));
        Assert.Equal(id, read.IdOf(TestStore.Ref("b")));
        store.Put(("b", "mended"));
        Assert.Equal("mended", store.TextOf("b"));
    }

    [GitTheory]
    public void Corrupt_blobs_hide_no_other_record(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "one"), ("b", "two"), ("c", "three"), ("d", "four"), ("e", "five"));
        foreach (var session in new[] { "b", "d" })
        {
            var file = LooseObject(store, store.Read().IdOf(TestStore.Ref(session)));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(file, "not zlib");
        }

        var read = store.Read();

        Assert.Equal(("one", "three", "five"), (TestStore.TextOf(read, "a"), TestStore.TextOf(read, "c"), TestStore.TextOf(read, "e")));
        Assert.Equal([TestStore.Ref("b"), TestStore.Ref("d")], read.Problems.Select(p => p.Name));
        store.Put(("d", null));
        Assert.Single(store.Read().Problems);
    }

    [GitTheory]
    public void Something_else_than_a_blob_is_reported(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "one"));
        store.User.Git("update-ref", TestStore.Ref("commit").Value, "HEAD");
        store.User.Git("update-ref", TestStore.Ref("tree").Value, "HEAD^{tree}");
        store.User.Git("update-ref", $"refs/swarm/superseded/{TestStore.Clone}/20260105", "HEAD^{tree}");

        var read = store.Read();

        Assert.Equal("one", TestStore.TextOf(read, "a"));
        Assert.Equal(["a commit, not a blob", "a tree, not a blob"], read.Problems.Select(p => p.Reason).Order());
        store.Put(("commit", "mine"), ("tree", null));
        Assert.Equal(("mine", 0), (store.TextOf("commit"), store.Read().Problems.Count));
    }

    [GitTheory]
    public void A_record_of_more_than_a_mebibyte_is_reported(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("fits", new string('x', SnapshotReader.LargestBlob)), ("large", new string('x', SnapshotReader.LargestBlob + 1)));

        var read = store.Read();

        Assert.Equal(SnapshotReader.LargestBlob, TestStore.TextOf(read, "fits")?.Length);
        Assert.Equal((TestStore.Ref("large"), "larger than 1 MiB"), read.Problems.Select(p => (p.Name, p.Reason)).Single());
    }

    [GitTheory]
    public void A_name_of_no_known_form_is_reported(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var blob = store.Git.Run(["hash-object", "-w", "--stdin"], Encoding.UTF8.GetBytes("x")).Text;
        string[] names =
        [
            "flat",
            "two/parts",
            "a/b/c/d/e",
            "Sessions/clone001/s",
            "sessions/clone001/ünï",
            $"lists/c/{new string('a', 65)}",
        ];
        foreach (var name in names)
        {
            store.User.Git("update-ref", SwarmRefs.Root + name, blob);
        }
        store.Put(("a", "one"));

        var read = store.Read();

        Assert.Equal("one", TestStore.TextOf(read, "a"));
        Assert.All(read.Problems, p => Assert.Equal("a name of no known form", p.Reason));
        Assert.Equal(
            names.Select(n => SwarmRefs.Root + n).Order(StringComparer.Ordinal),
            read.Problems.Select(p => p.Name.Value).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Thousands_of_records_with_one_missing_are_read()
    {
        using var store = new TestStore();
        var id = store.Git.Run(["hash-object", "-w", "--stdin"], new byte[200]).Text;
        const string Missing = "1234567890123456789012345678901234567890";
        var packed = Enumerable.Range(0, 4000).Select(i => $"{id} {TestStore.Ref($"s{i:0000}")}\n");
        var file = Path.Combine(store.Repository.CommonDir, "packed-refs");
        File.WriteAllText(file, string.Concat(packed) + $"{Missing} {TestStore.Ref("t")}\n");

        // The limit is for git and its reader waiting for each other.
        var read = await Task.Run(store.Read).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((4000, 1), (read.Blobs.Count, read.Problems.Count));
    }

    private static string LooseObject(TestStore store, ObjectId id) =>
        Path.Combine(store.Repository.CommonDir, "objects", id.Hex[..2], id.Hex[2..]);
}
