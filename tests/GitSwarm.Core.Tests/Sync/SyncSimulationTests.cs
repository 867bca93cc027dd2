using GitSwarm.TestKit;
using GitSwarm.Worker;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>What a remote pays for a day of exchanges.</summary>
public class SyncSimulationTests
{
    [Fact]
    public void Ten_busy_sessions_leave_little_more_than_an_object_an_exchange()
    {
        var report = SyncSimulation.Run(Gits.System, 2, 1, TimeSpan.FromMinutes(30));

        Assert.InRange(report.Exchanges, 28, 36);
        // One for the sessions, and at most one for each that said something: every two hours.
        Assert.InRange(report.LooseAtRemote, report.Exchanges, report.Exchanges + (2 * 10 * 4));
        Assert.Equal(0, report.Warnings);
        Assert.InRange(report.MostInAMinute, 1, 2);
        // Sessions share one ref; notes and messages have one each for every session.
        Assert.InRange(report.RefsAtRemote, 2, 2 + (2 * 10 * 2) + 1);
    }
}
