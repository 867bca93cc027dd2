using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace GitSwarm.TestKit;

/// <summary>Runs Markdown pages of console sessions and compares what they show with what happens.</summary>
/// <remarks>
/// In a <c>console</c> block, <c>alice$ command</c> is typed by alice and the lines below are what she sees, both
/// outputs in the order written. Each user has a directory, a living process and exported variables of their own; each page a
/// repository <c>app</c> and a clock that stands still. An exit code is compared if the expected lines end with
/// <c>[exit 1]</c>; a command that fails without a word must show it.
/// </remarks>
public static partial class Transcript
{
    /// <summary>Fails unless the page shows what happens; under <c>TRANSCRIPTS=update</c> makes it so.</summary>
    /// <param name="file">The page.</param>
    /// <param name="options">What git-swarm is.</param>
    public static void Check(string file, TranscriptOptions options)
    {
        var text = File.ReadAllText(file);
        var (actual, differences) = Play(text, options, file);
        if (options.Update && actual != text)
        {
            File.WriteAllText(file, actual);
        }
        else if (differences.Length > 0)
        {
            Assert.Fail($"The page shows something else; run with TRANSCRIPTS=update if it is wrong.\n{differences}");
        }
    }

    /// <summary>The page as it would be with what happens.</summary>
    public static string Rewrite(string text, TranscriptOptions options) => Play(text, options, "page").Page;

    private static (string Page, string Differences) Play(string text, TranscriptOptions options, string name)
    {
        var page = new TranscriptPage(text);
        var lines = new List<string>();
        var differences = new StringBuilder();
        var copied = 0;
        using var run = new TranscriptRun(page, options);
        foreach (var step in page.Steps)
        {
            if (step is not CommandStep command)
            {
                run.Do(step);
                continue;
            }
            var seen = Seen(run, command, name);
            lines.AddRange(page.Lines.Skip(copied).Take(command.From - copied));
            lines.AddRange(seen);
            copied = command.From + command.Expected.Count;
            if (!seen.SequenceEqual(command.Expected))
            {
                var diff = LineDiff.Of(string.Join('\n', command.Expected), string.Join('\n', seen));
                differences.Append($"{name}:{command.Line}: {command.User}$ {command.Command}\n{diff}\n");
            }
        }
        lines.AddRange(page.Lines.Skip(copied));
        return (string.Join('\n', lines), differences.ToString());
    }

    private static List<string> Seen(TranscriptRun run, CommandStep command, string name)
    {
        try
        {
            var (text, exit) = run.Type(command);
            var lines = text.Length == 0 ? [] : text.Split('\n').ToList();
            while (lines.Count > 0 && lines[^1].Length == 0)
            {
                lines.RemoveAt(lines.Count - 1);
            }
            var told = command.Expected.Count > 0 && ExitLine().IsMatch(command.Expected[^1]);
            if (exit != 0 && (told || (command.Expected.Count == 0 && lines.Count == 0)))
            {
                lines.Add($"[exit {exit}]");
            }
            return lines;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{name}:{command.Line}: {command.User}$ {command.Command}", e);
        }
    }

    [GeneratedRegex(@"^\[exit \d+\]$", RegexOptions.None, 1000)]
    private static partial Regex ExitLine();
}
