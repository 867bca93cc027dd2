using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Doctor;

public class DoctorLeftoverTests
{
    [Fact]
    public void A_lock_file_of_a_killed_process_goes_and_a_fresh_one_stays()
    {
        using var repository = new DoctorRepository();
        var refs = Path.Combine(repository.CommonDir, "refs", "swarm", "sessions", repository.Clone);
        var stale = DoctorRepository.Old(Path.Combine(refs, "s1.lock"), TimeSpan.FromMinutes(11));
        var fresh = DoctorRepository.Old(Path.Combine(refs, "s2.lock"), TimeSpan.Zero);

        Assert.StartsWith($"mended locks: {stale} ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);

        Assert.False(File.Exists(stale));
        Assert.True(File.Exists(fresh));
        Assert.Empty(repository.Examine().Found);
    }

    [Fact]
    public void A_dead_session_is_ended()
    {
        using var repository = new DoctorRepository();
        var pid = Processes.StartSleeper();
        repository.Swarm("join", "--name", "ui", "--pid", $"{pid}").OutputOrThrow("join");
        Assert.Empty(repository.Examine().Found);
        Processes.Kill(pid);

        var (seen, dry) = repository.Examine(null, "--dry-run");
        Assert.Equal("wrong sessions: 1 dead session not put on record as ended (ui) [git swarm doctor]", Assert.Single(seen));
        Assert.Equal(1, dry);

        Assert.StartsWith("mended sessions: ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);
        Assert.Empty(repository.Examine().Found);
        Assert.Contains("\"ended\"", repository.Repository.Git("cat-file", "-p", repository.Refs("sessions")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_in_a_work_tree_that_is_gone_is_ended()
    {
        using var repository = new DoctorRepository();
        var path = repository.Repository.AddWorktree("app.ui", "ui");
        repository.PlantSession("s1", "app.ui");
        Assert.Empty(repository.Examine().Found);

        repository.Repository.Git("worktree", "lock", path);
        Directory.Delete(path, recursive: true);
        Assert.Empty(repository.Examine().Found);
        repository.Repository.Git("worktree", "unlock", path);

        Assert.StartsWith("mended worktrees: s1: ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);
        Assert.Empty(repository.Examine().Found);
    }

    [Fact]
    public void A_session_that_lives_in_a_work_tree_that_is_gone_is_named_and_left_alone()
    {
        using var repository = new DoctorRepository();
        var path = repository.Repository.AddWorktree("app.ui", "ui");
        var pid = Processes.StartSleeper();
        try
        {
            repository.Swarm("-C", path, "join", "--name", "ui", "--pid", $"{pid}").OutputOrThrow("join");
            repository.Repository.Git("worktree", "remove", "--force", path);

            var (found, code) = repository.Examine();

            Assert.StartsWith(
                "wrong worktrees: ui: the work tree is gone, but the process lives",
                Assert.Single(found),
                StringComparison.Ordinal
            );
            Assert.Equal(1, code);
            Assert.DoesNotContain(
                "\"ended\"",
                repository.Repository.Git("cat-file", "-p", repository.Refs("sessions")),
                StringComparison.Ordinal
            );
        }
        finally
        {
            Processes.Kill(pid);
        }
    }

    [Fact]
    public void Files_nobody_needs_go_and_young_ones_stay()
    {
        using var repository = new DoctorRepository();
        var swarm = Path.Combine(repository.CommonDir, "swarm");
        var packs = Path.Combine(repository.CommonDir, "objects", "pack");
        string[] old =
        [
            DoctorRepository.Old(Path.Combine(swarm, "superseded.1-x"), TimeSpan.FromDays(2)),
            DoctorRepository.Old(Path.Combine(swarm, "x.tmp"), TimeSpan.FromDays(2)),
            DoctorRepository.Old(Path.Combine(packs, "pack-1.keep"), TimeSpan.FromDays(16), "git-swarm 2026-01-05"),
            DoctorRepository.Old(repository.Hook(".abcdefgh.abc"), TimeSpan.FromDays(2), "# >>> git-swarm >>>\n"),
            // Its pack is gone: it was merged, and nothing keeps house here any more.
            DoctorRepository.Old(Path.Combine(packs, "pack-4.idx"), TimeSpan.FromDays(3)),
            DoctorRepository.Old(Path.Combine(packs, "pack-4.keep"), TimeSpan.FromDays(2), "git-swarm 2026-01-05"),
        ];
        string[] others =
        [
            DoctorRepository.Old(Path.Combine(packs, "pack-1.idx"), TimeSpan.FromDays(16)),
            DoctorRepository.Old(Path.Combine(packs, "pack-1.pack"), TimeSpan.FromDays(16)),
            DoctorRepository.Old(Path.Combine(swarm, "superseded.2-x"), TimeSpan.FromHours(1)),
            DoctorRepository.Old(Path.Combine(packs, "pack-2.keep"), TimeSpan.FromDays(16), "somebody else's"),
            DoctorRepository.Old(Path.Combine(packs, "pack-3.idx"), TimeSpan.FromDays(13)),
            DoctorRepository.Old(Path.Combine(packs, "pack-3.pack"), TimeSpan.FromDays(13)),
            DoctorRepository.Old(Path.Combine(packs, "pack-3.keep"), TimeSpan.FromDays(13), "git-swarm 2026-01-05"),
            DoctorRepository.Old(repository.Hook(".abcdefgh.xyz"), TimeSpan.FromDays(2), "somebody else's"),
        ];

        Assert.Equal(old.Length, repository.Examine().Found.Count(l => l.StartsWith("mended leftovers: ", StringComparison.Ordinal)));

        Assert.DoesNotContain(old, File.Exists);
        Assert.All(others, f => Assert.True(File.Exists(f)));
        Assert.Empty(repository.Examine().Found);
    }

    [Fact]
    public void A_record_that_belongs_to_no_session_goes()
    {
        using var repository = new DoctorRepository();
        var name = repository.Plant("touched", repository.Clone, "s1", """{"v":1,"id":"s1","paths":[]}""");
        repository.Plant("touched", DoctorRepository.Stranger, "s1", """{"v":1,"id":"s1","paths":[]}""");

        Assert.StartsWith($"mended leftovers: {name} ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);

        Assert.Equal($"refs/swarm/touched/{DoctorRepository.Stranger}/s1", repository.Refs("touched"));
    }
}
