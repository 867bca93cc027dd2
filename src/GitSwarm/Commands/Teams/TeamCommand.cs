using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Commands.Requests;

namespace GitSwarm.Commands.Teams;

/// <summary><c>git swarm team</c>: agents that work together, and what they ask.</summary>
internal static class TeamCommand
{
    public static Command Create(Runner run) =>
        new("team", "Answer what agents ask") { AnswerCommand.Approve(run), AnswerCommand.Refuse(run) };
}
