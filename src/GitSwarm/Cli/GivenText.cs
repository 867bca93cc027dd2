using System.Text;
using GitSwarm.Feeds;

namespace GitSwarm.Cli;

/// <summary>Text given as words on the command line, or as <c>-</c> and standard input.</summary>
internal static class GivenText
{
    /// <summary>The text, checked.</summary>
    /// <param name="host">The host.</param>
    /// <param name="words">As typed.</param>
    /// <param name="what">What it is, for a refusal: <c>note</c>.</param>
    /// <exception cref="SwarmException">It is empty or too long.</exception>
    public static string Of(SwarmHost host, string[] words, string what) =>
        FeedLimits.Text(words is ["-"] ? Read(host.Outside.Input, what) : string.Join(' ', words), what);

    /// <summary>Reads a little more than may be said at once: a longer text is refused, however long it is.</summary>
    private static string Read(Stream input, string what)
    {
        var buffer = new byte[FeedLimits.TextBytes * 2];
        var length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length < buffer.Length
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw FeedLimits.TooLong(what, $"more than {buffer.Length - 1}");
    }
}
