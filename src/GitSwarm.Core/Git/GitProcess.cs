using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace GitSwarm.Git;

/// <summary>The only starter of git.</summary>
/// <remarks>
/// Contract: one call, one child; arguments go to the child as they are, never through a shell. A child that exits
/// before it has read its input is no error here (its own message says why it went). Cancelling kills the child.
/// </remarks>
public sealed class GitProcess(GitEnvironment environment, ILogger? log = null)
{
    /// <summary>The environment children get.</summary>
    public GitEnvironment Environment { get; } = environment;

    /// <summary>Runs git to its end.</summary>
    /// <param name="arguments">All arguments, the git command included.</param>
    /// <param name="input">What the child reads; nothing by default.</param>
    /// <param name="directory">Where it runs; the caller's directory by default.</param>
    /// <param name="extra">Variables on top of <see cref="Environment"/>.</param>
    /// <returns>Exit code, output and error, whatever they are.</returns>
    /// <exception cref="SwarmException">Git could not be started.</exception>
    public GitResult Run(
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input = default,
        string? directory = null,
        IReadOnlyDictionary<string, string>? extra = null
    )
    {
        using var child = Start(arguments, directory, extra);
        return child.Finish(input);
    }

    /// <summary>Starts git and leaves the conversation to the caller.</summary>
    /// <inheritdoc cref="Run"/>
    public GitChild Start(IReadOnlyList<string> arguments, string? directory = null, IReadOnlyDictionary<string, string>? extra = null)
    {
        var start = new ProcessStartInfo(Environment.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = directory ?? "",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        foreach (var (name, value) in Environment.Variables)
        {
            start.Environment[name] = value;
        }
        foreach (var (name, value) in extra ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        try
        {
            return new GitChild(Process.Start(start)!, arguments, log);
        }
        catch (Win32Exception error)
        {
            throw directory is { Length: > 0 } && !Directory.Exists(directory)
                ? new SwarmException(ErrorCode.NotARepository, $"no such directory: {directory}")
                : new SwarmException(
                    ErrorCode.GitFailed,
                    $"cannot start '{Environment.Program}': {error.Message}",
                    "install git 2.34 or newer and put it on PATH"
                );
        }
    }
}
