using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Feeds;
using GitSwarm.Notes;
using GitSwarm.Store;

namespace GitSwarm.Commands;

/// <summary><c>git swarm note</c>: tell every session here something.</summary>
internal static class NoteCommand
{
    public static Command Create(Runner run)
    {
        var text = new Argument<string[]>("text")
        {
            Description = "What to tell; - reads it from standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var path = new Option<string[]>("--path") { Description = "A file it is about; may be given several times", HelpName = "path" };
        var command = new Command("note", "Append a note to the repository's feed") { text, path };
        run.On(
            command,
            (host, parsed) =>
            {
                var said = GivenText.Of(host, parsed.GetValue(text)!, "note");
                var paths = (parsed.GetValue(path) ?? []).Select(p => WorkTreePath.Of(host, p)).Distinct().ToList();
                if (paths.Count > FeedLimits.Paths)
                {
                    throw new SwarmException(
                        ErrorCode.BadArgument,
                        $"{paths.Count} paths are too many for a note",
                        $"give at most {FeedLimits.Paths}, or a directory"
                    );
                }
                var id = host.Ids.NewUuid();
                var session = "";
                var line = host.Feeds.Append(
                    SwarmRefs.Notes,
                    host.Writer,
                    static () => NoteJson.Default.NoteLine,
                    (_, me) =>
                    {
                        session = me.Id;
                        return new NoteLine
                        {
                            Id = id,
                            At = host.Now,
                            By = me.Name,
                            Text = said,
                            Paths = paths.Count > 0 ? paths : null,
                        };
                    }
                );
                if (host.Output.Json)
                {
                    host.Output.Answer(NoteBody.Of(line, session, line.By), FeedContext.Default.NoteBody);
                }
                host.Output.Did($"noted {ShortId.Of(line.Id)}");
                return ExitCode.Yes;
            }
        );
        return command;
    }
}
