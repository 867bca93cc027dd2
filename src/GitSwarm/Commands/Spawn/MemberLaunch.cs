using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Teams;
using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Commands.Spawn;

/// <summary>Launches a member of a team: it gets its place first, and then a supervisor that keeps it between its turns.</summary>
/// <remarks>
/// A kill between the two leaves a place that nobody takes, and that counts no more after a while. What cannot be started gives its
/// place back.
/// </remarks>
internal static class MemberLaunch
{
    public static int Run(SwarmHost host, LaunchPlan plan, SpawnCaller by)
    {
        var (team, member) = host.Teams.Join(by.Caller, plan.Identity.Team!, _ => Request(plan));
        try
        {
            var seated = plan.Seated(member.Name, member.Color, team.Lead.Name);
            var edit = new PresenceEdit { Name = member.Name, Record = r => r with { Team = TeamStore.SeatOf(team, member) } };
            var (record, pane) = MemberPanes.Of(host, seated.Execution.Member!.Backend.Value!) is { } backend
                ? new PaneLaunch(host, backend).Start(seated, by, edit, team, member)
                : (Headless(host, seated, by, edit), null);
            return LaunchAnswer.Spawned(host, seated, record, member, pane);
        }
        catch (Exception error) when (error is SwarmException or IOException or UnauthorizedAccessException)
        {
            host.Teams.Leave(team.Name, member.Name, Texts.Cut($"it could not be started: {error.Message}", 200), team.Id);
            throw;
        }
    }

    private static RunRecord Headless(SwarmHost host, LaunchPlan plan, SpawnCaller by, PresenceEdit edit)
    {
        var (record, supervisor) = Launch.Start(host, plan, by, edit);
        supervisor.Dispose();
        return record;
    }

    private static JoinRequest Request(LaunchPlan plan) =>
        new(TeamLimits.Member(plan.Identity.Name!), plan.Identity.Id)
        {
            Type = plan.Identity.Agent,
            Model = plan.Identity.Model.Value,
            Mode = plan.Context.Mode.Value,
            Runner = plan.Execution.Runner.Value,
            Local = new TeamLocal
            {
                Backend = plan.Execution.Member!.Backend.Value,
                Directory = plan.Context.Directory,
                Run = plan.Identity.Id,
            },
        };
}
