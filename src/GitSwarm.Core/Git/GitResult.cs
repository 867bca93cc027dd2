using System.Text;

namespace GitSwarm.Git;

/// <summary>What a finished git child left.</summary>
/// <param name="ExitCode">Git's exit code; 128 + n when a signal ended it.</param>
/// <param name="Output">Its standard output, byte for byte.</param>
/// <param name="Error">Its standard error.</param>
public sealed record GitResult(int ExitCode, byte[] Output, string Error)
{
    /// <summary>True when the exit code is 0.</summary>
    public bool Ok => ExitCode == 0;

    /// <summary>The output as UTF-8 text without its last line end.</summary>
    public string Text => Encoding.UTF8.GetString(Output).TrimEnd('\n');

    /// <summary>The first line of the error, for a message; git's "fatal: " taken off.</summary>
    public string Reason
    {
        get
        {
            var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var line = lines.FirstOrDefault(l => l.StartsWith("fatal: ", StringComparison.Ordinal)) ?? lines.FirstOrDefault();
            return line is null ? $"exit code {ExitCode}"
                : line.StartsWith("fatal: ", StringComparison.Ordinal) ? line[7..]
                : line;
        }
    }

    /// <summary>This result, or the refusal that says what failed.</summary>
    /// <param name="what">What was being done: "list worktrees".</param>
    /// <exception cref="SwarmException">Git failed.</exception>
    public GitResult OrThrow(string what) =>
        Ok ? this : throw new SwarmException(ErrorCode.GitFailed, $"cannot {what}: {Reason}", "run 'git swarm doctor'");
}
