using System.Diagnostics;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

public class StaleLockTests
{
    [GitTheory]
    public void An_old_lock_nobody_holds_is_taken_away_by_whom_it_stops(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        var file = Plant(store, "a", TimeSpan.FromMinutes(5));
        Assert.Contains(file, StaleLocks.Find(store.Repository));

        store.Put(("a", "2"));

        Assert.Equal("2", store.TextOf("a"));
        Assert.False(File.Exists(file));
    }

    [GitTheory]
    public void A_young_lock_is_left_alone(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        var file = Plant(store, "a", TimeSpan.FromSeconds(1));

        Refused(store, "a");

        Assert.True(File.Exists(file));
    }

    [GitTheory]
    public void An_old_lock_of_a_prepared_transaction_is_left_alone(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        // As another git-swarm runs it, and as the user does: with the repository told by the current directory.
        foreach (var start in new Func<GitChild>[] { () => store.Git.Start(["update-ref", "--stdin"]), () => ByHand(store) })
        {
            using var child = start();
            var file = Prepare(store, child);

            Refused(store, "a");

            Assert.True(File.Exists(file));
            child.Write("abort\n");
            child.CloseInput();
            Assert.True(child.Finish().Ok);
            Assert.False(File.Exists(file));
        }
        store.Put(("a", "2"));
        Assert.Equal("2", store.TextOf("a"));
    }

    [GitTheory]
    public void The_lock_of_a_killed_transaction_goes_once_it_is_old(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        store.Put(("a", "1"));
        var pid = store.Sandbox.Path("pid");
        using var child = store.GitAt(store.User.Path, ScriptedGit.Write(store, $"echo $$ >'{pid}'")).Start(["update-ref", "--stdin"]);
        var file = Prepare(store, child);
        using (var process = Process.GetProcessById(int.Parse(File.ReadAllText(pid))))
        {
            process.Kill();
        }
        Assert.Equal(137, child.Finish().ExitCode);
        Assert.True(File.Exists(file));

        store.Put(("a", "2"));

        Assert.Equal("2", store.TextOf("a"));
    }

    [Fact]
    public void A_lock_some_program_has_open_is_left_alone()
    {
        using var store = new TestStore();
        store.Put(("a", "1"));
        var file = Plant(store, "a", TimeSpan.FromMinutes(5));
        using (File.OpenRead(file))
        {
            Refused(store, "a");
            Assert.True(File.Exists(file));
        }

        store.Put(("a", "2"));
        Assert.Equal("2", store.TextOf("a"));
    }

    [Fact]
    public void A_lock_that_is_gone_is_not_stale()
    {
        using var store = new TestStore();

        Assert.False(StaleLocks.IsStale(store.Repository, Path.Combine(store.Repository.CommonDir, TestStore.Ref("a") + ".lock")));
    }

    [Fact]
    public void A_lock_beside_the_refs_in_question_is_not_touched()
    {
        using var store = new TestStore();
        store.Put(("a", "1"), ("b", "1"));
        var file = Plant(store, "b", TimeSpan.FromMinutes(5));

        Assert.Empty(StaleLocks.Clear(store.Repository, [TestStore.Ref("a")]));
        Assert.True(File.Exists(file));
        Assert.Equal([file], StaleLocks.Clear(store.Repository, [TestStore.Ref("b")]));
    }

    private static GitChild ByHand(TestStore store) =>
        store.Git.Process.Start(["-c", "core.hooksPath=/dev/null", "update-ref", "--stdin"], store.User.Path);

    private static void Refused(TestStore store, string session)
    {
        var impatient = TestStore.StoreAt(store.Git, TimeSpan.FromMilliseconds(50));
        var error = Assert.Throws<SwarmException>(() => TestStore.Put(impatient, (session, "refused")));
        Assert.Equal(ErrorCode.StoreBusy, error.Code);
    }

    private static string Plant(TestStore store, string session, TimeSpan age)
    {
        var file = LockOf(store, session);
        File.WriteAllText(file, "");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        return file;
    }

    private static string Prepare(TestStore store, GitChild child)
    {
        child.Write($"start\nupdate {TestStore.Ref("a")} {store.Read().IdOf(TestStore.Ref("a"))}\nprepare\n");
        Assert.Equal(("start: ok", "prepare: ok"), (child.ReadLine(), child.ReadLine()));
        var file = LockOf(store, "a");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5));
        return file;
    }

    private static string LockOf(TestStore store, string session) =>
        store.Repository.RefFormat == RefFormat.Reftable
            ? Path.Combine(store.Repository.CommonDir, "reftable", "tables.list.lock")
            : Path.Combine(store.Repository.CommonDir, TestStore.Ref(session) + ".lock");
}
