namespace GitSwarm.Agents.Definitions;

/// <summary>A Markdown text taken apart at its front matter.</summary>
/// <param name="Head">What is between the two lines of dashes.</param>
/// <param name="Body">What comes after them, without blank lines around it; lines end with <c>\n</c>.</param>
internal sealed record FrontMatter(string Head, string Body)
{
    /// <summary>How many characters the head may have.</summary>
    public const int MostHead = 128 * 1024;

    /// <summary>Takes a text apart; null where it has no front matter.</summary>
    /// <exception cref="FormatException">The front matter does not end, or is too long.</exception>
    public static FrontMatter? Split(string text)
    {
        var rest = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        var first = Line(rest);
        if (!first.TrimEnd().SequenceEqual("---"))
        {
            return null;
        }
        var start = text.Length - rest.Length + Math.Min(first.Length + 1, rest.Length);
        for (var at = start; at < text.Length; )
        {
            var line = Line(text.AsSpan(at));
            if (line.TrimEnd() is "---" or "...")
            {
                var body = text.AsSpan(Math.Min(at + line.Length + 1, text.Length)).Trim();
                return new FrontMatter(text[start..at], Lines(body.ToString()));
            }
            at += line.Length + 1;
            if (at - start > MostHead)
            {
                throw new FormatException($"its front matter is longer than {MostHead / 1024} KiB, or has no end (a line of three dashes)");
            }
        }
        throw new FormatException("its front matter has no end (a line of three dashes)");
    }

    private static ReadOnlySpan<char> Line(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('\n');
        return end < 0 ? text : text[..end];
    }

    private static string Lines(string body) => body.Contains('\r', StringComparison.Ordinal) ? body.ReplaceLineEndings("\n") : body;
}
