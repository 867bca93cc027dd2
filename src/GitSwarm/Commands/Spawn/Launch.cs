using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Spawn;

/// <summary>Launches what was planned: puts the run on record, starts its supervisor, and waits where somebody wants the answer.</summary>
/// <remarks>
/// Foreground and background differ in who waits, not in how it runs: a supervisor of its own sees to either. So moving a
/// run from one to the other changes nothing about it.
/// </remarks>
internal static class Launch
{
    /// <summary>Launches.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="plan">What was decided.</param>
    /// <param name="by">Who launches.</param>
    public static int Run(SwarmHost host, LaunchPlan plan, SpawnCaller by)
    {
        LaunchPlanner.RequireLaunchable(plan);
        Abandoned.EndIfDue(host);
        if (plan.Execution.Member is not null)
        {
            return MemberLaunch.Run(host, plan, by);
        }
        var edit = new PresenceEdit { Name = plan.Identity.Name ?? SessionNames.FromBranch(plan.Identity.Agent) };
        var (record, supervisor) = Start(host, plan, by, edit);
        using (supervisor)
        {
            return plan.Context.Background
                ? LaunchAnswer.Launched(host, plan, record)
                : Attachment.Follow(host, record, plan, supervisor.WhenNews, supervisor.IsOver, () => supervisor.Ended);
        }
    }

    /// <summary>Puts a run on record, and has a supervisor see to it.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="plan">What was decided.</param>
    /// <param name="by">Who launches.</param>
    /// <param name="edit">What its session is called, and what else is to be on record of it.</param>
    public static (RunRecord Record, SupervisorProcess Supervisor) Start(SwarmHost host, LaunchPlan plan, SpawnCaller by, PresenceEdit edit)
    {
        var id = plan.Identity.Id;
        SupervisorProcess? supervisor = null;
        try
        {
            Prepare(host, plan);
            // It starts while the run is put on record, and begins once it is told that it is.
            supervisor = SupervisorProcess.Start(host, id);
            var process = RunProcess.Of(supervisor.Pid, host.Runs.Vantage);
            RunFiles.Write(host.RunFiles.Mark(id), RunFiles.MarkOf(process));
            var record = Record(host, plan, by, edit, process, supervisor.Pid);
            if (!File.Exists(host.RunFiles.Mark(id)))
            {
                // It died already, and somebody who came by found no record and tidied up: with a mark the next one sees to it.
                RunFiles.Write(host.RunFiles.Mark(id), RunFiles.MarkOf(process));
            }
            supervisor.Begin(record);
            return (record, supervisor);
        }
        catch (Exception error) when (error is SwarmException or IOException or UnauthorizedAccessException)
        {
            supervisor?.Dispose();
            ForgetUnlessOnRecord(host, id);
            throw;
        }
    }

    /// <summary>Deletes the files of a run that did not come about.</summary>
    public static void ForgetUnlessOnRecord(SwarmHost host, string id)
    {
        if (host.Runs.Read(id) is null)
        {
            host.RunFiles.Forget(id);
        }
    }

    /// <summary>Makes the files a supervisor needs.</summary>
    public static void Prepare(SwarmHost host, LaunchPlan plan)
    {
        host.RunFiles.Make();
        MemoryFile.Make(plan.Prompt);
        PlanFile.Write(host.RunFiles.Plan(plan.Identity.Id), plan);
        // The answer names it: who follows it at once must find it, even before the supervisor wrote a line.
        RunFiles.Open(plan.Execution.OutputFile, FileMode.Append).Dispose();
    }

    /// <summary>Puts a run and its agent's session on record.</summary>
    /// <param name="host">The composed command.</param>
    /// <param name="plan">What was decided.</param>
    /// <param name="by">Who launches.</param>
    /// <param name="edit">What its session is called, and what else is to be on record of it.</param>
    /// <param name="process">Who sees to it.</param>
    /// <param name="pid">The process whose life is that of the agent's session.</param>
    public static RunRecord Record(SwarmHost host, LaunchPlan plan, SpawnCaller by, PresenceEdit edit, RunProcess? process, int pid)
    {
        var runs = host.Runs;
        var me = plan.Context.Background ? null : RunProcess.Of(host.Outside.ProcessId, runs.Vantage);
        return runs.Launch(
            by.Caller,
            parent => RecordOf(plan, parent, me, process, host.Now),
            new RunScene(host).Agent(plan.Context.ParentDirectory, pid),
            edit with
            {
                Client = plan.Execution.Runner.Value,
                Moves = true,
            },
            by.Records
        );
    }

    /// <summary>Moves a run on: who waits for it stops waiting, and it goes on.</summary>
    public static int MoveToBackground(SwarmHost host, string typed)
    {
        var run = RunsCommand.Read(host).Find(typed);
        if (Move(host, run.Id) is not { } moved)
        {
            host.Output.Refuse($"run {ShortId.Of(run.Id)} is over: {run.State.Word()}");
            return ExitCode.No;
        }
        RunFiles.Write(host.RunFiles.Moved(run.Id), "1"u8);
        return LaunchAnswer.Launched(host, null, moved);
    }

    /// <summary>Says that nobody waits for a run any more.</summary>
    public static RunRecord? Move(SwarmHost host, string id) => host.Runs.Change(id, r => r with { Background = true, Caller = null });

    /// <summary>Waits for a run that is on.</summary>
    public static int Attach(SwarmHost host, string typed)
    {
        var run = RunsCommand.Read(host).Find(typed);
        var runs = host.Runs;
        var me = RunProcess.Of(host.Outside.ProcessId, runs.Vantage);
        File.Delete(host.RunFiles.Moved(run.Id));
        var record = runs.Change(run.Id, r => r with { Background = false, Caller = me }) ?? run.Record;
        return Attachment.Follow(host, record, null, patience => Thread.Sleep(patience), () => IsOver(host, run.Id), () => null);
    }

    // The supervisor's mark goes after its last write; a dead one's names a process that is no more.
    private static bool IsOver(SwarmHost host, string id) =>
        !File.Exists(host.RunFiles.Mark(id)) || Reaper.IsDue(host.RunFiles, Sessions.Processes.ProcessTables.ForThisSystem());

    private static RunRecord RecordOf(
        LaunchPlan plan,
        SessionRecord parent,
        RunProcess? caller,
        RunProcess? supervisor,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = plan.Identity.Id,
            Agent = plan.Identity.Agent,
            Description = Texts.Cut(plan.Identity.Description, 200),
            Runner = plan.Execution.Runner.Value ?? CommandRunner.Id,
            Parent = parent.Id,
            ParentRun = plan.Identity.ParentRun,
            ToolUse = plan.Identity.ToolUse,
            State = plan.Context.Worktree is null ? RunState.Running : RunState.Queued,
            Background = plan.Context.Background,
            Launched = now,
            Caller = caller,
            Supervisor = supervisor,
            OutputFile = plan.Execution.OutputFile,
            Directory = plan.Context.Directory,
        };
}
