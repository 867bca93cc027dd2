using System.Text;

namespace GitSwarm.Agents.Definitions;

/// <summary>A Markdown file taken apart at its front matter.</summary>
/// <remarks>The body stays as bytes until somebody wants it: most of a file is body, and a list of agents shows none.</remarks>
/// <param name="Head">What is between the two lines of dashes.</param>
/// <param name="Body">UTF-8, all that comes after them.</param>
internal sealed record FrontMatter(string Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>How many bytes the head may have.</summary>
    public const int MostHead = 128 * 1024;

    /// <summary>Takes a file apart; null where it has no front matter.</summary>
    /// <exception cref="FormatException">The front matter does not end, or is too long.</exception>
    public static FrontMatter? Split(byte[] content)
    {
        var all = Utf8(content);
        var text = all.Span;
        var start = text.Length - text.TrimStart(" \t\r\n"u8).Length;
        if (!Line(text[start..]).TrimEnd(" \t\r"u8).SequenceEqual("---"u8))
        {
            return null;
        }
        start = After(text, start);
        for (var at = start; at < text.Length; at = After(text, at))
        {
            if (at - start > MostHead)
            {
                throw new FormatException($"its front matter is longer than {MostHead / 1024} KiB, or has no end (a line of three dashes)");
            }
            var line = Line(text[at..]).TrimEnd(" \t\r"u8);
            if (line.SequenceEqual("---"u8) || line.SequenceEqual("..."u8))
            {
                return new FrontMatter(Encoding.UTF8.GetString(text[start..at]), all[After(text, at)..]);
            }
        }
        throw new FormatException("its front matter has no end (a line of three dashes)");
    }

    /// <summary>The body as text, without blank lines around it; lines end with <c>\n</c>.</summary>
    public string Text()
    {
        var body = Encoding.UTF8.GetString(Body.Span).Trim();
        return body.Contains('\r', StringComparison.Ordinal) ? body.ReplaceLineEndings("\n") : body;
    }

    /// <summary>The bytes without a mark of their order; those of UTF-16, which some editors write, in UTF-8.</summary>
    private static ReadOnlyMemory<byte> Utf8(byte[] content) =>
        content switch
        {
            [0xEF, 0xBB, 0xBF, ..] => content.AsMemory(3),
            [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(content, 2, content.Length - 2)),
            [0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(content, 2, content.Length - 2)),
            _ => content,
        };

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return end < 0 ? text : text[..end];
    }

    private static int After(ReadOnlySpan<byte> text, int at)
    {
        var end = text[at..].IndexOf((byte)'\n');
        return end < 0 ? text.Length : at + end + 1;
    }
}
