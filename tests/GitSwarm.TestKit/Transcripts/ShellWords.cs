using System.Text;

namespace GitSwarm.TestKit;

/// <summary>Takes a typed line apart where that needs no shell.</summary>
internal static class ShellWords
{
    private const string Special = "|&;<>()$`*?[]{}#~!\\\n";

    /// <summary>The words of a line; null where only a shell can tell what it means.</summary>
    internal static string[]? Split(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c is '\'' or '"')
            {
                var end = line.IndexOf(c, i + 1);
                var quoted = end < 0 ? "$" : line[(i + 1)..end];
                if (end < 0 || (c == '"' && quoted.AsSpan().ContainsAny('$', '`', '\\')))
                {
                    return null;
                }
                word = (word ?? new StringBuilder()).Append(quoted);
                i = end;
            }
            else if (c == ' ')
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }
            }
            else if (Special.Contains(c, StringComparison.Ordinal))
            {
                return null;
            }
            else
            {
                word = (word ?? new StringBuilder()).Append(c);
            }
        }
        if (word is not null)
        {
            words.Add(word.ToString());
        }
        return [.. words];
    }

    /// <summary>What follows <c>git swarm</c> or <c>git-swarm</c>; null if the line is something else.</summary>
    internal static string[]? SwarmArguments(string line) =>
        Split(line) switch
        {
            ["git", "swarm", .. var rest] => rest,
            ["git-swarm", .. var rest] => rest,
            _ => null,
        };
}
