using GitSwarm.Git;
using GitSwarm.Setup;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

public class KeptReflogTests
{
    // By the clock of the system: git's own gc drops what stands in a reflog for 90 days.
    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    [GitTheory]
    public void What_is_kept_costs_no_walk_and_nobody_hears_of_it(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var walked = Walked(store);
        var blobs = Write(store, "one", "two");

        var kept = new KeptReflog(store.Git).Add(blobs, TestStore.Clone, Today);

        Assert.Equal(2, kept.Count);
        // What a fetch and a push look through.
        Assert.Equal(walked, Walked(store));
        string[][] commands =
        [
            ["fsck", "--no-progress"],
            ["reflog", "expire", "--all"],
            ["gc", "--prune=now"],
            ["fsck", "--no-progress"],
        ];
        foreach (var command in commands)
        {
            var said = store.Sandbox.Run("git", command, store.User.Path);
            Assert.Equal((0, "", ""), (said.ExitCode, said.Output, said.Error));
        }
        Assert.All(blobs.Concat(kept), id => Assert.True(Exists(store, id)));
        Assert.True(new KeptReflog(store.Git).IsWhole());
    }

    [GitTheory]
    public void A_gc_in_another_worktree_keeps_it_too(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var blobs = Write(store, "one", "two");
        new KeptReflog(store.Git).Add(blobs, TestStore.Clone, Today);
        var other = store.Sandbox.Path("other");
        store.User.Git("worktree", "add", "--quiet", other);

        store.Sandbox.Git(other, "gc", "--quiet", "--prune=now");

        Assert.Equal("", store.Sandbox.Git(other, "fsck", "--no-progress"));
        Assert.All(blobs, id => Assert.True(Exists(store, id)));
    }

    [GitTheory]
    public void Days_go_one_by_one_and_then_the_ref(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var reflog = new KeptReflog(store.Git);
        var start = Today.AddDays(-3);
        var days = new List<string>();
        for (var day = 0; day < 3; day++)
        {
            for (var hour = 0; hour < 2; hour++)
            {
                days.AddRange(Write(store, $"{day} {hour}"));
                reflog.Add([days[^1]], TestStore.Clone, start.AddDays(day).AddHours(hour));
            }
        }
        Assert.Equal(0, reflog.DropBefore(start));

        Assert.Equal(2, reflog.DropBefore(start.AddDays(1)));

        // One loose end for the whole day. In tables a line goes on naming what was before it, which is a day more.
        var late = format == RepositoryFormat.Reftable;
        var said = store.User.Git("fsck", "--no-progress");
        Assert.Equal(
            late ? 0 : 1,
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => l.StartsWith("dangling commit ", StringComparison.Ordinal))
        );
        store.User.Git("gc", "--quiet", "--prune=now");
        Assert.Equal([late, late, true, true, true, true], days.Select(b => Exists(store, b)));
        Assert.Equal("", store.User.Git("fsck", "--no-progress"));
        Assert.Equal(4, reflog.DropBefore(start.AddDays(3)));
        Assert.Equal(0, reflog.DropBefore(start.AddDays(3)));
        store.User.Git("gc", "--quiet", "--prune=now");
        Assert.All(days, b => Assert.False(Exists(store, b)));
    }

    [GitTheory]
    public void Opting_out_leaves_nothing_of_it(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var bare = store.Sandbox.Path("bare.git");
        store.Sandbox.Git(store.Sandbox.Root, "clone", "--quiet", "--bare", store.User.Path, bare);
        foreach (var one in new[] { store.Git, store.GitAt(bare) })
        {
            var before = Files(one);
            new KeptReflog(one).Add([Write(one, "one")], TestStore.Clone, Today);

            OptIn.Purge(one);

            Assert.False(KeptReflog.Delete(one));
            Assert.Equal(before, Files(one));
        }
    }

    [Fact]
    public void The_lock_of_a_killed_writer_stops_it_only_while_it_is_young()
    {
        using var store = new TestStore();
        var reflog = new KeptReflog(store.Git);
        reflog.Add(Write(store, "one"), TestStore.Clone, Today);
        foreach (var name in new[] { "SWARM_KEPT_HEAD.lock", "logs/SWARM_KEPT_HEAD.lock" })
        {
            var file = Path.Combine(store.Repository.CommonDir, name);
            File.WriteAllText(file, "");
            Assert.Contains(file, StaleLocks.Find(store.Repository));
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5));
        }

        reflog.Add(Write(store, "two"), TestStore.Clone, Today.AddDays(1));
        Assert.Equal(1, reflog.DropBefore(Today.AddDays(1)));
    }

    [Fact]
    public void A_commit_that_was_lost_does_not_stop_the_next()
    {
        using var store = new TestStore();
        var reflog = new KeptReflog(store.Git);
        var lost = reflog.Add(Write(store, "one"), TestStore.Clone, Today)[^1];
        File.Delete(Path.Combine(store.Repository.CommonDir, "objects", lost[..2], lost[2..]));
        Assert.False(reflog.IsWhole());

        reflog.Add(Write(store, "two"), TestStore.Clone, Today);

        Assert.True(reflog.IsWhole());
        Assert.DoesNotContain(
            "invalid reflog",
            store.Sandbox.Run("git", ["fsck", "--no-progress"], store.User.Path).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_tree_that_an_older_version_kept_them_by_goes_after_a_day()
    {
        using var store = new TestStore();
        store.Put(("a", "1"));
        var old = $"refs/swarm/superseded/{TestStore.Clone}/20260105";
        store.User.Git("update-ref", old, "HEAD^{tree}");
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39));

        Assert.Equal(0, garbage.Collect(Sandbox.Epoch.AddDays(1)).Dropped);
        Assert.Contains(old, store.User.Git("for-each-ref"), StringComparison.Ordinal);

        Assert.Equal(1, garbage.Collect(Sandbox.Epoch.AddDays(2)).Dropped);
        Assert.DoesNotContain(old, store.User.Git("for-each-ref"), StringComparison.Ordinal);
    }

    private static string Walked(TestStore store) =>
        store.User.Git("rev-list", "--objects", "--all") + store.User.Git("for-each-ref") + store.User.Git("log", "--all");

    private static List<string> Write(TestStore store, params string[] texts) => [.. texts.Select(t => Write(store.Git, t))];

    private static string Write(SwarmGit git, string text) =>
        git.Run(["hash-object", "-w", "--stdin"], System.Text.Encoding.UTF8.GetBytes(text)).OrThrow("write a blob").Text;

    private static bool Exists(TestStore store, string id) => store.Sandbox.Run("git", ["cat-file", "-e", id], store.User.Path).Ok;

    /// <summary>All but objects, and the tables of reftable, which say the same in other files.</summary>
    private static List<string> Files(SwarmGit git) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(git.Repository.CommonDir, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(git.Repository.CommonDir, f).Replace('\\', '/'))
                .Where(f => !f.StartsWith("objects/", StringComparison.Ordinal) && !f.StartsWith("reftable/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
}
