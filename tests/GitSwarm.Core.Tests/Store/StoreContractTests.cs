using System.Text;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

public class StoreContractTests
{
    private static readonly string[] Prefix = ["refs/swarm"];

    [GitTheory]
    public void What_is_written_is_read_back_byte_for_byte(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        byte[][] contents =
        [
            [],
            [0],
            [10, 0, 10],
            Encoding.UTF8.GetBytes("{\"name\":\"Zoë\"}"),
            new byte[200_000],
        ];
        var changes = contents.Select((c, i) => new RefChange(TestStore.Ref($"s{i}"), c, default)).ToList();

        store.Store.Update(Prefix, _ => new Decision<bool>(true, changes));

        var read = store.Read();
        Assert.Empty(read.Problems);
        Assert.Equal(contents, changes.Select(c => read.Blobs[c.Name].Content.ToArray()));
        Assert.All(changes, c => Assert.Equal(store.Repository.ObjectIdLength, read.IdOf(c.Name).Hex.Length));
    }

    [GitTheory]
    public void Packing_refs_changes_nothing(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"), ("b", "1"), ("c", "1"));
        store.User.Git("pack-refs", "--all");

        store.Put(("a", "2"), ("b", null));
        Assert.Equal(("2", null, "1"), (store.TextOf("a"), store.TextOf("b"), store.TextOf("c")));

        store.User.Git("pack-refs", "--all");
        Assert.Equal(("2", null, "1"), (store.TextOf("a"), store.TextOf("b"), store.TextOf("c")));
    }

    [GitTheory]
    public void A_decision_overtaken_by_another_is_taken_again(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        var seen = new List<string?>();

        store.Store.Update(
            Prefix,
            s =>
            {
                seen.Add(TestStore.TextOf(s, "a"));
                if (seen.Count == 1)
                {
                    store.Put(("a", "2"));
                }
                return TestStore.Change(s, ("a", seen[^1] + "+"));
            }
        );

        Assert.Equal(["1", "2"], seen);
        Assert.Equal("2+", store.TextOf("a"));
    }

    [GitTheory]
    public void Packed_refs_that_were_rewritten_meanwhile_do_not_hide_an_update(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        store.User.Git("pack-refs", "--all");
        var times = 0;

        store.Store.Update(
            Prefix,
            s =>
            {
                if (++times == 1)
                {
                    store.Put(("a", "2"));
                    store.User.Git("pack-refs", "--all");
                }
                return TestStore.Change(s, ("a", TestStore.TextOf(s, "a") + "+"));
            }
        );

        Assert.Equal((2, "2+"), (times, store.TextOf("a")));
    }

    [GitTheory]
    public void A_ref_that_should_be_new_is_not_taken_over(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var times = 0;

        var first = store.Store.Update(
            Prefix,
            s =>
            {
                if (++times == 1)
                {
                    store.Put(("a", "theirs"));
                }
                var free = TestStore.TextOf(s, "a") is null;
                return new Decision<bool>(free, free ? TestStore.Change(s, ("a", "mine")).Changes : []);
            }
        );

        Assert.False(first);
        Assert.Equal("theirs", store.TextOf("a"));
    }

    [GitTheory]
    public void A_record_changed_meanwhile_is_not_deleted(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "old"));
        var times = 0;

        store.Store.Update(
            Prefix,
            s =>
            {
                if (++times == 1)
                {
                    store.Put(("a", "new"));
                }
                return TestStore.TextOf(s, "a") == "old" ? TestStore.Change(s, ("a", null)) : new Decision<bool>(false, []);
            }
        );

        Assert.Equal("new", store.TextOf("a"));
    }

    [GitTheory]
    public void Of_many_changes_all_happen_or_none(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put([.. Enumerable.Range(0, 12).Select(i => ($"s{i:00}", (string?)"old"))]);
        var times = 0;
        var impatient = TestStore.StoreAt(store.Git, TimeSpan.Zero);

        var error = Assert.Throws<SwarmException>(() =>
            impatient.Update(
                Prefix,
                s =>
                {
                    store.Put(("s11", $"changed {times++}"));
                    return TestStore.Change(
                        s,
                        [.. Enumerable.Range(0, 12).Select(i => ($"s{i:00}", i % 3 == 0 ? null : "new")), ("s99", "new")]
                    );
                }
            )
        );

        Assert.Equal(ErrorCode.StoreBusy, error.Code);
        Assert.Equal(Enumerable.Repeat("old", 11), Enumerable.Range(0, 11).Select(i => store.TextOf($"s{i:00}")));
        Assert.Null(store.TextOf("s99"));
    }

    [GitTheory]
    public void Many_changes_at_once_all_get_in(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put([.. Enumerable.Range(0, 20).Select(i => ($"s{i:00}", (string?)"old"))]);

        store.Put([.. Enumerable.Range(0, 20).Select(i => ($"s{i:00}", i % 2 == 0 ? null : $"new {i}")), ("s99", "new")]);

        Assert.Equal(11, store.Read().Blobs.Count);
        Assert.Equal(("new 7", null, "new"), (store.TextOf("s07"), store.TextOf("s08"), store.TextOf("s99")));
    }

    [GitTheory]
    public void A_linked_worktree_shares_the_store(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var there = TestStore.StoreAt(store.GitAt(store.User.AddWorktree("linked", "topic")));
        store.Put(("a", "main"));

        TestStore.Put(there, ("a", "linked"), ("b", "linked"));

        Assert.Equal(("linked", "linked"), (store.TextOf("a"), store.TextOf("b")));
        store.User.Git("worktree", "remove", "../linked");
        Assert.Equal("linked", store.TextOf("b"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Sha256, RepositoryFormat.Bare)]
    public void Loose_refs_move_in_the_order_of_the_changes(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"), ("m", "1"), ("z", "1"));
        // m cannot be renamed into place; z comes after it by name, before it in the order of the changes.
        string[] order = ["z", "a", "m"];
        var commands = string.Concat(
            order.Select(o => $"update {TestStore.Ref(o)}\0{Blob(store, o + " new")}\0{store.Read().IdOf(TestStore.Ref(o))}\0")
        );
        using var child = store.Git.Start(["update-ref", "--stdin", "-z"]);
        child.Write("start\0" + commands + "prepare\0");
        Assert.Equal(("start: ok", "prepare: ok"), (child.ReadLine(), child.ReadLine()));
        File.Delete(LooseFile(store, "m"));
        Directory.CreateDirectory(LooseFile(store, "m"));
        File.WriteAllText(Path.Combine(LooseFile(store, "m"), "in the way"), "");
        child.Write("commit\0");
        child.CloseInput();

        Assert.False(child.Finish().Ok);
        Directory.Delete(LooseFile(store, "m"), recursive: true);
        Assert.Equal(("z new", "a new"), (store.TextOf("z"), store.TextOf("a")));
    }

    private static string LooseFile(TestStore store, string session) =>
        Path.Combine(store.Repository.CommonDir, TestStore.Ref(session).Value);

    private static string Blob(TestStore store, string text) =>
        store.Git.Run(["hash-object", "-w", "--stdin"], Encoding.UTF8.GetBytes(text)).Text;
}
