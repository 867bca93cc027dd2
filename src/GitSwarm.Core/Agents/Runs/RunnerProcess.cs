using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using GitSwarm.Agents.Runners;

namespace GitSwarm.Agents.Runs;

/// <summary>A runner at work: what it reads, what it prints line by line, and its end.</summary>
/// <remarks>
/// Whatever it prints, however much and in whatever form, is read to the end: a full pipe would stop it. Its end is that
/// of the process; who inherited its pipes and holds them open is not waited for.
/// </remarks>
public sealed class RunnerProcess : IDisposable
{
    /// <summary>Characters of one line; the rest of a longer one is a line of its own.</summary>
    public const int LongestLine = 8 * 1024 * 1024;

    private const int ErrorsKept = 16 * 1024;

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly Task output;
    private readonly Task errors;
    private readonly StringBuilder lastErrors = new();

    private RunnerProcess(Process process, string input, Action<string> line, Action<string> errorLine)
    {
        this.process = process;
        output = Task.Run(() => Pump(process.StandardOutput, line));
        errors = Task.Run(() =>
            Pump(
                process.StandardError,
                text =>
                {
                    Keep(text);
                    errorLine(text);
                }
            )
        );
        _ = Task.Run(() => Feed(input));
    }

    /// <summary>Its number.</summary>
    public int Pid => process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="command">What.</param>
    /// <param name="directory">Where.</param>
    /// <param name="environment">Every variable it sees.</param>
    /// <param name="line">Takes each line of its output.</param>
    /// <param name="errorLine">Takes each line of its complaints.</param>
    /// <exception cref="SwarmException">It cannot be started.</exception>
    public static RunnerProcess Start(
        RunnerCommand command,
        string directory,
        IReadOnlyDictionary<string, string> environment,
        Action<string> line,
        Action<string> errorLine
    )
    {
        var start = new ProcessStartInfo(command.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = directory,
            // What is no UTF-8 must not end the reading.
            StandardOutputEncoding = new UTF8Encoding(false, throwOnInvalidBytes: false),
            StandardErrorEncoding = new UTF8Encoding(false, throwOnInvalidBytes: false),
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }
        try
        {
            return new RunnerProcess(Process.Start(start)!, command.Input, line, errorLine);
        }
        catch (Win32Exception error)
        {
            throw CannotStart(command, directory, error);
        }
    }

    internal static SwarmException CannotStart(RunnerCommand command, string directory, Win32Exception error) =>
        new(
            ErrorCode.CannotLaunch,
            Directory.Exists(directory)
                ? $"cannot start '{Texts.Cut(command.Program, 200)}': {Texts.OneLine(error.Message)}"
                : $"no such directory: {Texts.Cut(directory, 200)}",
            "see 'git swarm spawn --dry-run'"
        );

    /// <summary>Waits for its end.</summary>
    /// <returns>False where it goes on.</returns>
    public bool Wait(TimeSpan patience) => process.WaitForExit(patience);

    /// <summary>After its end: reads what is left in the pipes.</summary>
    /// <returns>The exit code, 128 and the signal's number where one ended it; the end of its complaints; whether somebody still holds its pipes.</returns>
    public (int ExitCode, string LastErrors, bool Held) End()
    {
        var all = Task.WaitAll([output, errors], Drain);
        lock (lastErrors)
        {
            return (process.ExitCode, lastErrors.ToString(), !all);
        }
    }

    /// <summary>Ends it at once, with everything below it.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    private void Feed(string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It did not want to read all of it.
        }
    }

    private void Keep(string text)
    {
        lock (lastErrors)
        {
            lastErrors.Append(text).Append('\n');
            if (lastErrors.Length > ErrorsKept)
            {
                lastErrors.Remove(0, lastErrors.Length - ErrorsKept);
            }
        }
    }

    private static void Pump(StreamReader from, Action<string> take)
    {
        var buffer = new char[64 * 1024];
        var line = new StringBuilder();
        try
        {
            for (int read; (read = from.Read(buffer, 0, buffer.Length)) > 0; )
            {
                ReadOnlySpan<char> piece = buffer.AsSpan(0, read);
                for (int end; (end = piece.IndexOf('\n')) >= 0; piece = piece[(end + 1)..])
                {
                    take(line.Append(piece[..end]).ToString().TrimEnd('\r'));
                    line.Clear();
                }
                line.Append(piece);
                if (line.Length > LongestLine)
                {
                    take(line.ToString());
                    line.Clear();
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The pipe broke: what came before it counts.
        }
        if (line.Length > 0)
        {
            take(line.ToString());
        }
    }
}
