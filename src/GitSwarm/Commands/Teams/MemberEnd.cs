using GitSwarm.Agents.Runs;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;
using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Commands.Teams;

/// <summary>Ends members: those that agreed to, and those that have to.</summary>
internal sealed class MemberEnd(SwarmHost host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Ends a member without asking it: its processes, its pane, its place in the team.</summary>
    /// <returns>What was done, in a few words.</returns>
    public string Kill(Team team, Teammate member, string why)
    {
        if (member.Record.Local?.Run is { } run && host.Runs.Read(run) is { } known)
        {
            if (!known.State.IsOver())
            {
                RunControl.Ask(host.RunFiles, run, now: true, why);
                _ = StopCommand.Wait(host, run, Patience);
            }
            // A supervisor that does not listen any more goes, too; what it leaves is seen to as after any death.
            RunProcesses.End(run, known.Record.Supervisor, host.Vantage);
            new RunScene(host).Reap();
        }
        MemberPanes.Close(host, member.Record.Local);
        host.Teams.Leave(team.Name, member.Record.Name, why, team.Record.Id);
        return why;
    }

    /// <summary>A member that agreed to end does: its supervisor sees to it, or where it has none it leaves at once.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="why">Why.</param>
    public void Leave(Session session, string why)
    {
        if (host.Runs.Read(session.Id) is { } run && !run.State.IsOver())
        {
            RunFiles.Write(host.RunFiles.Leave(run.Id), System.Text.Encoding.UTF8.GetBytes(why));
            return;
        }
        if (session.Record.Team is { Left: null } seat)
        {
            host.Teams.Leave(seat.Team, seat.Member, why, seat.Id);
        }
        var now = host.Now;
        host.SessionsToWrite.EditExisting(host.Caller, new PresenceEdit { Record = r => r with { Ended = now } });
    }
}
