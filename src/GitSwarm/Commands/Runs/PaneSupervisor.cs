using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Teams;
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
        if (!IsShown(plan))
        {
            host.Output.TryAnswer(Heading(plan));
        }
        return record;
    }

    /// <summary>The pane as the member's program is typed into; null where that shows nothing of itself.</summary>
    public MemberTerminal? Terminal(LaunchPlan plan)
    {
        if (!IsShown(plan) || MemberPanes.Of(host, plan.Execution.Member!.Backend.Value!) is not { CanType: true } backend)
        {
            return null;
        }
        return new MemberTerminal(
            text => backend.TypeInto(Pane() ?? throw Unknown(plan), text),
            () => Pane() is { } pane ? backend.Read(pane) : null
        );

        // Its launcher writes that down once the pane is there, which may be a moment later.
        string? Pane() =>
            host.Teams.Read().Local(plan.Identity.Team!)?.Record.Members.FirstOrDefault(m => m.Session == plan.Identity.Id)?.Local?.Pane;
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

    // Its program has the pane to itself.
    private static bool IsShown(LaunchPlan plan) => plan.Execution.Member is { IsInteractive: true };

    private static SwarmException Unknown(LaunchPlan plan) =>
        new(ErrorCode.CannotLaunch, $"the team does not say which pane {plan.Identity.Name} has", "start the member again");

    private static string Heading(LaunchPlan plan)
    {
        var i = plan.Identity;
        return $"{i.Name}@{i.Team}  {Texts.Cut(i.Agent, 40)}, {plan.Execution.Runner.Value}  {Texts.Cut(i.Description, 80)}\n\n";
    }
}
