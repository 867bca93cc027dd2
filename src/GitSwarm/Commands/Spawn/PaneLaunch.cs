using System.Diagnostics;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;
using GitSwarm.Sessions;
using GitSwarm.Teams;
using GitSwarm.Teams.Panes;

namespace GitSwarm.Commands.Spawn;

/// <summary>Starts a member's supervisor in a pane: the pane runs it, so that the pane ends with it, and it with the pane.</summary>
/// <remarks>
/// Until it has taken the run over, this process stands for it. Killed before that, it leaves a run that the supervisor takes from
/// a dead process, or one that nobody took, which is lost as any other.
/// </remarks>
internal sealed class PaneLaunch(SwarmHost host, IPaneBackend backend)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Starts it.</summary>
    /// <exception cref="SwarmException">The pane cannot be opened, or nothing started in it.</exception>
    public (RunRecord Record, Pane Pane) Start(LaunchPlan plan, SpawnCaller by, PresenceEdit edit, TeamRecord team, TeamMember member)
    {
        var (id, files) = (plan.Identity.Id, host.RunFiles);
        var me = RunProcess.Of(host.Outside.ProcessId, host.Runs.Vantage);
        var record = Record(plan, by, edit, me);
        Pane? pane = null;
        try
        {
            pane = backend.Open(
                new PaneRequest
                {
                    Team = team.Name,
                    CloneId = host.Clone.IdForReading,
                    Name = member.Name,
                    Color = member.Color ?? TeamLimits.Colors[0],
                    Directory = plan.Context.ParentDirectory,
                    Command = [host.Outside.ProgramPath ?? "git-swarm", "-C", host.Repository.CommonDir, "run", id, "--pane"],
                    HasOthers = team.Members.Any(m => m.Left is null && m.Local?.Pane is not null),
                }
            );
            host.Teams.Change(team.Name, t => t.Record.Id == team.Id ? WithPane(t.Record, member.Session, pane.Id) : null);
            Await(id, files, me);
            return (record, pane);
        }
        catch (Exception error) when (error is SwarmException or IOException or UnauthorizedAccessException)
        {
            if (pane is not null)
            {
                backend.Kill(pane.Id);
            }
            // Who called this has the error by this command, and needs no message of it.
            host.Runs.Finish(
                id,
                r => r with { State = RunState.Failed, Error = error.Message, Background = false, Caller = me },
                [],
                isWaitedFor: true
            );
            files.CleanUp(id);
            throw;
        }
    }

    private RunRecord Record(LaunchPlan plan, SpawnCaller by, PresenceEdit edit, RunProcess? me)
    {
        var (id, files) = (plan.Identity.Id, host.RunFiles);
        try
        {
            Launch.Prepare(host, plan);
            PaneVariables.Write(files.Variables(id), host.Outside.WithoutGit().Variables);
            RunFiles.Write(files.Mark(id), RunFiles.MarkOf(me));
            return Launch.Record(host, plan, by, edit, me, host.Outside.ProcessId);
        }
        catch (Exception error) when (error is SwarmException or IOException or UnauthorizedAccessException)
        {
            // The variables may have secrets in them.
            Launch.ForgetUnlessOnRecord(host, id);
            throw;
        }
    }

    private static TeamRecord WithPane(TeamRecord team, string session, string pane) =>
        team with
        {
            Members =
            [
                .. team.Members.Select(m =>
                    m.Session == session ? m with { Local = (m.Local ?? new TeamLocal()) with { Pane = pane } } : m
                ),
            ],
        };

    /// <summary>Waits until the supervisor stands for the run, which its mark says.</summary>
    private static void Await(string id, RunFiles files, RunProcess? me)
    {
        var mine = System.Text.Encoding.UTF8.GetString(RunFiles.MarkOf(me));
        for (var began = Stopwatch.GetTimestamp(); IsMine(files.Mark(id), mine); Thread.Sleep(20))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new SwarmException(
                    ErrorCode.CannotLaunch,
                    $"nothing started in the pane within {Patience.TotalSeconds:0} s",
                    "look whether git-swarm runs in that terminal, or use GIT_SWARM_TEAMMATE_MODE=in-process"
                );
            }
        }
    }

    private static bool IsMine(string mark, string mine)
    {
        try
        {
            return File.ReadAllText(mark) == mine;
        }
        catch (IOException)
        {
            // The run is over already.
            return false;
        }
    }
}
