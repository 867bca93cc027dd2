using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Worker;
using Xunit;

namespace GitSwarm.Tests.Store;

public class GarbageTests
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    // The full 5,000: dotnet run --project tests/GitSwarm.Worker -c Release -- garbage
    [Fact]
    public void After_600_events_the_user_of_an_old_git_notices_nothing()
    {
        using var sandbox = new Sandbox();
        var user = TestRepository.Create(sandbox);

        var report = GarbageRun.Run(sandbox, user, 600, new GitVersion(2, 39));

        Assert.InRange(report.LooseGrown, 0, 255);
        Assert.InRange(report.Refs, 30, 59);
        Assert.InRange(report.Superseded, 300, 1000);
        Assert.True(report.Housekeepings > 1);
        Assert.Equal("", report.Said);
    }

    // The full 10,000: dotnet run --project tests/GitSwarm.Worker -c Release -- garbage notes
    [Fact]
    public void After_weeks_of_notes_there_are_few_refs_and_a_small_store()
    {
        using var sandbox = new Sandbox();
        var user = TestRepository.Create(sandbox);

        var report = NoteRun.Run(sandbox, user, 600, new GitVersion(2, 39));

        Assert.InRange(report.Refs, 5, 60);
        Assert.InRange(report.LooseGrown, 0, 255);
        Assert.InRange(report.StoreKiB, 1, 400);
        Assert.True(report.Housekeepings > 3, report.ToString());
        Assert.Equal("", report.Said);
    }

    [GitTheory]
    public void Superseded_blobs_are_reachable_and_packed_for_two_weeks_and_then_left_to_git(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        // By the clock of the system, for git's gc looks at how old the lines of a reflog are.
        var start = TimeProvider.System.GetUtcNow();
        var old = Supersede(store, 5);
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 1);

        Assert.Equal(5, garbage.Collect(start).Gathered);

        var keep = Assert.Single(KeepFile.In(store.Repository));
        Assert.StartsWith(KeepFile.TextOf(DateOnly.FromDateTime(start.UtcDateTime)), File.ReadAllText(keep.Path), StringComparison.Ordinal);
        Assert.Equal(0, garbage.Collect(start.AddDays(14)).Dropped);
        Assert.Equal([keep], KeepFile.In(store.Repository));
        Assert.Equal("", store.User.Git("fsck", "--no-progress"));
        store.User.Git("gc", "--quiet", "--prune=now");
        Assert.All(old, id => Assert.True(Exists(store, id)));

        Assert.Equal(1, garbage.Collect(start.AddDays(15)).Dropped);
        Assert.Empty(KeepFile.In(store.Repository));
        Assert.DoesNotContain(store.Read().Blobs.Values, b => b.Ref.Kind == SwarmRefs.Superseded);
        Assert.All(old, id => Assert.True(Exists(store, id)));

        Age(store);
        store.User.Git("gc", "--quiet", "--prune=2.weeks.ago");
        Assert.All(old, id => Assert.False(Exists(store, id)));
        Assert.Equal("5", store.TextOf("a"));
    }

    [Fact]
    public void A_few_superseded_blobs_wait_for_more_before_they_are_packed()
    {
        using var store = new TestStore();
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 7);
        var first = Supersede(store, 3);
        garbage.Collect(Sandbox.Epoch);
        Assert.Empty(KeepFile.In(store.Repository));
        Assert.Equal("", store.User.Git("fsck", "--no-progress"));

        var second = Supersede(store, 3);
        garbage.Collect(Sandbox.Epoch);

        Assert.Single(KeepFile.In(store.Repository));
        Assert.False(File.Exists(Superseded.ParkedIn(store.Repository)));
        Assert.All(first.Concat(second), id => Assert.True(Exists(store, id)));
        Assert.Equal("", store.User.Git("fsck", "--no-progress"));
    }

    [Fact]
    public void A_keep_file_of_the_user_stays()
    {
        using var store = new TestStore();
        store.User.Git("gc", "--quiet");
        var pack = Directory.GetFiles(Path.Combine(store.Repository.CommonDir, "objects", "pack"), "*.pack").Single();
        var keep = Path.ChangeExtension(pack, ".keep");
        File.WriteAllText(keep, "");

        new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 1).Collect(Sandbox.Epoch.AddYears(1));

        Assert.True(File.Exists(keep));
        Assert.Empty(KeepFile.In(store.Repository));
    }

    [Fact]
    public void A_newer_git_gets_no_packs()
    {
        using var store = new TestStore();
        var old = Supersede(store, 3);

        new Garbage(store.Git, TestStore.Clone, GitVersion.CruftPacks, packFrom: 1).Collect(Sandbox.Epoch);

        Assert.Empty(KeepFile.In(store.Repository));
        Assert.Equal("", store.User.Git("fsck", "--no-progress"));
        Assert.All(old, id => Assert.True(Exists(store, id)));
    }

    [Theory]
    [InlineData(FaultMode.KillCallerBefore)]
    [InlineData(FaultMode.KillCallerAfter)]
    public void Killed_at_any_call_of_git_it_is_finished_by_the_next(FaultMode mode)
    {
        var (k, reached) = (0, true);
        while (reached)
        {
            k++;
            using var store = new TestStore();
            var old = Supersede(store, 3);
            var git = new FaultGit(store.Sandbox, mode, k);
            var arguments = new[] { "housekeep", store.User.Path, TestStore.Clone, "2026-01-05" };
            var worker = store.Sandbox.Run(Path.Combine(AppContext.BaseDirectory, "GitSwarm.Worker"), arguments, null, git.Variables);
            reached = git.Reached;
            Assert.Equal(reached ? 137 : 0, worker.ExitCode);
            Assert.Equal(("", "3"), (store.User.Git("fsck", "--no-progress", "--no-dangling"), store.TextOf("a")));

            new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 1).Collect(Sandbox.Epoch);

            Assert.Equal(["gc.lock"], Directory.GetFiles(store.Repository.SwarmDir).Select(Path.GetFileName));
            Assert.NotEmpty(KeepFile.In(store.Repository));
            Assert.All(old, id => Assert.True(Exists(store, id)));
            Assert.Equal("", store.User.Git("fsck", "--no-progress"));
        }
        Assert.True(k > 7, $"only {k - 1} calls of git were seen");
    }

    [Fact]
    public void While_one_process_is_at_it_another_does_nothing()
    {
        using var store = new TestStore();
        Supersede(store, 3);
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 1);
        using (
            var other = new FileStream(
                Path.Combine(store.Repository.SwarmDir, "gc.lock"),
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.None
            )
        )
        {
            Assert.Equal(new Collected(0, 0, RefsPacked: false), garbage.Collect(Sandbox.Epoch));
            Assert.Equal(3, File.ReadAllLines(Superseded.PathIn(store.Repository)).Length);
        }

        Assert.Equal(3, garbage.Collect(Sandbox.Epoch).Gathered);
    }

    [Fact]
    public void A_list_somebody_writes_to_waits_for_the_next_time()
    {
        using var store = new TestStore();
        Supersede(store, 3);
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 1);
        using (new FileStream(Superseded.PathIn(store.Repository), FileMode.Append, FileAccess.Write, FileShare.None))
        {
            Assert.Equal(0, garbage.Collect(Sandbox.Epoch).Gathered);
        }
        store.Put(("a", "4"));

        Assert.Equal(4, garbage.Collect(Sandbox.Epoch).Gathered);
    }

    [Fact]
    public void Thousands_of_superseded_blobs_are_put_away_at_once()
    {
        using var store = new TestStore();
        Supersede(store, 1);
        var noise = Enumerable.Range(0, 8000).Select(i => $"{i:d40}");
        File.AppendAllLines(Superseded.PathIn(store.Repository), noise);

        Assert.Equal(1, new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 1).Collect(Sandbox.Epoch).Gathered);
    }

    [Fact]
    public void Many_loose_refs_are_packed_but_not_often()
    {
        using var store = new TestStore();
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39), packFrom: 1);
        store.Put([.. Enumerable.Range(0, LooseRefs.Many).Select(i => ($"s{i:000}", (string?)"x"))]);
        var now = TimeProvider.System.GetUtcNow();
        Assert.False(garbage.Collect(now).RefsPacked);
        store.Put(("one-more", "x"));

        Assert.True(garbage.Collect(now).RefsPacked);
        store.Put([.. Enumerable.Range(0, LooseRefs.Many + 1).Select(i => ($"s{i:000}", (string?)"y"))]);
        Assert.False(garbage.Collect(now).RefsPacked);
        Assert.True(garbage.Collect(now.AddMinutes(11)).RefsPacked);
        Assert.Equal("y", store.TextOf("s007"));
    }

    private static List<string> Supersede(TestStore store, int times)
    {
        var old = new List<string>();
        for (var n = 0; n <= times; n++)
        {
            store.Put(("a", $"{n}"));
            old.Add(store.Read().IdOf(TestStore.Ref("a")).Hex);
        }
        return old[..^1];
    }

    private static bool Exists(TestStore store, string id) => store.Sandbox.Run("git", ["cat-file", "-e", id], store.User.Path).Ok;

    private static void Age(TestStore store)
    {
        foreach (
            var file in Directory.EnumerateFiles(Path.Combine(store.Repository.CommonDir, "objects"), "*", SearchOption.AllDirectories)
        )
        {
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-30));
        }
    }
}
