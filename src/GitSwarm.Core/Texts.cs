using System.Text;

namespace GitSwarm;

/// <summary>Text that somebody else wrote, made fit for a line of output.</summary>
public static class Texts
{
    /// <summary>
    /// One line of printable text: line ends and tabs become spaces; control characters, bidirectional overrides and invisible
    /// characters, in which a text can hide from the eye but not from a model, go.
    /// </summary>
    public static string OneLine(string text)
    {
        if (!text.Any(c => IsUnsafe(c) || c == Invisible))
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == Invisible && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!IsUnsafe(c))
            {
                clean.Append(c);
            }
            else if (c is '\n' or '\r' or '\t' or '\u2028' or '\u2029')
            {
                clean.Append(' ');
            }
        }
        return clean.ToString();
    }

    /// <summary>The same for a text that may have several lines and columns: line ends and tabs stay.</summary>
    public static string Printable(string text) =>
        string.Join('\n', text.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(OneLine))));

    /// <summary>Clean lines: as <see cref="OneLine"/>, but line ends stay.</summary>
    public static IEnumerable<string> Lines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(OneLine);

    /// <summary>At most <paramref name="length"/> characters of a single clean line, an ellipsis in place of the rest.</summary>
    public static string Cut(string text, int length)
    {
        // However long it is, no more than this is looked at.
        var isWhole = text.Length <= length * 4;
        var line = OneLine(isWhole ? text : text[..(length * 4)]);
        if (isWhole && line.Length <= length)
        {
            return line;
        }
        var end = Math.Min(line.Length, length - 1);
        return line[..(end > 0 && char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>A text within XML, also in an attribute: line ends stay, what nobody can see goes.</summary>
    public static string Markup(string text) =>
        string.Join('\n', Lines(text))
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>The beginning of a text, with all its lines, and something that says so where it is not all of it.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="length">Characters, those of <paramref name="more"/> included.</param>
    /// <param name="more">Ends what was cut.</param>
    public static string Beginning(string text, int length, string more)
    {
        if (text.Length <= length)
        {
            return text;
        }
        var end = length - more.Length;
        return text[..(end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + more;
    }

    /// <summary>What plane 14 of Unicode begins with in UTF-16: tags and variation selectors, an alphabet nobody sees.</summary>
    private const char Invisible = '\uDB40';

    // C0 and C1 controls, DEL, line separators, the bidirectional controls of Unicode TR9 that could disguise what is shown, and
    // characters without a shape; those that join letters and emoji (U+200C, U+200D) stay.
    private static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c
            is (>= '\u2028' and <= '\u202E')
                or (>= '\u2060' and <= '\u206F')
                or (>= '\uFFF9' and <= '\uFFFB')
                or (>= '\uFFFE' and <= '\uFFFF')
                or '\u200B'
                or '\u200E'
                or '\u200F'
                or '\u061C'
                or '\u00AD'
                or '\u180E'
                or '\uFEFF';
}
