using System.CommandLine;
using System.Globalization;
using GitSwarm.Cli;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

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
        var command = new Command("join", "Start a session by hand, or rename the one you have") { name, task, client, pid };
        run.On(
            command,
            (host, parsed) =>
            {
                var wanted = parsed.GetValue(name) is { } n ? SessionNames.Checked(n) : null;
                var summary = FocusCommand.Checked(parsed.GetValue(task));
                var program = parsed.GetValue(client) is { } c ? SessionNames.Checked(c, "client name") : null;
                var process = parsed.GetValue(pid) is { } given ? ProcessOf(host, given) : null;
                var caller = process is null ? host.Caller : host.Caller with { Process = process };
                var sessions = host.SessionsToWrite;
                var record = sessions.Edit(
                    caller,
                    new PresenceEdit
                    {
                        Name = wanted,
                        Client = program,
                        Moves = true,
                        ReplacesProcess = process is not null,
                        Record = r => r with { Task = summary ?? r.Task, Client = program ?? r.Client },
                    },
                    joining: true
                );
                Housekeeping.AfterEdit(host, sessions);
                Report(host, record, $"joined as {record.Name} on {Texts.OneLine(record.Branch ?? "a detached HEAD")}");
                return ExitCode.Yes;
            }
        );
        return command;
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
