using System.ComponentModel;
using System.Diagnostics;

namespace GitSwarm.Agents.Commands;

/// <summary>Runs a command line from the user's config through the shell, for no longer than it is given.</summary>
/// <remarks>
/// Contract: exactly the variables given; its input ends after what is given; both outputs are read to their end however
/// long they are, and bounded in memory. At the limit it is killed with all its descendants. A process that has cut itself
/// loose (its parent is gone) is none of those any more: it lives on, and whether it holds an output open is not waited for.
/// </remarks>
public static class UserCommand
{
    // What it left behind may keep its outputs open; what it said itself is in the pipes by then.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs it to its end or to the limit.</summary>
    /// <param name="command">The line, as it stands in the config.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="variables">Every variable it sees.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="stop">Kills it as the limit does.</param>
    /// <exception cref="SwarmException">There is no shell, or no such directory.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was used; nothing of it runs any more.</exception>
    public static CommandOutcome Run(
        string command,
        string directory,
        IReadOnlyDictionary<string, string> variables,
        ReadOnlyMemory<byte> input,
        TimeSpan limit,
        CancellationToken stop = default
    )
    {
        stop.ThrowIfCancellationRequested();
        var said = new CommandSpeech();
        using var process = Start(command, directory, variables);
        Thread[] readers =
        [
            Background(() => said.Hear(process.StandardOutput.BaseStream)),
            Background(() => said.HearErrors(process.StandardError.BaseStream)),
        ];
        Background(() => Feed(process, input));
        using (stop.Register(() => Kill(process)))
        {
            if (!process.WaitForExit(limit))
            {
                Kill(process);
                return said.End(null);
            }
        }
        stop.ThrowIfCancellationRequested();
        Array.ForEach(readers, reader => reader.Join(LastWords));
        return said.End(process.ExitCode);
    }

    private static Process Start(string command, string directory, IReadOnlyDictionary<string, string> variables)
    {
        // At a fixed place: started by name, .NET would first look for it in the current directory, which is somebody's repository.
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "sh" : "/bin/sh", ["-c", command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new SwarmException(
                ErrorCode.BadConfig,
                $"cannot run '{Texts.Cut(command, 60)}' in {directory}: {error.Message}",
                "look at the directory, and whether there is a shell"
            );
        }
    }

    private static Thread Background(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Feed(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            using var stream = process.StandardInput.BaseStream;
            stream.Write(input.Span);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It does not read.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(LastWords);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It went by itself.
        }
    }
}
