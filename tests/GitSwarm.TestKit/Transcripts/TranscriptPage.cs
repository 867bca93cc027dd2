using System.Text.RegularExpressions;

namespace GitSwarm.TestKit;

/// <summary>A Markdown page, taken apart into the steps that run.</summary>
/// <remarks>
/// Steps are the commands of <c>console</c> blocks, and the HTML comments <c>setup</c> (a script), <c>time +5m</c>,
/// <c>users: alice=app bob=../app.ui</c> and <c>variables: A=b</c>. Every other line is for the reader.
/// </remarks>
public sealed partial class TranscriptPage
{
    private readonly List<TranscriptStep> steps = [];
    private readonly Dictionary<string, string> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    /// <param name="text">The page.</param>
    /// <exception cref="FormatException">A block or comment is not as it must be; the message has the line.</exception>
    public TranscriptPage(string text)
    {
        Lines = text.Split('\n');
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].StartsWith("<!--", StringComparison.Ordinal))
            {
                i = ReadComment(i);
            }
            else if (Lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                i = ReadBlock(i);
            }
        }
    }

    /// <summary>The page's lines.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>What to run, in order.</summary>
    public IReadOnlyList<TranscriptStep> Steps => steps;

    /// <summary>Where users start, as the page says it.</summary>
    public IReadOnlyDictionary<string, string> Users => users;

    /// <summary>What every program of the page sees beside the sandbox's variables.</summary>
    public IReadOnlyDictionary<string, string> Variables => variables;

    private int ReadComment(int start)
    {
        var end = Find(start, line => line.Contains("-->", StringComparison.Ordinal), "comment");
        var text = string.Join('\n', Lines.Skip(start).Take(end - start + 1))["<!--".Length..];
        text = text[..text.IndexOf("-->", StringComparison.Ordinal)].Trim();
        if (text.StartsWith("setup", StringComparison.Ordinal))
        {
            var script = text["setup".Length..].Split('\n').Where(line => !line.StartsWith("```", StringComparison.Ordinal));
            steps.Add(new SetupStep(start + 1, string.Join('\n', script)));
        }
        else if (text.StartsWith("time ", StringComparison.Ordinal))
        {
            steps.Add(new TimeStep(start + 1, ReadTime(text["time ".Length..].Trim(), start)));
        }
        else if (text.StartsWith("users:", StringComparison.Ordinal))
        {
            ReadPairs(text["users:".Length..], "name=directory", users, start);
        }
        else if (text.StartsWith("variables:", StringComparison.Ordinal))
        {
            ReadPairs(text["variables:".Length..], "NAME=value", variables, start);
        }
        return end;
    }

    private static void ReadPairs(string text, string form, Dictionary<string, string> pairs, int line)
    {
        foreach (var pair in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            pairs[at > 0 ? pair[..at] : throw Wrong(line, $"'{pair}' is not {form}")] = pair[(at + 1)..];
        }
    }

    private static TimeSpan ReadTime(string text, int line)
    {
        var match = Duration().Match(text);
        if (!match.Success || text.Length < 2)
        {
            throw Wrong(line, $"'{text}' is not a time such as +5m or +1h30m");
        }
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value) : 0;
        return new TimeSpan(Part("d"), Part("h"), Part("m"), Part("s"));
    }

    private int ReadBlock(int start)
    {
        var end = Find(start + 1, line => line.StartsWith("```", StringComparison.Ordinal), "block");
        if (Lines[start].TrimEnd() != "```console")
        {
            return end;
        }
        var i = start + 1;
        while (i < end && Lines[i].Length == 0)
        {
            i++;
        }
        while (i < end)
        {
            i = ReadCommand(i, end);
        }
        return end;
    }

    private int ReadCommand(int start, int end)
    {
        var prompt = Prompt().Match(Lines[start]);
        if (!prompt.Success)
        {
            throw Wrong(start, "a console block begins with a prompt, such as 'alice$ git status'");
        }
        var from = start + 1;
        var command = prompt.Groups["command"].Value;
        while (command.EndsWith('\\') && from < end)
        {
            command += "\n" + Lines[from++];
        }
        var next = from;
        while (next < end && !Prompt().IsMatch(Lines[next]))
        {
            next++;
        }
        var to = next;
        while (to > from && Lines[to - 1].Length == 0)
        {
            to--;
        }
        var expected = Lines.Skip(from).Take(to - from).ToList();
        steps.Add(new CommandStep(start + 1, prompt.Groups["user"].Value, command, expected, from));
        return next;
    }

    private int Find(int from, Predicate<string> isEnd, string what)
    {
        for (var i = from; i < Lines.Count; i++)
        {
            if (isEnd(Lines[i]))
            {
                return i;
            }
        }
        throw Wrong(from, $"this {what} does not end");
    }

    private static FormatException Wrong(int index, string message) => new($"line {index + 1}: {message}");

    [GeneratedRegex(@"^(?<user>[a-z][a-z0-9-]*)?\$ (?<command>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^\+((?<d>\d+)d)?((?<h>\d+)h)?((?<m>\d+)m)?((?<s>\d+)s)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();
}
