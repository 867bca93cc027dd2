using System.Text;

namespace GitSwarm.Briefing;

/// <summary>Text that others wrote, as a model may see it: quoted line by line, so that it cannot pose as anything else.</summary>
public static class ModelText
{
    /// <summary>What opens a quoted line.</summary>
    public const string Quote = "  | ";

    /// <summary>One line: cleaned, and without characters that open a tag.</summary>
    public static string Inline(string text, int length) => Escape(Texts.Cut(text, length));

    /// <summary>Quoted lines of at most so many characters in all; says when something was left out.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="most">Characters.</param>
    /// <param name="more">The command that shows the rest.</param>
    public static string Block(string text, int most, string more)
    {
        var block = new StringBuilder();
        foreach (var line in Texts.Lines(text))
        {
            var quoted = Quote + Escape(line) + "\n";
            if (block.Length + quoted.Length > most)
            {
                var room = most - block.Length - Quote.Length;
                if (room > 40)
                {
                    block.Append(Quote).Append(Escape(Texts.Cut(line, room - 20))).Append('\n');
                }
                return block.Append($"  (cut; the rest: {more})\n").ToString();
            }
            block.Append(quoted);
        }
        return block.ToString();
    }

    /// <summary>As in XML: a closing tag of whoever embeds this text is no tag any more.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
