using System.Text;
using GitSwarm.Store;

namespace GitSwarm.Tasks;

/// <summary>How much a list of tasks may hold; larger input is refused, never cut.</summary>
public static class TaskLimits
{
    /// <summary>Characters a subject may have.</summary>
    public const int SubjectLength = 200;

    /// <summary>Bytes of UTF-8 a description may have.</summary>
    public const int DescriptionBytes = 4 * 1024;

    /// <summary>Tasks a list may have, those kept after they were done included.</summary>
    public const int Tasks = 500;

    /// <summary>Tasks one task may wait for.</summary>
    public const int Blockers = 50;

    /// <summary>Sessions that are kept in mind because they got no task.</summary>
    public const int Waiting = 50;

    /// <summary>Bytes a list may have as it is stored: half of what a reader takes.</summary>
    public const int ListBytes = 512 * 1024;

    /// <summary>Tasks that are read of one list; what somebody else pushed may have any number.</summary>
    public const int MostRead = 2_000;

    /// <summary>A subject as it is stored: one line.</summary>
    /// <exception cref="SwarmException">It is empty or too long.</exception>
    public static string Subject(string text)
    {
        var line = Texts.OneLine(Whole(text)).Trim();
        return line.Length > SubjectLength
                ? throw new SwarmException(
                    ErrorCode.BadArgument,
                    $"a subject has at most {SubjectLength} characters, this one has {line.Length}",
                    "say it shorter, and put the rest into --description"
                )
            : line.Length > 0 ? line
            : throw new SwarmException(ErrorCode.BadArgument, "an empty subject", "say in a few words what is to be done");
    }

    /// <summary>A description as it is stored; null where nothing is left of it.</summary>
    /// <exception cref="SwarmException">It is too long.</exception>
    public static string? Description(string text)
    {
        var clean = Whole(text).ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
        var bytes = Encoding.UTF8.GetByteCount(clean);
        return bytes > DescriptionBytes
                ? throw new SwarmException(
                    ErrorCode.BadArgument,
                    $"a description has at most {DescriptionBytes} bytes, this one has {bytes}",
                    "say it shorter, or put it into a file and name the file"
                )
            : clean.Length > 0 ? clean
            : null;
    }

    /// <summary>The name of a list, which is a part of a ref name.</summary>
    /// <exception cref="SwarmException">It cannot be one.</exception>
    public static string ListName(string text) =>
        SwarmRefs.IsComponent(text) && SessionId.From(text).Value == text
            ? text
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a name for a list: '{Texts.Cut(text, 40)}'",
                "use 1 to 64 characters of a-z, 0-9 and '-', and no word that git-swarm or Windows reserves"
            );

    // A lone surrogate becomes U+FFFD, as every reader would show it.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
