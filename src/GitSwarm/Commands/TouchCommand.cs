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
                var edit = new PresenceEdit { Touched = touched };
                var outcome = host.ClaimsOfEdit.Edited(host.Caller, edit, AutoClaim.Of(host, touched));
                JoinCommand.Report(
                    host,
                    outcome.Session,
                    $"{outcome.Session.Name} touched {(touched.Count == 1 ? Texts.Cut(touched[0], 80) : $"{touched.Count} files")}"
                );
                foreach (var conflict in outcome.Answer.Conflicts)
                {
                    host.Output.Warn($"{Texts.Cut(conflict.Wanted.Text, 80)}: {ClaimText.Line(conflict.Held, host.Now)}");
                }
                if (outcome.Answer.GivenUp is { } reason)
                {
                    host.Output.Warn($"nothing claimed: {Texts.Cut(reason, 200)}");
                }
                return ExitCode.Yes;
            }
        );
        return command;
    }
}
