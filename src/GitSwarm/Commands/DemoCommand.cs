using System.CommandLine;
using System.Runtime.InteropServices;
using GitSwarm.Cli;
using GitSwarm.Demo;

namespace GitSwarm.Commands;

/// <summary><c>git swarm demo</c>: the whole story in a throw-away repository, every command really run.</summary>
internal static class DemoCommand
{
    public static Command Create(Runner run)
    {
        var keep = new Option<bool>("--keep") { Description = "Leave the repository there at the end" };
        var team = new Option<bool>("--team") { Description = "The second act: a team works through a list of tasks" };
        var command = new Command("demo", "See the whole story in a throw-away repository") { keep, team };
        run.On(command, (host, parsed) => Play(host, parsed.GetValue(keep), parsed.GetValue(team)));
        return command;
    }

    private static int Play(SwarmHost host, bool keep, bool team)
    {
        var program =
            host.Outside.ProgramPath
            ?? throw new SwarmException(ErrorCode.GitFailed, "the running program has no path", "run the installed git-swarm");
        using var interruption = new CancellationTokenSource();
        var code = ExitCode.Yes;
        void Interrupt(PosixSignalContext signal)
        {
            // Not the end of the process: what was started and written is cleared away first.
            signal.Cancel = true;
            code =
                signal.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted
                : signal.Signal == PosixSignal.SIGTERM ? ExitCode.Terminated
                : ExitCode.HungUp;
            interruption.Cancel();
        }
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Interrupt);
        using var stage = new DemoStage(host, program, keep, interruption.Token);
        try
        {
            if (team)
            {
                new DemoTeam(stage).Tell();
            }
            else
            {
                new DemoStory(stage).Tell();
            }
        }
        catch (OperationCanceledException)
        {
            // The code says which signal it was.
        }
        return code;
    }
}
