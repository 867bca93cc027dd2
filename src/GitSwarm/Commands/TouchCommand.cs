using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary><c>git swarm touch</c>: record files I changed.</summary>
internal static class TouchCommand
{
    public static Command Create(Runner run)
    {
        var paths = new Argument<string[]>("path") { Description = "Files you changed", Arity = ArgumentArity.OneOrMore };
        var command = new Command("touch", "Record files you changed (hooks do this)") { paths };
        run.On(
            command,
            (host, parsed) =>
            {
                var touched = parsed.GetValue(paths)!.Select(p => WorkTreePath.Of(host, p)).Distinct().ToList();
                if (touched.Count > TouchedRecord.Most)
                {
                    throw new SwarmException(
                        ErrorCode.BadArgument,
                        $"{touched.Count} paths are too many at once",
                        $"give at most {TouchedRecord.Most}"
                    );
                }
                var record = host.SessionsToWrite.Edit(host.Caller, new PresenceEdit { Touched = touched });
                JoinCommand.Report(
                    host,
                    record,
                    $"{record.Name} touched {(touched.Count == 1 ? Texts.Cut(touched[0], 80) : $"{touched.Count} files")}"
                );
                return ExitCode.Yes;
            }
        );
        return command;
    }
}
