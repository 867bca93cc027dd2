using System.Diagnostics;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

public class RetryTests
{
    private static readonly string[] Prefix = ["refs/swarm"];

    [Fact]
    public void A_blob_that_could_not_be_written_at_once_is_written_again()
    {
        // Seen while the user's gc removes an empty directory of objects between git's mkdir and its open.
        using var store = new TestStore();
        var writer = Scripted(
            store,
            "case $* in *hash-object*) once blob && { echo 'fatal: Unable to add (null) to database' >&2; exit 128; };; esac"
        );

        TestStore.Put(writer, ("a", "1"), ("b", "1"));

        Assert.Equal(("1", "1"), (store.TextOf("a"), store.TextOf("b")));
    }

    [Theory]
    [InlineData("No space left on device", "disk space")]
    [InlineData("Permission denied", "check that you may write")]
    [InlineData("Read-only file system", "check that you may write")]
    public void A_store_that_cannot_be_written_is_no_reason_to_wait(string cause, string hint)
    {
        using var store = new TestStore();
        var writer = Scripted(store, $"case $* in *hash-object*) echo 'error: unable to write file: {cause}' >&2; exit 128;; esac");
        var watch = Stopwatch.StartNew();

        var error = Assert.Throws<SwarmException>(() => TestStore.Put(writer, ("a", "1")));

        Assert.Equal(ErrorCode.StoreReadOnly, error.Code);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < SwarmStore.CommandDeadline, $"waited {watch.Elapsed}");
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void A_write_that_went_in_is_not_repeated_because_its_git_was_killed(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        var writer = Scripted(store, "case $* in *update-ref*) once write && { \"$git\" \"$@\"; kill -9 $$; };; esac");

        writer.Update(Prefix, s => TestStore.Change(s, ("a", TestStore.TextOf(s, "a") + "+"), ("b", TestStore.TextOf(s, "b") + "new")));

        Assert.Equal(("1+", "new"), (store.TextOf("a"), store.TextOf("b")));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Bare)]
    public void A_git_that_takes_an_old_value_for_the_current_one_overwrites_nothing(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        var old = store.Read().IdOf(TestStore.Ref("a"));
        // As git is with an old copy of packed-refs in memory: the expected value is not compared. GNU sed is needed.
        var writer = Scripted(store, $"case $* in *update-ref*) sed -uz 's/^{old}$//' | \"$git\" \"$@\"; exit;; esac");
        var seen = new List<string?>();

        writer.Update(
            Prefix,
            s =>
            {
                seen.Add(TestStore.TextOf(s, "a"));
                if (seen.Count == 1)
                {
                    store.Put(("a", "2"));
                    store.User.Git("pack-refs", "--all");
                }
                return TestStore.Change(s, ("a", seen[^1] + "+"));
            }
        );

        Assert.Equal(["1", "2"], seen);
        Assert.Equal("2+", store.TextOf("a"));
    }

    [Fact]
    public void The_reason_of_a_failed_commit_is_told()
    {
        using var store = new TestStore();
        var writer = Scripted(
            store,
            "case $* in *update-ref*) printf 'start: ok\\nprepare: ok\\n'; cat >/dev/null; echo 'fatal: commit: No space left on device' >&2; exit 128;; esac"
        );

        var error = Assert.Throws<SwarmException>(() => TestStore.Put(writer, ("a", "1")));

        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blobs_of_lost_races_are_noted_for_housekeeping()
    {
        using var store = new TestStore();
        store.Put(("a", "1"));
        var times = 0;
        store.Store.Update(
            Prefix,
            s =>
            {
                if (++times <= 3)
                {
                    store.Put(("a", $"theirs {times}"));
                }
                return TestStore.Change(s, ("a", $"mine {times}"));
            }
        );

        var used = store.Read().Blobs.Values.Select(b => b.Id.Hex);
        var loose = Directory
            .EnumerateFiles(Path.Combine(store.Repository.CommonDir, "objects"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f)) + Path.GetFileName(f))
            .Where(id => store.User.Git("cat-file", "-t", id) == "blob" && store.User.Git("cat-file", "-p", id) is { Length: < 12 });
        Assert.Equal(
            loose.Except(used).Order(StringComparer.Ordinal),
            File.ReadLines(Superseded.PathIn(store.Repository)).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_hook_does_not_wait_for_a_lock_longer_than_it_may()
    {
        using var store = new TestStore();
        store.Put(("a", "1"));
        File.WriteAllText(Path.Combine(store.Repository.CommonDir, TestStore.Ref("a").Value + ".lock"), "");
        var hook = TestStore.StoreAt(store.Git, SwarmStore.HookDeadline);
        var watch = Stopwatch.StartNew();

        var error = Assert.Throws<SwarmException>(() => TestStore.Put(hook, ("a", "2")));

        Assert.Equal(ErrorCode.StoreBusy, error.Code);
        // Git alone would wait two seconds for this lock.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"waited {watch.Elapsed}");
    }

    private static SwarmStore Scripted(TestStore store, string script) =>
        TestStore.StoreAt(store.GitAt(store.User.Path, ScriptedGit.Write(store, script)));
}
