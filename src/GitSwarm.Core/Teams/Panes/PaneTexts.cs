using System.Text;

namespace GitSwarm.Teams.Panes;

/// <summary>Texts on their way into a pane, and how to find them on its screen.</summary>
internal static class PaneTexts
{
    private const int Marked = 32;

    /// <summary>
    /// The text with line ends as line feeds and without control characters but tabs: an escape sequence in it could end the
    /// paste, and what follows would be keys.
    /// </summary>
    /// <exception cref="SwarmException">Nothing is left.</exception>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c is '\n' or '\t' || !char.IsControl(c))
            {
                clean.Append(c);
            }
        }
        return clean.Length > 0
            ? clean.ToString()
            : throw new SwarmException(ErrorCode.BadArgument, "there is nothing to type", "give a text");
    }

    /// <summary>How often the end of a text is on a screen, whatever it is wrapped and framed with.</summary>
    internal static int Ends(string screen, string text)
    {
        var end = Letters(text.TrimEnd().Split('\n')[^1]);
        end = end.Length > Marked ? end[^Marked..] : end;
        if (end.Length == 0)
        {
            return 0;
        }
        var (all, count) = (Letters(screen), 0);
        for (var at = all.IndexOf(end, StringComparison.Ordinal); at >= 0; at = all.IndexOf(end, at + 1, StringComparison.Ordinal))
        {
            count++;
        }
        return count;
    }

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('│' or '|' or '┃')));
}
