using System.CommandLine;
using System.Globalization;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Teams;

namespace GitSwarm.Commands;

/// <summary><c>git swarm join</c>: start a session by hand.</summary>
internal static class JoinCommand
{
    public static Command Create(Runner run)
    {
        var name = new Option<string?>("--name") { Description = "What to call this session", HelpName = "name" };
        var task = new Option<string?>("--task") { Description = "What it works on", HelpName = "summary" };
        var client = new Option<string?>("--client") { Description = "Which program stands behind it", HelpName = "client" };
        var pid = new Option<string?>("--pid") { Description = "The process whose life is the session's", HelpName = "pid" };
        var team = new Option<string?>("--team") { Description = "Become a member of this team", HelpName = "team" };
        var subscribe = new Option<string[]>("--subscribe")
        {
            Description = "Listen to this channel; may be given several times",
            HelpName = "channel",
        };
        var command = new Command("join", "Start a session by hand, or rename the one you have")
        {
            name,
            task,
            client,
            pid,
            team,
            subscribe,
        };
        run.On(
            command,
            (host, parsed) =>
            {
                var wantedTeam = parsed.GetValue(team);
                var wanted = parsed.GetValue(name) is { } n ? (wantedTeam is null ? SessionNames.Checked(n) : TeamLimits.Member(n)) : null;
                var summary = FocusCommand.Checked(parsed.GetValue(task));
                var program = parsed.GetValue(client) is { } c ? SessionNames.Checked(c, "client name") : null;
                var process = parsed.GetValue(pid) is { } given ? ProcessOf(host, given) : null;
                var caller = process is null ? host.Caller : host.Caller with { Process = process };
                var channels = (parsed.GetValue(subscribe) ?? []).Select(Channels.Checked).ToList();
                if (wantedTeam is not null)
                {
                    // Before there is a session: who may not join shall not have started one.
                    TeamRules.CheckLive(host.TeamsToRead.Read().Find(wantedTeam));
                }
                var sessions = host.SessionsToWrite;
                var now = host.Now;
                var record = sessions.Edit(
                    caller,
                    new PresenceEdit
                    {
                        Name = wanted,
                        Client = program,
                        Moves = true,
                        ReplacesProcess = process is not null,
                        Record = r =>
                            r with
                            {
                                Task = summary ?? r.Task,
                                Client = program ?? r.Client,
                                Channels = Channels.With(r.Channels, channels, now),
                            },
                    },
                    joining: true
                );
                Housekeeping.AfterEdit(host, sessions);
                var place = wantedTeam is null ? "" : JoinTeam(host, record, caller, wantedTeam, channels);
                Report(host, record, $"joined as {record.Name} on {Texts.OneLine(record.Branch ?? "a detached HEAD")}{place}");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <returns>Which team it is in, to be said after its name.</returns>
    private static string JoinTeam(SwarmHost host, SessionRecord record, Caller caller, string team, IReadOnlyList<string> channels)
    {
        var (joined, member) = host.Teams.Join(
            caller with
            {
                As = record.Id,
            },
            team,
            _ => new JoinRequest(record.Name, record.Id)
            {
                Runner = record.Client,
                Subscriptions = channels,
                Local = new TeamLocal { Directory = caller.WorktreePath },
            }
        );
        return member.Name == record.Name ? $", in team {joined.Name}" : $", in team {joined.Name} as {member.Name}";
    }

    /// <summary>Answers with a session's record: a line for people, an object for programs.</summary>
    public static void Report(SwarmHost host, SessionRecord record, string line)
    {
        if (host.Output.Json)
        {
            host.Output.Answer(StatusJson.Of(record), StatusContext.Default.RecordBody);
        }
        host.Output.Did(line);
    }

    private static ProcessIdentity ProcessOf(SwarmHost host, string pid) =>
        int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && host.Processes.Find(number) is { } found
            ? new ProcessIdentity(found.Pid, found.Start, host.Processes.Boot, host.Processes.Namespace)
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"no process '{Texts.Cut(pid, 40)}'",
                "name a running process with --pid, or leave it out"
            );
}
