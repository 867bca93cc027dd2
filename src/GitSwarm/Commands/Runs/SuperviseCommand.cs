using System.CommandLine;
using System.Runtime.InteropServices;
using GitSwarm.Agents.Runners;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Commands.Runs;

/// <summary><c>git swarm run</c>: the supervisor of one run; started by <c>spawn</c>.</summary>
/// <remarks>It has no terminal and nobody to talk to: one byte goes to its output for each new thing in the transcript, for who waits.</remarks>
internal static class SuperviseCommand
{
    public static Command Create(Runner run)
    {
        var id = new Argument<string>("id") { Description = "Which run" };
        var command = new Command("run", "Supervise a run that was launched; called by spawn") { id };
        run.On(command, (host, parsed) => Run(host, parsed.GetValue(id)!));
        return command;
    }

    private static int Run(SwarmHost host, string id)
    {
        Detachment.Detach();
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Asked(context, stop));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Asked(context, stop));
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        var files = host.RunFiles;
        var plan = PlanFile.Read(files.Plan(id));
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
                Files = files,
                ProcessId = host.Outside.ProcessId,
                Runs = scene.Runs,
                Agent = scene.Agent,
                Variables = scene.VariablesOf(plan),
                Make = plan.Context.Worktree is null ? null : scene.Make,
                Leave = scene.Leave,
                Clock = host.Clock,
                Wake = () => host.Output.TryAnswer("."),
                Stop = stop.Token,
            }
        );
        return supervisor.Run() is { State: RunState.Completed } ? ExitCode.Yes : ExitCode.No;
    }

    private static void Asked(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
