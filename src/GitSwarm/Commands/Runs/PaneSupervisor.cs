using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Runs;

/// <summary>What a supervisor in a pane does besides: it takes the run over from its launcher, and shows what the member does.</summary>
internal sealed class PaneSupervisor : IDisposable
{
    private readonly SwarmHost host;
    private readonly TranscriptReader reader;

    /// <summary>Takes a run over.</summary>
    /// <param name="pane">The command as the pane started it.</param>
    /// <param name="id">The run.</param>
    public PaneSupervisor(SwarmHost pane, string id)
    {
        var variables = PaneVariables.Take(pane.RunFiles.Variables(id), pane.Outside.Variables);
        host = new SwarmHost(
            pane.Outside with
            {
                Variables = variables,
            },
            new GlobalOptions(pane.Repository.CommonDir, null, Json: false, Quiet: true, Verbose: false)
        );
        reader = new TranscriptReader(host.RunFiles.Output(id));
    }

    /// <summary>The host with the variables of who launched it.</summary>
    public SwarmHost Host => host;

    /// <summary>Puts this process on record as the one that sees to the run.</summary>
    /// <exception cref="SwarmException">The run is over, or not there.</exception>
    public RunRecord TakeOver(LaunchPlan plan)
    {
        var id = plan.Identity.Id;
        var pid = host.Outside.ProcessId;
        var me = RunProcess.Of(pid, host.Runs.Vantage);
        var record =
            host.Runs.Change(
                id,
                r => r with { Supervisor = me },
                new RunScene(host).Agent(plan.Context.ParentDirectory, pid),
                new PresenceEdit { ReplacesProcess = true, Moves = true }
            )
            ?? throw new SwarmException(
                ErrorCode.UnknownRun,
                $"run {ShortId.Of(id)} is over already",
                "start the member again with 'git swarm spawn --team'"
            );
        // Its launcher waits for this.
        RunFiles.Write(host.RunFiles.Mark(id), RunFiles.MarkOf(me));
        host.Output.TryAnswer(Heading(plan));
        return record;
    }

    /// <summary>Shows what is new in the transcript.</summary>
    public void Show()
    {
        var lines = reader.Read();
        if (lines.Count > 0)
        {
            host.Output.TryAnswer(string.Concat(lines.Select(LogsCommand.Line)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => host.Dispose();

    private static string Heading(LaunchPlan plan)
    {
        var i = plan.Identity;
        return $"{i.Name}@{i.Team}  {Texts.Cut(i.Agent, 40)}, {plan.Execution.Runner.Value}  {Texts.Cut(i.Description, 80)}\n\n";
    }
}
