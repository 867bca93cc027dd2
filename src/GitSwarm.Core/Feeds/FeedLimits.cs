using System.Text;

namespace GitSwarm.Feeds;

/// <summary>How much may be said at once; larger input is refused, never cut.</summary>
public static class FeedLimits
{
    /// <summary>Bytes of UTF-8 a note or message may have.</summary>
    public const int TextBytes = 8 * 1024;

    /// <summary>Characters a summary may have.</summary>
    public const int SummaryLength = 200;

    /// <summary>Files a note may be about.</summary>
    public const int Paths = 50;

    /// <summary>The text as it is stored: line ends as LF, no NUL, no lone surrogates, nothing around it.</summary>
    /// <param name="text">As given.</param>
    /// <param name="what">What it is, for the refusal: <c>note</c>.</param>
    /// <exception cref="SwarmException">It is empty or too long.</exception>
    public static string Text(string text, string what)
    {
        // Through UTF-8 and back: a lone surrogate becomes U+FFFD, as every reader would show it.
        var clean = Encoding
            .UTF8.GetString(Encoding.UTF8.GetBytes(text))
            .ReplaceLineEndings("\n")
            .Replace("\0", "", StringComparison.Ordinal)
            .Trim();
        var bytes = Encoding.UTF8.GetByteCount(clean);
        return bytes > TextBytes ? throw TooLong(what, $"{bytes}")
            : bytes > 0 ? clean
            : throw new SwarmException(ErrorCode.BadArgument, $"an empty {what}", "give some text, or '-' and the text on standard input");
    }

    /// <summary>The refusal of a text that is too long.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="bytes">How long it is.</param>
    public static SwarmException TooLong(string what, string bytes) =>
        new(
            ErrorCode.BadArgument,
            $"a {what} has at most {TextBytes} bytes, this one has {bytes}",
            "say it shorter, or put it into a file and name the file"
        );

    /// <summary>A summary as it is stored.</summary>
    /// <exception cref="SwarmException">It is too long.</exception>
    public static string? Summary(string? text) =>
        text is { Length: > SummaryLength }
            ? throw new SwarmException(
                ErrorCode.BadArgument,
                $"a summary has at most {SummaryLength} characters, this one has {text.Length}",
                "say it shorter"
            )
        : text?.Trim() is { Length: > 0 } said ? Texts.OneLine(said)
        : null;
}
