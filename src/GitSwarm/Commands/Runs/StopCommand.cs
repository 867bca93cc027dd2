using System.CommandLine;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Commands.Runs;

/// <summary><c>git swarm stop</c>: end a run.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static Command Create(Runner run)
    {
        var id = new Argument<string>("id") { Description = "Which run; the end of its id will do" };
        var kill = new Option<bool>("--kill") { Description = "At once, without asking it" };
        var command = new Command("stop", "End an agent that was launched") { id, kill };
        run.On(
            command,
            (host, parsed) =>
            {
                var found = RunsCommand.Read(host).Find(parsed.GetValue(id)!);
                if (found.State.IsOver())
                {
                    host.Output.Refuse($"run {ShortId.Of(found.Id)} is over: {found.State.Word()}");
                    return ExitCode.No;
                }
                RunControl.Ask(host.RunFiles, found.Id, parsed.GetValue(kill));
                var over = Wait(host, found.Id, Patience);
                if (host.Output.Json)
                {
                    host.Output.Answer(RunBody.Of(over, host.Now), RunContext.Default.RunBody);
                }
                host.Output.Did(
                    over.State.IsOver()
                        ? $"run {ShortId.Of(over.Id)} {(over.State == RunState.Killed ? "was stopped" : over.State.Word())}"
                        : $"run {ShortId.Of(over.Id)} was asked to stop"
                );
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Waits until a run is over.</summary>
    public static Run Wait(SwarmHost host, string id, TimeSpan patience)
    {
        var files = host.RunFiles;
        var started = TimeProvider.System.GetTimestamp();
        while (
            File.Exists(files.Mark(id))
            && !Reaper.IsDue(files, ProcessTables.ForThisSystem())
            && TimeProvider.System.GetElapsedTime(started) < patience
        )
        {
            Thread.Sleep(20);
        }
        return RunsCommand.Read(host).Find(id);
    }
}
