using System.CommandLine;
using GitSwarm.Agents.Runs;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Runs;

/// <summary><c>git swarm logs</c>: what a run did.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static Command Create(Runner run)
    {
        var id = new Argument<string>("id") { Description = "Which run; the end of its id will do" };
        var follow = new Option<bool>("-f", "--follow") { Description = "Go on until it ends" };
        var command = new Command("logs", "What an agent that was launched said and did") { id, follow };
        run.On(
            command,
            (host, parsed) =>
            {
                var found = RunsCommand.Read(host).Find(parsed.GetValue(id)!);
                var path = found.Record.OutputFile;
                var reader = new TranscriptReader(path);
                var went = Print(host, [.. new TranscriptReader(Transcript.Older(path)).Read(), .. reader.Read()]);
                while (parsed.GetValue(follow) && went && !IsOver(host, ref found))
                {
                    Thread.Sleep(Pause);
                    went = Print(host, reader.Read());
                }
                // What came between the last look and the end.
                Print(host, reader.Read());
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>A line for people.</summary>
    public static string Line(TranscriptLine line) =>
        line.Type switch
        {
            "text" => string.Join('\n', Texts.Lines(line.Text ?? "")) + "\n",
            "tool" => $"→ {Texts.OneLine(line.Text ?? "")} {Texts.Cut(line.Detail ?? "", 300)}".TrimEnd() + "\n",
            "denied" => $"✗ {Texts.OneLine(line.Text ?? "")} was denied\n",
            "usage" or "started" => "",
            "result" => $"— {line.Text}{(line.Error is { } error ? $": {Texts.OneLine(error)}" : "")}\n",
            "step" => $"— {Texts.OneLine(line.Text ?? "")}\n",
            _ => $"  {Texts.OneLine(line.Text ?? "")}\n",
        };

    private static bool Print(SwarmHost host, IReadOnlyList<TranscriptLine> lines) =>
        lines.Count == 0
        || host.Output.TryAnswer(
            string.Concat(
                lines.Select(l =>
                    host.Output.Json ? System.Text.Json.JsonSerializer.Serialize(l, TranscriptJson.Default.TranscriptLine) + "\n" : Line(l)
                )
            )
        );

    private static bool IsOver(SwarmHost host, ref Run run)
    {
        // The mark goes with the end; only then is the record worth a look.
        if (File.Exists(host.RunFiles.Mark(run.Id)) && !Reaper.IsDue(host.RunFiles, Sessions.Processes.ProcessTables.ForThisSystem()))
        {
            return false;
        }
        run = RunsCommand.Read(host).Find(run.Id);
        return run.State.IsOver();
    }
}
