using System.Globalization;
using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Store;

public class KeptPacksTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Sha256)]
    public void The_many_packs_of_a_fortnight_become_one_that_holds_every_object(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        var packs = new KeptPacks(store.Git);
        var objects = Fill(store, packs, 5);

        Assert.Equal(5, packs.Merge(At(Day)));

        Assert.Equal(KeepFile.TextOf(Day) + "\n", File.ReadAllText(Assert.Single(Kept(store)).Path));
        // A git that listed them before they went needs their indexes yet.
        Assert.Equal(6, PackFiles(store).Count(e => e == "idx"));
        packs.Expire(At(Day).AddMinutes(10));
        Assert.Equal(6, PackFiles(store).Count(e => e == "idx"));
        packs.Expire(At(Day).AddMinutes(11));
        // The fixture has no pack of its own.
        Assert.Equal(["idx", "keep", "pack"], PackFiles(store).Where(e => e != "rev"));
        AssertSound(store, objects);
    }

    [Fact]
    public void Few_packs_of_a_fortnight_wait_until_it_is_over()
    {
        using var store = new TestStore();
        var packs = new KeptPacks(store.Git);
        var objects = Fill(store, packs, KeptPacks.Many);

        Assert.Equal(0, packs.Merge(At(Day)));
        Assert.Equal(KeptPacks.Many, packs.Merge(At(Day.AddDays(KeptPacks.Fortnight))));
        Assert.Equal(0, packs.Merge(At(Day.AddDays(KeptPacks.Fortnight))));

        AssertSound(store, objects);
    }

    [Fact]
    public void A_merged_pack_is_left_to_git_when_its_youngest_object_is_old()
    {
        using var store = new TestStore();
        var packs = new KeptPacks(store.Git);
        const int Long = KeptPacks.Fortnight;
        var first = Day.AddDays(-(Day.DayNumber % Long));
        var objects = new List<string>();
        for (var day = first; day < first.AddDays(2 * Long); day = day.AddDays(1))
        {
            objects.AddRange(Fill(store, packs, 1, day, day.DayNumber));
            packs.Merge(At(day));
            Assert.InRange(Kept(store).Count(), 1, KeptPacks.Many + 1);
        }
        packs.Merge(At(first.AddDays(2 * Long)));
        var (one, other) = (first.AddDays(Long - 1), first.AddDays((2 * Long) - 1));
        Assert.Equal([one, other], Kept(store).Select(k => k.Day!.Value).Order());

        packs.Expire(At(one.AddDays(14)));
        Assert.Equal(2, Kept(store).Count());
        packs.Expire(At(one.AddDays(15)));
        Assert.Equal(other, Assert.Single(Kept(store)).Day);
        packs.Expire(At(other.AddDays(15)));
        Assert.Empty(Kept(store));
        AssertSound(store, objects);
    }

    [Fact]
    public void A_pack_that_holds_all_the_others_stays_and_takes_the_youngest_day()
    {
        using var store = new TestStore();
        var packs = new KeptPacks(store.Git);
        var objects = Fill(store, packs, 5);
        packs.Merge(At(Day));
        var all = Assert.Single(Kept(store));
        Directory.CreateDirectory(store.Repository.SwarmDir);
        foreach (var one in objects.Take(4))
        {
            packs.Add([one], Day.AddDays(1));
        }
        Assert.Equal(5, Kept(store).Count());

        Assert.Equal(4, packs.Merge(At(Day.AddDays(1))));

        Assert.Equal(all with { Day = Day.AddDays(1) }, Assert.Single(Kept(store)));
        AssertSound(store, objects);
    }

    [Theory]
    [InlineData("gc.pid")]
    [InlineData("objects/pack/multi-pack-index")]
    public void Packs_somebody_counts_on_stay(string file)
    {
        using var store = new TestStore();
        var packs = new KeptPacks(store.Git);
        Fill(store, packs, 5);
        var path = Path.Combine(store.Repository.CommonDir, file);
        File.WriteAllText(path, "");

        Assert.Equal(0, packs.Merge(At(Day)));
        Assert.Equal(5, Kept(store).Count());
        File.Delete(path);
        Assert.Equal(5, packs.Merge(At(Day)));
    }

    [Fact]
    public void Packs_of_the_user_stay()
    {
        using var store = new TestStore();
        var packs = new KeptPacks(store.Git);
        Fill(store, packs, 5);
        foreach (var keep in Kept(store).Take(4))
        {
            File.WriteAllText(keep.Path, "mine\n");
        }

        Assert.Equal(0, packs.Merge(At(Day.AddDays(KeptPacks.Fortnight))));
        packs.Expire(At(Day.AddYears(1)));
        KeptPacks.Release(store.Repository);

        Assert.Equal(4, PackFiles(store).Count(e => e == "keep"));
        Assert.Equal(5, PackFiles(store).Count(e => e == "pack"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(2, true)]
    public void What_is_left_of_a_pack_that_was_being_removed_goes(int removed, bool purging)
    {
        using var store = new TestStore();
        var packs = new KeptPacks(store.Git);
        var objects = Fill(store, packs, 2);
        var torn = Kept(store).First();
        packs.Add(objects, Day);
        foreach (var part in torn.Parts.Take(removed))
        {
            File.Delete(part);
        }
        Assert.True(torn.IsTorn);
        // It may be one that git is about to finish.
        packs.Expire(TimeProvider.System.GetUtcNow());
        Assert.True(File.Exists(torn.Path));
        File.SetLastWriteTimeUtc(torn.Path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-11));

        if (purging)
        {
            KeptPacks.Release(store.Repository);
        }
        else
        {
            packs.Expire(TimeProvider.System.GetUtcNow());
        }

        Assert.DoesNotContain(torn.Parts, File.Exists);
        AssertSound(store, objects);
    }

    [Theory]
    [InlineData(FaultMode.KillCallerBefore)]
    [InlineData(FaultMode.KillCallerAfter)]
    [InlineData(FaultMode.Refuse)]
    public void Killed_at_any_call_of_git_it_loses_nothing_and_the_next_time_finishes(FaultMode mode)
    {
        var (k, reached) = (0, true);
        while (reached)
        {
            k++;
            using var store = new TestStore();
            var objects = Fill(store, new KeptPacks(store.Git), 5);
            var git = new FaultGit(store.Sandbox, mode, k);
            var arguments = new[] { "housekeep", store.User.Path, TestStore.Clone, "2026-01-05" };
            store.Sandbox.Run(Path.Combine(AppContext.BaseDirectory, "GitSwarm.Worker"), arguments, null, git.Variables);
            reached = git.Reached;
            AssertSound(store, objects);

            new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39)).Collect(At(Day.AddDays(KeptPacks.Fortnight)));

            Assert.Single(Kept(store));
            Assert.Equal(1, PackFiles(store).Count(e => e == "pack"));
            AssertSound(store, objects);
        }
        // A look at the refs of days, at each pack, then the two that write.
        Assert.True(k > 8, $"only {k - 1} calls of git were seen");
    }

    [Theory]
    [InlineData("gc", "--quiet")]
    [InlineData("repack", "-a", "-d", "-q")]
    public async Task Neither_fails_while_the_user_packs(params string[] command)
    {
        using var store = new TestStore();
        var packs = new KeptPacks(store.Git);
        using var over = new CancellationTokenSource();
        var failed = new List<string>();
        var times = 0;
        var packing = Task.Run(() =>
        {
            for (; !over.IsCancellationRequested; times++)
            {
                store.User.Commit($"step {times}");
                var result = store.Sandbox.Run("git", command, store.User.Path);
                // gc may say that it "could not stat" a loose copy that was taken away meanwhile; it goes on.
                if (!result.Ok)
                {
                    failed.Add($"{result.ExitCode}: {result.Error}");
                }
            }
        });
        var objects = new List<string>();
        var merged = 0;
        for (var n = 0; n < 60 || times < 5; n++)
        {
            objects.AddRange(Fill(store, packs, 1, Day, n));
            merged += packs.Merge(At(Day));
        }
        await over.CancelAsync();
        await packing;

        Assert.Empty(failed);
        // A merge waits while gc is at work, which is all the time here.
        Assert.True(merged > 0 || command[0] == "gc", "nothing was merged");
        AssertSound(store, objects);
    }

    /// <summary>A commit makes a directory of objects, then a file in it; it fails when the directory went in between.</summary>
    [Fact]
    public void Empty_directories_of_objects_stay()
    {
        using var store = new TestStore();
        var objects = Path.Combine(store.Repository.CommonDir, "objects");
        var made = Enumerable.Range(0, 256).Select(n => Path.Combine(objects, n.ToString("x2", CultureInfo.InvariantCulture))).ToList();
        made.ForEach(d => Directory.CreateDirectory(d));

        var blobs = Fill(store, new KeptPacks(store.Git), 2);

        Assert.All(made, d => Assert.True(Directory.Exists(d), d));
        Assert.All(blobs, b => Assert.False(File.Exists(Path.Combine(objects, b[..2], b[2..]))));
    }

    private static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Adds packs of three new blobs each.</summary>
    private static List<string> Fill(TestStore store, KeptPacks packs, int count, DateOnly? day = null, int seed = 0)
    {
        var all = new List<string>();
        for (var n = 0; n < count; n++)
        {
            var blobs = Enumerable.Range(0, 3).Select(i => Write(store, $"{seed} {n} {i}")).ToList();
            packs.Add(blobs, day ?? Day);
            all.AddRange(blobs);
        }
        return all;
    }

    /// <summary>Tries again: gc removes an empty directory of objects just when hash-object wants to put one there.</summary>
    private static string Write(TestStore store, string text)
    {
        GitResult result;
        var tries = 0;
        do
        {
            result = store.Git.Run(["hash-object", "-w", "--stdin"], Encoding.UTF8.GetBytes(text));
        } while (!result.Ok && ++tries < 5);
        return result.OrThrow("write a blob").Text;
    }

    /// <summary>Those that are whole.</summary>
    private static IEnumerable<KeepFile> Kept(TestStore store) => KeepFile.In(store.Repository).Where(k => !k.IsTorn);

    private static void AssertSound(TestStore store, List<string> objects)
    {
        // The rest of what was merged, which stays for ten minutes.
        foreach (var rest in KeepFile.In(store.Repository).Where(k => !File.Exists(k.Pack)).SelectMany(k => k.Parts))
        {
            File.Delete(rest);
        }
        var lines = Encoding.ASCII.GetBytes(string.Concat(objects.Select(o => o + "\n")));
        var found = store.Git.Run(["cat-file", "--batch-check=%(objecttype)"], lines).OrThrow("look").Text;
        Assert.Equal(objects.Count, found.Split('\n').Count(l => l == "blob"));
        Assert.Equal("", store.User.Git("fsck", "--full", "--no-progress", "--no-dangling"));
        Assert.Contains("garbage: 0", store.User.Git("count-objects", "-v"), StringComparison.Ordinal);
    }

    private static List<string> PackFiles(TestStore store) =>
        [
            .. Directory
                .GetFiles(Path.Combine(store.Repository.CommonDir, "objects", "pack"))
                .Select(f => Path.GetExtension(f)[1..].ToLower(CultureInfo.InvariantCulture))
                .Order(StringComparer.Ordinal),
        ];
}
