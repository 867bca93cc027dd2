using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary><c>git swarm focus</c>: say what I am working on.</summary>
internal static class FocusCommand
{
    /// <summary>Characters a summary may have.</summary>
    private const int Longest = 200;

    public static Command Create(Runner run)
    {
        var summary = new Argument<string[]>("summary")
        {
            Description = "What you are working on; without it, shows it",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var clear = new Option<bool>("--clear") { Description = "Work on nothing in particular" };
        var command = new Command("focus", "Set or show what you are working on") { summary, clear };
        run.On(
            command,
            (host, parsed) =>
            {
                var text = Checked(string.Join(' ', parsed.GetValue(summary) ?? []));
                if (text is not null && parsed.GetValue(clear))
                {
                    throw new SwarmException(
                        ErrorCode.BadArgument,
                        $"--clear and a summary together: '{Texts.Cut(text, 40)}'",
                        "say one of them"
                    );
                }
                if (text is null && !parsed.GetValue(clear))
                {
                    return Show(host);
                }
                var sessions = host.SessionsToWrite;
                var record = sessions.Edit(host.Caller, new PresenceEdit { Record = r => r with { Task = text } });
                Housekeeping.AfterEdit(host, sessions);
                JoinCommand.Report(
                    host,
                    record,
                    text is null ? $"{record.Name} works on nothing in particular" : $"{record.Name} works on: {text}"
                );
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>A summary on one line; null when there is none.</summary>
    /// <exception cref="SwarmException">It is too long.</exception>
    public static string? Checked(string? text)
    {
        if (text?.Length > Longest)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"a summary of {text.Length} characters is too long: '{Texts.Cut(text, 40)}'",
                $"use at most {Longest}"
            );
        }
        return string.IsNullOrWhiteSpace(text) ? null : Texts.OneLine(text).Trim();
    }

    private static int Show(SwarmHost host)
    {
        var me = WhoAmI.Resolve(host.Sessions.Read(), host.Caller).Live?.Record;
        if (me is null)
        {
            throw new SwarmException(
                ErrorCode.NoSession,
                "you have no session here",
                "start one with 'git swarm focus <summary>' or 'git swarm join'"
            );
        }
        if (host.Output.Json)
        {
            host.Output.Answer(StatusJson.Of(me), StatusContext.Default.RecordBody);
        }
        else if (me.Task is { } task)
        {
            host.Output.Answer(Texts.OneLine(task) + "\n");
        }
        return me.Task is null ? ExitCode.No : ExitCode.Yes;
    }
}
