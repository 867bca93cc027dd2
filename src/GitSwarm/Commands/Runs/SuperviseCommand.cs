using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Spawn;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Commands.Runs;

/// <summary><c>git swarm run</c>: the supervisor of one run; started by <c>spawn</c>.</summary>
/// <remarks>
/// It has no terminal and nobody to talk to: one byte goes to its output for each new thing in the transcript, and its record
/// at the end, for who waits.
/// </remarks>
internal static class SuperviseCommand
{
    public static Command Create(Runner run)
    {
        var id = new Argument<string>("id") { Description = "Which run" };
        var pane = new Option<bool>("--pane") { Description = "In a pane that was opened for it, where it shows what its agent does" };
        var command = new Command("run", "Supervise a run that was launched; called by spawn") { id, pane };
        run.On(command, (host, parsed) => parsed.GetValue(pane) ? InPane(host, parsed.GetValue(id)!) : Alone(host, parsed.GetValue(id)!));
        return command;
    }

    private static int Alone(SwarmHost host, string id)
    {
        Detachment.Detach();
        // A terminal that ends is nothing to it.
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        var plan = PlanFile.Read(host.RunFiles.Plan(id));
        if (Run(host, plan, Begin(host, id), () => host.Output.TryAnswer("."), PosixSignal.SIGINT) is not { } over)
        {
            return ExitCode.No;
        }
        var record = Encoding.UTF8.GetString(Records.Write(over, RunJson.Default.RunRecord));
        host.Output.TryAnswer($"{SupervisorProcess.EndMark}{record}\n");
        return over.State == RunState.Completed ? ExitCode.Yes : ExitCode.No;
    }

    private static int InPane(SwarmHost host, string id)
    {
        using var pane = new PaneSupervisor(host, id);
        // Ctrl-C is for the agent that is at work.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        var plan = PlanFile.Read(pane.Host.RunFiles.Plan(id));
        // The pane that is closed ends it.
        var run = pane.TakeOver(plan);
        var terminal = pane.Terminal(plan);
        var over = Run(pane.Host, plan, run, terminal is null ? pane.Show : () => { }, PosixSignal.SIGHUP, terminal);
        return over?.State == RunState.Completed ? ExitCode.Yes : ExitCode.No;
    }

    private static RunRecord? Run(
        SwarmHost host,
        LaunchPlan plan,
        RunRecord run,
        Action wake,
        PosixSignal alsoEnds,
        MemberTerminal? terminal = null
    )
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Asked(context, stop));
        using var other = PosixSignalRegistration.Create(alsoEnds, context => Asked(context, stop));
        var runner =
            AgentRunners.Named(plan.Execution.Runner.Value ?? "")
            ?? throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"no runner '{Texts.Cut(plan.Execution.Runner.Value ?? "", 40)}'",
                "update git-swarm"
            );
        var scene = new RunScene(host);
        var supervisor = new Supervisor(
            new Supervision
            {
                Plan = plan,
                Runner = runner,
                Run = run,
                Files = host.RunFiles,
                ProcessId = host.Outside.ProcessId,
                Runs = scene.Runs,
                Agent = directory => scene.Agent(directory, host.Outside.ProcessId),
                Variables = scene.VariablesOf(plan),
                Make = plan.Context.Worktree is null ? null : scene.Make,
                Member = plan.Execution.Member is null ? null : new MemberSeat(host, scene, plan).Scene(),
                Terminal = terminal,
                Leave = scene.Leave,
                ProgressEvery = plan.Execution.ProgressAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Clock = host.Clock,
                Wake = wake,
                Stop = stop.Token,
            }
        );
        return supervisor.Run();
    }

    /// <summary>Waits until the run is on record, which its launcher says by sending it.</summary>
    /// <remarks>A launcher that was killed says nothing: then the record itself tells whether there is a run to see to.</remarks>
    private static RunRecord Begin(SwarmHost host, string id)
    {
        if (!host.Outside.InputIsTerminal)
        {
            using var given = new MemoryStream();
            host.Outside.Input.CopyTo(given);
            if (given.Length > 0)
            {
                return JsonSerializer.Deserialize(given.ToArray(), RunJson.Default.RunRecord)!;
            }
        }
        var run = host.Runs.Read(id);
        return run is { State: RunState.Queued or RunState.Running } && run.Record.Supervisor?.Pid == host.Outside.ProcessId
            ? run.Record
            : throw new SwarmException(
                ErrorCode.UnknownRun,
                $"run '{Texts.Cut(id, 40)}' is not for this process to see to",
                "launch one with 'git swarm spawn'"
            );
    }

    private static void Asked(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
