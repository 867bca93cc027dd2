using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Teams;
using GitSwarm.Teams.Panes;

namespace GitSwarm.Commands.Teams;

/// <summary><c>git swarm team hide</c> and <c>team unhide</c>: put a member's pane out of sight, and bring it back.</summary>
internal static class TeamPaneCommand
{
    public static Command Hide(Runner run) =>
        Create(run, "hide", "Put a member's pane out of sight; it works on", (backend, pane) => backend.Hide(pane));

    public static Command Unhide(Runner run) => Create(run, "unhide", "Bring a member's pane back", (backend, pane) => backend.Show(pane));

    private static Command Create(Runner run, string name, string help, Func<IPaneBackend, string, bool> act)
    {
        var member = new Argument<string>("member") { Description = "Whose" };
        var command = new Command(name, help) { member };
        run.On(
            command,
            (host, parsed) =>
            {
                var book = host.TeamsToRead.Read();
                var (backend, pane, who) = PaneOf(host, TeamCommand.Mine(host, book), parsed.GetValue(member)!);
                if (!backend.CanHide)
                {
                    throw new SwarmException(
                        ErrorCode.TeamRefused,
                        $"{backend.DisplayName} cannot {name} panes",
                        "use its own window for that"
                    );
                }
                if (!act(backend, pane))
                {
                    host.Output.Refuse(
                        $"the pane of {who} cannot be {(name == "hide" ? "hidden" : "shown")}: it is there already, or gone"
                    );
                    return ExitCode.No;
                }
                host.Output.Did($"{(name == "hide" ? "hid" : "brought back")} the pane of {who}");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static (IPaneBackend Backend, string Pane, string Who) PaneOf(SwarmHost host, Team team, string typed)
    {
        var member = team.FindHere(typed);
        return member.Record.Local is { Backend: { } type, Pane: { } pane } && MemberPanes.Of(host, type) is { } backend
            ? (backend, pane, member.Record.AgentId)
            : throw new SwarmException(
                ErrorCode.TeamRefused,
                $"{member.Record.AgentId} has no pane{(team.IsLocal ? "" : " here: it belongs to another clone")}",
                "see what it does with 'git swarm logs'"
            );
    }
}
