using System.ComponentModel;
using System.Diagnostics;
using GitSwarm.Agents.Runners;

namespace GitSwarm.Agents.Runs;

/// <summary>A program at work in the terminal of this process: what it shows and what is typed is between it and a person.</summary>
/// <remarks>Nobody else may write to that terminal until it has ended.</remarks>
public sealed class TerminalProcess : IDisposable
{
    private readonly Process process;

    private TerminalProcess(Process process) => this.process = process;

    /// <summary>Starts it.</summary>
    /// <param name="command">What; it reads no input but what is typed.</param>
    /// <param name="directory">Where.</param>
    /// <param name="environment">Every variable it sees.</param>
    /// <exception cref="SwarmException">It cannot be started.</exception>
    public static TerminalProcess Start(RunnerCommand command, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments) { UseShellExecute = false, WorkingDirectory = directory };
        start.Environment.Clear();
        foreach (var (name, value) in environment.Concat(command.Environment))
        {
            start.Environment[name] = value;
        }
        try
        {
            return new TerminalProcess(Process.Start(start)!);
        }
        catch (Win32Exception error)
        {
            throw RunnerProcess.CannotStart(command, directory, error);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>False where it goes on.</returns>
    public bool Wait(TimeSpan patience) => process.WaitForExit(patience);

    /// <summary>How it ended; 128 and the signal's number where one ended it.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Ends it at once, with everything below it, where it has not ended.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(RunControl.Patience);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
