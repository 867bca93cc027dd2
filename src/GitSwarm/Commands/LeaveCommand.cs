using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Teams;

namespace GitSwarm.Commands;

/// <summary><c>git swarm leave</c>: end a session by hand.</summary>
internal static class LeaveCommand
{
    public static Command Create(Runner run)
    {
        var command = new Command("leave", "End your session");
        run.On(
            command,
            (host, _) =>
            {
                var now = host.Now;
                var record = host.SessionsToWrite.EditExisting(host.Caller, new PresenceEdit { Record = r => r with { Ended = now } });
                if (record is null)
                {
                    throw new SwarmException(ErrorCode.NoSession, "you have no session here", "see 'git swarm status'");
                }
                LeaveTeam(host, record);
                // Nobody waits now: what this session left behind is put away.
                host.CleanUpAfter = true;
                JoinCommand.Report(host, record, $"{record.Name} left");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static void LeaveTeam(SwarmHost host, SessionRecord record)
    {
        if (record.Team is not { Left: null } seat)
        {
            return;
        }
        if (seat.Member == Team.LeadName)
        {
            host.Output.Narrate($"team {seat.Team} ends with its lead");
        }
        else
        {
            host.Teams.Leave(seat.Team, seat.Member, "left by itself", seat.Id);
        }
    }
}
