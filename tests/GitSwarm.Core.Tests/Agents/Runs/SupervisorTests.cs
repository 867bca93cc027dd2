using GitSwarm.Agents.Runs;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Runs;

public sealed class SupervisorTests : IDisposable
{
    private readonly RunWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void What_a_command_prints_is_its_result()
    {
        var plan = world.Plan("cat; echo; echo two");

        var run = world.Do(plan);

        Assert.Equal((RunState.Completed, null, true), (run.State, run.Error, run.Notified));
        Assert.Equal(["do it", "two"], RunWorld.Transcript(plan).Where(l => l.Type == "text").Select(l => l.Text));
        Assert.Equal(["do it\ntwo"], RunWorld.Transcript(plan)[^1].Content);
    }

    [Theory]
    [InlineData("echo oops >&2; exit 3", "it ended with exit code 3: oops")]
    [InlineData("exit 4", "it ended with exit code 4")]
    [InlineData("no-such-command-here", "the command was not found: ")]
    [InlineData("kill -SEGV $$", "it was ended by signal 11")]
    [InlineData("kill -9 $$", "it was ended by signal 9")]
    public void What_fails_says_why(string line, string why)
    {
        var run = world.Do(world.Plan(line));

        Assert.Equal(RunState.Failed, run.State);
        Assert.StartsWith(why, run.Error, StringComparison.Ordinal);
        Assert.Equal("failed", world.Notice().Status);
        Assert.Contains(why, world.Notice().Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_is_read_to_its_end_and_harms_nothing()
    {
        var plan = world.Plan("head -c 3000000 /dev/urandom; echo; head -c 9000000 /dev/zero | tr '\\0' x; echo; echo done");

        var run = world.Do(plan);

        Assert.Equal(RunState.Completed, run.State);
        Assert.EndsWith("done", RunWorld.Transcript(plan)[^1].Content![0], StringComparison.Ordinal);
        Assert.InRange(new FileInfo(plan.Execution.OutputFile).Length, 1, GitSwarm.Agents.Runs.Transcript.MostBytes);
    }

    [Fact]
    public void A_time_limit_ends_it_and_all_it_started()
    {
        var plan = world.Plan("(sleep 301 & sleep 302) & sleep 303", limit: 1);

        var run = world.Do(plan);

        Assert.Equal((RunState.Failed, "it took longer than its time limit of 1 s"), (run.State, run.Error));
        Assert.Empty(RunProcesses.Of(plan.Identity.Id, 0));
    }

    [Fact]
    public void What_it_left_behind_ends_with_it_and_is_not_waited_for()
    {
        // Cut loose, and holding the output open.
        var plan = world.Plan("(setsid sleep 301 &) ; (trap '' TERM; sleep 302 & wait) & echo over");

        var started = TimeProvider.System.GetTimestamp();
        var run = world.Do(plan);

        Assert.Equal(RunState.Completed, run.State);
        Assert.Empty(RunProcesses.Of(plan.Identity.Id, 0));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_stops_it_is_obeyed(bool now)
    {
        var plan = world.Plan("trap 'echo asked; exit 7' TERM; echo at it; sleep 300 & wait");
        world.Launch(plan);
        var supervising = Task.Run(() => world.Supervise(plan));
        Until(() => RunWorld.Transcript(plan).Any(l => l.Text == "at it"));

        RunControl.Ask(world.Files, plan.Identity.Id, now);
        var run = (await supervising)!;

        Assert.Equal((RunState.Killed, "it was stopped"), (run.State, run.Error));
        Assert.Equal(!now, RunWorld.Transcript(plan).Any(l => l.Text == "asked"));
        Assert.Equal("Agent \"the work\" was stopped", world.Notice().Summary);
        Assert.Empty(RunProcesses.Of(plan.Identity.Id, 0));
    }

    [Fact]
    public async Task A_supervisor_that_is_asked_to_end_ends_its_run_first()
    {
        using var stop = new CancellationTokenSource();
        var plan = world.Plan("echo at it; sleep 300");
        world.Launch(plan);
        var supervising = Task.Run(() => world.Supervise(plan, stop: stop.Token));
        Until(() => RunWorld.Transcript(plan).Any(l => l.Text == "at it"));

        stop.Cancel();

        Assert.Equal(RunState.Killed, (await supervising)!.State);
        Assert.Equal("killed", world.Notice().Status);
    }

    [Fact]
    public async Task In_the_foreground_it_ends_with_who_waits_and_that_is_told()
    {
        using var waiting = System.Diagnostics.Process.Start("sleep", "300");
        var plan = world.Plan("echo at it; sleep 300", background: false);
        world.Launch(plan, RunProcess.Of(waiting.Id, world.Vantage));
        var supervising = Task.Run(() => world.Supervise(plan));
        Until(() => RunWorld.Transcript(plan).Any(l => l.Text == "at it"));

        waiting.Kill();
        var run = (await supervising)!;

        Assert.Equal((RunState.Killed, "who waited for it is gone", true), (run.State, run.Error, run.Notified));
        Assert.Equal("killed", world.Notice().Status);
    }

    [Fact]
    public async Task Moved_to_the_background_it_outlives_who_waited()
    {
        using var waiting = System.Diagnostics.Process.Start("sleep", "300");
        var plan = world.Plan("echo at it; while ! test -e go; do sleep 0.05; done; echo made it", background: false);
        world.Launch(plan, RunProcess.Of(waiting.Id, world.Vantage));
        var supervising = Task.Run(() => world.Supervise(plan));
        Until(() => RunWorld.Transcript(plan).Any(l => l.Text == "at it"));

        world.Runs.Change(plan.Identity.Id, r => r with { Background = true, Caller = null });
        waiting.Kill();
        Thread.Sleep(400);
        File.WriteAllText(Path.Combine(world.Directory, "go"), "");

        Assert.Equal(RunState.Completed, (await supervising)!.State);
        Assert.Equal("completed", world.Notice().Status);
    }

    [Fact]
    public void Who_waits_gets_the_answer_and_no_notice()
    {
        var run = world.Do(world.Plan("echo hi", background: false), RunProcess.Of(Environment.ProcessId, world.Vantage));

        Assert.Equal((RunState.Completed, false), (run.State, run.Notified));
        Assert.Empty(world.Mail());
    }

    [Fact]
    public async Task The_agent_is_a_session_below_its_parent_until_it_ends()
    {
        var plan = world.Plan("echo at it; while ! test -e go; do sleep 0.05; done");
        world.Launch(plan);
        var supervising = Task.Run(() => world.Supervise(plan));
        Until(() => RunWorld.Transcript(plan).Any(l => l.Text == "at it"));

        var agent = world.Sessions.Read().Local(plan.Identity.Id)!;
        Assert.Equal(
            ("worker", "parent", "the work", "command"),
            (agent.Name, agent.Record.Parent, agent.Record.Task, agent.Record.Client)
        );
        Assert.True(agent.IsLive);
        // Its own process stands for it, not its parent's.
        world.Sessions.EditExisting(RunWorld.As("parent"), new PresenceEdit { Record = r => r with { Ended = world.Now } });
        Assert.True(world.Sessions.Read().Local(plan.Identity.Id)!.IsLive);
        File.WriteAllText(Path.Combine(world.Directory, "go"), "");
        await supervising;

        Assert.False(world.Sessions.Read().Local(plan.Identity.Id)!.IsLive);
    }

    [Fact]
    public void Nothing_is_left_of_a_run_but_its_record_and_its_transcript()
    {
        var plan = world.Plan("cat \"$GIT_SWARM_PLAN\" > plan.seen 2>/dev/null; echo hi");

        world.Do(plan);

        Assert.Equal([plan.Execution.OutputFile], Directory.GetFiles(world.Files.Directory));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(plan.Execution.OutputFile));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(world.Files.Directory)
            );
        }
    }

    [Fact]
    public void A_run_that_somebody_ended_is_told_once()
    {
        var plan = world.Plan("echo hi");
        world.Launch(plan);
        world.Runs.Finish(plan.Identity.Id, r => r with { State = RunState.Lost }, []);

        Assert.Null(world.Supervise(plan));
        Assert.Single(world.Mail());
    }

    [Fact]
    public void A_directory_that_is_gone_fails_the_run_in_one_line()
    {
        var plan = world.Plan("echo hi");
        plan = plan with { Context = plan.Context with { Directory = "/no/such/place" } };

        Assert.Equal("no such directory: /no/such/place", world.Do(plan).Error);
    }

    internal static void Until(Func<bool> happened)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "it did not happen");
            Thread.Sleep(20);
        }
    }
}
