using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using GitSwarm.Worker;
using Xunit;

namespace GitSwarm.Tests.Stress;

public class StressTests
{
    // 4 processes on refs of their own and 4 on one ref, 10 updates each, beside pack-refs and gc.
    // More: dotnet run --project tests/GitSwarm.Worker -c Release -- stress 32 100 10
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void No_update_is_lost_while_refs_are_packed_and_garbage_is_collected(TestGit git, RepositoryFormat format)
    {
        var report = StressRun.Run(git, format, new StressPlan(4, 10));

        Assert.Equal((80, 0, 0), (report.Expected, report.Lost, report.Extra));
        Assert.True(report.Attempts >= report.Expected, report.ToString());
        Assert.True(report is { Packs: > 0, Gcs: > 0 }, report.ToString());
    }

    // 4 sessions that ask 6 times each, all at once. More: dotnet run --project tests/GitSwarm.Worker -c Release -- stress claims 32 60
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Of_all_that_claim_the_same_one_holds_it_while_refs_are_packed(TestGit git, RepositoryFormat format)
    {
        foreach (var shape in Enum.GetValues<ClaimShape>())
        {
            var report = ClaimStress.Run(git, format, shape, processes: 4, rounds: 6);

            Assert.True(report is { Doubles: 0, Idle: 0, Strays: 0, Packs: > 0 }, $"{shape}: {report}");
            Assert.Equal((6, 24), (report.Grants, report.Grants + report.Refusals + report.GaveUp));
        }
    }

    [Fact]
    public void Housekeeping_beside_writers_loses_nothing()
    {
        using var store = new TestStore();
        var arguments = new[] { "append", store.User.Path, "list", "w", "25" };
        using var writer = StressRun.StartWorker(store.Sandbox, arguments);
        using var second = StressRun.StartWorker(store.Sandbox, ["append", store.User.Path, "list", "v", "25"]);
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39));
        var gathered = 0;
        while (!writer.HasExited || !second.HasExited)
        {
            gathered += garbage.Collect(Sandbox.Epoch).Gathered;
        }
        gathered += garbage.Collect(Sandbox.Epoch).Gathered;

        Assert.Equal((0, 0), (writer.ExitCode, second.ExitCode));
        var blob = store.Store.Read(["refs/swarm/lists"]).Blobs.Values.Single();
        Assert.Equal(50, StressRun.Lines(blob).Distinct().Count());
        // A note of a superseded blob may be lost under load; that costs a loose object.
        Assert.True(gathered >= 40, $"{gathered} blobs were put away");
        Assert.Equal("", store.User.Git("fsck", "--no-progress"));
    }
}
