using System.Diagnostics;
using GitSwarm.Agents.Runs;
using GitSwarm.Sessions.Processes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Runs;

public sealed class ReaperTests : IDisposable
{
    private readonly RunWorld world = new();
    private readonly List<string> left = [];

    public void Dispose() => world.Dispose();

    [Fact, Trait("Rule", "N1")]
    public void A_run_whose_supervisor_died_is_lost_and_told_once_by_whoever_comes_by()
    {
        var plan = world.Plan("true");
        using var supervisor = Process.Start("sleep", "300");
        world.Launch(plan, supervisor: RunProcess.Of(supervisor.Id, world.Vantage));
        world.Runs.Change(plan.Identity.Id, r => r with { State = RunState.Running });
        Assert.False(Reaper.IsDue(world.Files, ProcessTables.ForThisSystem()));
        Assert.Empty(Reap());

        supervisor.Kill();
        supervisor.WaitForExit();

        Assert.True(Reaper.IsDue(world.Files, ProcessTables.ForThisSystem()));
        Assert.Equal(RunState.Lost, world.Runs.Read(plan.Identity.Id)!.State);
        Assert.Equal(RunState.Lost, Assert.Single(Reap()).State);
        Assert.Empty(Reap());
        Assert.False(Reaper.IsDue(world.Files, ProcessTables.ForThisSystem()));
        Assert.Equal(("failed", $"Agent \"the work\" failed: {Reaper.Why}"), (world.Notice().Status, world.Notice().Summary));
    }

    [Fact]
    public void What_a_dead_supervisor_left_running_is_ended()
    {
        var plan = world.Plan("true");
        using var supervisor = Process.Start("sleep", "300");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "setsid sleep 301 & sleep 302"]);
        start.Environment["GIT_SWARM_RUN"] = plan.Identity.Id;
        using var orphan = Process.Start(start)!;
        world.Launch(plan, supervisor: RunProcess.Of(supervisor.Id, world.Vantage));
        world.Runs.Change(plan.Identity.Id, r => r with { State = RunState.Running });
        SupervisorTests.Until(() => RunProcesses.Of(plan.Identity.Id, 0).Count == 3);
        supervisor.Kill();
        supervisor.WaitForExit();

        Reap();

        SupervisorTests.Until(() => RunProcesses.Of(plan.Identity.Id, 0).Count == 0);
    }

    [Fact]
    public void Its_worktree_is_judged_as_at_any_end()
    {
        var plan = world.Plan("true");
        using var supervisor = Process.Start("sleep", "300");
        world.Launch(plan, supervisor: RunProcess.Of(supervisor.Id, world.Vantage));
        var made = System.Text.Json.JsonDocument.Parse("""{"path":"/w","branch":"agent-1"}""").RootElement;
        world.Runs.Change(plan.Identity.Id, r => r with { State = RunState.Running, Worktree = made, Directory = "/w" });
        supervisor.Kill();
        supervisor.WaitForExit();

        var over = Assert.Single(Reap(kept: "uncommitted changes"));

        Assert.Equal(["""{"path":"/w","branch":"agent-1"}"""], left);
        Assert.Equal("uncommitted changes", over.Kept);
        Assert.Equal(("/w", "agent-1"), (world.Notice().WorktreePath, world.Notice().WorktreeBranch));
    }

    private IReadOnlyList<RunRecord> Reap(string? kept = null) =>
        new Reaper(
            world.Files,
            () => world.Runs,
            made =>
            {
                left.Add(made.GetRawText());
                return kept;
            }
        ).Reap();
}
