using System.Text;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Spawn;

/// <summary>The task of an agent, as typed or from standard input.</summary>
internal static class PromptInput
{
    private const int MostBytes = 1024 * 1024;

    /// <exception cref="SwarmException">It is empty or too long.</exception>
    public static string Of(SwarmHost host, string given)
    {
        var text = given == "-" ? Read(host.Outside.Input) : given;
        // Through UTF-8 and back: a lone surrogate could not be written into a plan.
        var clean = Encoding
            .UTF8.GetString(Encoding.UTF8.GetBytes(text))
            .ReplaceLineEndings("\n")
            .Replace("\0", "", StringComparison.Ordinal);
        return clean.Trim() is { Length: > 0 } prompt
            ? prompt
            : throw new SwarmException(
                ErrorCode.BadArgument,
                "an empty task",
                "say what the agent is to do, or '-p -' and the text on standard input"
            );
    }

    private static string Read(Stream input)
    {
        var buffer = new byte[MostBytes + 1];
        var length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= MostBytes
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"a task has at most {MostBytes} bytes",
                "put it into a file, and name the file in the task"
            );
    }
}
