using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Doctor;

public class DoctorRefTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void A_ref_without_object_no_longer_breaks_gc(TestGit git, RepositoryFormat format)
    {
        using var repository = new DoctorRepository(git, format);
        var pid = Processes.StartSleeper();
        try
        {
            repository.Swarm("join", "--name", "ui", "--pid", $"{pid}").OutputOrThrow("join");
            var tick = repository.Refs("heartbeats");
            var session = repository.Refs("sessions");
            var fetched = "refs/swarm-remote/up/sessions/stranger/s1";
            repository.Repository.Git("update-ref", fetched, repository.Write("{}"));
            var before = repository.Repository.Git("rev-parse", tick);
            foreach (var name in new[] { tick, session, fetched })
            {
                repository.Lose(name);
            }
            Assert.False(repository.Sandbox.Run("git", ["gc", "--quiet"], repository.Repository.Path).Ok);

            var (seen, dry) = repository.Examine(null, "--dry-run");
            Assert.Equal(3, seen.Count(l => l.Contains("missing or unreadable", StringComparison.Ordinal)));
            Assert.Equal(1, dry);
            var (found, code) = repository.Examine();

            Assert.Equal(0, code);
            Assert.Contains(found, l => l.Contains(tick, StringComparison.Ordinal) && l.Contains("same bytes", StringComparison.Ordinal));
            Assert.Contains(
                found,
                l => l.Contains(session, StringComparison.Ordinal) && l.Contains("ref deleted", StringComparison.Ordinal)
            );
            Assert.Equal(before, repository.Repository.Git("rev-parse", tick));
            Assert.Equal("", repository.Refs("sessions"));
            Assert.Equal("", repository.Repository.Git("for-each-ref", "refs/swarm-remote/"));
            repository.Repository.Git("gc", "--quiet");
            Assert.Empty(repository.Examine().Found);
        }
        finally
        {
            Processes.Kill(pid);
        }
    }

    [Fact]
    public void A_heartbeat_whose_object_is_damaged_goes()
    {
        using var repository = new DoctorRepository();
        repository.Repository.AddWorktree("app.ui", "ui");
        repository.PlantSession("s1", "app.ui");
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH':00Z'");
        var tick = repository.Plant("heartbeats", repository.Clone, "s1", $$"""{"v":1,"tick":"{{now}}","state":"idle"}""");
        repository.Damage(tick);

        var found = Assert.Single(repository.Examine().Found);

        Assert.StartsWith($"mended refs: {tick} leads to", found, StringComparison.Ordinal);
        Assert.Equal("", repository.Refs("heartbeats"));
        Assert.Empty(repository.Examine().Found);
    }

    [Fact]
    public void A_ref_file_a_power_cut_emptied_goes()
    {
        using var repository = new DoctorRepository();
        var name = repository.Plant("sessions", repository.Clone, "s1", "{}");
        File.WriteAllText(Path.Combine(repository.CommonDir, name), "");

        var found = Assert.Single(repository.Examine().Found);

        Assert.StartsWith($"mended refs: {name} is a file without", found, StringComparison.Ordinal);
        Assert.Empty(repository.Examine().Found);
        repository.Repository.Git("gc", "--quiet");
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void An_unreadable_record_of_ours_goes_and_that_of_others_is_told(TestGit git, RepositoryFormat format)
    {
        using var repository = new DoctorRepository(git, format);
        var mine = repository.Plant("sessions", repository.Clone, "s1", "{not json");
        var tooLarge = repository.Plant("touched", repository.Clone, "s2", new string(' ', (1 << 20) + 1));
        var commit = $"refs/swarm/processes/{repository.Clone}/s3";
        repository.Repository.Git("update-ref", commit, "HEAD");
        var theirs = repository.Plant("sessions", DoctorRepository.Stranger, "s1", "{not json");

        var (found, code) = repository.Examine();

        Assert.Equal(4, found.Count);
        foreach (var name in new[] { mine, tooLarge, commit })
        {
            Assert.Contains(found, l => l.StartsWith($"mended records: {name}: ", StringComparison.Ordinal));
        }
        Assert.Contains(found, l => l.StartsWith($"wrong records: {theirs}: ", StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.StartsWith("wrong records", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);
        Assert.Equal(theirs, repository.Refs("sessions"));
    }

    [Fact]
    public void A_record_of_a_newer_program_is_told_and_kept()
    {
        using var repository = new DoctorRepository();
        var name = repository.Plant("sessions", repository.Clone, "s1", """{"v":99}""");

        var (found, code) = repository.Examine();

        Assert.Equal($"wrong records: {name}: written by a newer git-swarm [update git-swarm]", Assert.Single(found));
        Assert.Equal(1, code);
        Assert.Equal(name, repository.Refs("sessions"));
    }

    [Fact]
    public void A_tree_that_misses_a_superseded_blob_goes()
    {
        using var repository = new DoctorRepository();
        var blob = repository.Write("old");
        var tree = repository
            .Sandbox.Run("git", ["mktree"], repository.Repository.Path, input: $"100644 blob {blob}\t{blob}\n")
            .Output.Trim();
        repository.Repository.Git("update-ref", $"refs/swarm/superseded/{repository.Clone}/20260105", tree);
        Assert.Empty(repository.Examine().Found);
        repository.Lose(blob);

        Assert.StartsWith("mended superseded: ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);

        Assert.Empty(repository.Examine().Found);
        repository.Repository.Git("gc", "--quiet");
    }

    [Fact]
    public void A_reflog_that_misses_a_superseded_blob_goes()
    {
        using var repository = new DoctorRepository();
        var blob = repository.Write("old");
        var tree = repository.Sandbox.Run("git", ["mktree"], repository.Repository.Path, input: $"100644 blob {blob}\t000\n").Output.Trim();
        var commit = repository.Repository.Git("commit-tree", "-m", "kept", tree).Trim();
        repository.Repository.Git("update-ref", "--create-reflog", "SWARM_KEPT_HEAD", commit);
        Assert.Empty(repository.Examine().Found);
        repository.Lose(blob);

        Assert.StartsWith("mended superseded: SWARM_KEPT_HEAD ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);

        Assert.Empty(repository.Examine().Found);
        repository.Repository.Git("gc", "--quiet");
    }

    [Fact]
    public void A_reflog_of_our_refs_goes()
    {
        using var repository = new DoctorRepository();
        var name = repository.Plant("notes", repository.Clone, "s1", "{}");
        repository.Repository.Git("-c", "core.logAllRefUpdates=always", "update-ref", "-m", "x", name, repository.Write("{ }"));

        Assert.StartsWith("mended reflogs: 1 reflog ", Assert.Single(repository.Examine().Found), StringComparison.Ordinal);

        Assert.Empty(repository.Examine().Found);
    }
}
