using System.Text;

namespace GitSwarm.Briefing;

/// <summary>Text that others wrote, as a model may see it: quoted line by line, so that it cannot pose as anything else.</summary>
public static class ModelText
{
    /// <summary>What opens a quoted line.</summary>
    public const string Quote = "  | ";

    /// <summary>One line: cleaned, without characters that open a tag, and of at most so many characters once escaped.</summary>
    public static string Inline(string text, int length) => Fit(Texts.Cut(text, length), length);

    /// <summary>A line that is escaped already, cut to so many characters.</summary>
    public static string Shorten(string escaped, int length)
    {
        if (escaped.Length <= length)
        {
            return escaped;
        }
        var end = length - 1;
        // Not in the middle of an escape, nor of a character.
        var escape = escaped.LastIndexOf('&', end - 1, Math.Min(end, "&amp;".Length));
        end = escape >= 0 && escaped.IndexOf(';', escape) >= end ? escape : end;
        return escaped[..(end > 0 && char.IsHighSurrogate(escaped[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>Quoted lines of at most so many characters in all; says when something was left out.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="most">Characters; room for the line about what was left out, at least.</param>
    /// <param name="more">The command that shows the rest.</param>
    public static string Block(string text, int most, string more)
    {
        var lines = Texts.Lines(text).ToList();
        var rest = $"  (cut; the rest: {more})\n";
        var block = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            var quoted = Quote + Escape(lines[i]) + "\n";
            // The last line needs no room for what comes after it.
            if (block.Length + quoted.Length + (i < lines.Count - 1 ? rest.Length : 0) > most)
            {
                var room = most - block.Length - Quote.Length - rest.Length - 1;
                if (room > 20)
                {
                    block.Append(Quote).Append(Fit(lines[i], room)).Append('\n');
                }
                return block.Append(rest).ToString();
            }
            block.Append(quoted);
        }
        return block.ToString();
    }

    private static string Fit(string line, int length) => Shorten(Escape(line), length);

    /// <summary>As in XML: a closing tag of whoever embeds this text is no tag any more.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
