using System.Text;

namespace GitSwarm.Sessions.Processes;

/// <summary>Splits a Windows command line as <c>CommandLineToArgvW</c> does (shellapi.h).</summary>
internal static class WindowsCommandLine
{
    /// <summary>The arguments, the zeroth first; none for an empty line.</summary>
    internal static IReadOnlyList<string> Split(string line)
    {
        var arguments = new List<string>();
        var at = 0;
        while ((at = Skip(line, at)) < line.Length)
        {
            arguments.Add(arguments.Count == 0 ? Program(line, ref at) : Argument(line, ref at));
        }
        return arguments;
    }

    private static int Skip(string line, int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t')
        {
            at++;
        }
        return at;
    }

    // A path: quotes group, and a backslash is only ever a backslash.
    private static string Program(string line, ref int at)
    {
        var text = new StringBuilder();
        var quoted = false;
        for (; at < line.Length && (quoted || line[at] is not (' ' or '\t')); at++)
        {
            if (line[at] == '"')
            {
                quoted = !quoted;
            }
            else
            {
                text.Append(line[at]);
            }
        }
        return text.ToString();
    }

    // Backslashes count only before a quote: each pair is one, and an odd one makes the quote a letter.
    private static string Argument(string line, ref int at)
    {
        var text = new StringBuilder();
        var quoted = false;
        while (at < line.Length && (quoted || line[at] is not (' ' or '\t')))
        {
            var slashes = 0;
            for (; at < line.Length && line[at] == '\\'; at++)
            {
                slashes++;
            }
            if (at == line.Length || line[at] != '"')
            {
                text.Append('\\', slashes);
                if (at < line.Length && slashes == 0)
                {
                    text.Append(line[at++]);
                }
                continue;
            }
            text.Append('\\', slashes / 2);
            if (slashes % 2 == 1)
            {
                text.Append('"');
            }
            else if (quoted && at + 1 < line.Length && line[at + 1] == '"')
            {
                text.Append('"');
                at++;
            }
            else
            {
                quoted = !quoted;
            }
            at++;
        }
        return text.ToString();
    }
}
