using System.ComponentModel;
using System.Diagnostics;
using GitSwarm.Cli;

namespace GitSwarm.Commands.Statusline;

/// <summary>The status line command the user had already, run beside ours.</summary>
/// <remarks>What it prints is taken as it is; how it ends is its own affair.</remarks>
internal sealed class UsersCommand : IDisposable
{
    private const int Largest = 1 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>A process it leaves behind may keep its output open. Such a one must not keep ours open either: it inherits nothing of it.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly Process process;
    private readonly Thread[] readers;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly MemoryStream output = new();
    private readonly MemoryStream errors = new();

    private UsersCommand(Process process, byte[] input)
    {
        this.process = process;
        readers =
        [
            new Thread(() => Read(process.StandardOutput.BaseStream, output)) { IsBackground = true },
            new Thread(() => Read(process.StandardError.BaseStream, errors)) { IsBackground = true },
        ];
        Array.ForEach(readers, reader => reader.Start());
        new Thread(() => Feed(input)) { IsBackground = true }.Start();
    }

    /// <summary>Starts it; null where that cannot be.</summary>
    /// <param name="command">One argument is a line for the shell; several are a program and its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="outside">Its surroundings.</param>
    public static UsersCommand? Start(IReadOnlyList<string> command, byte[] input, Outside outside)
    {
        // Always through the shell, at a fixed place: started by name, .NET would first look for it in the current directory,
        // which is somebody's repository.
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "sh" : "/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = outside.Directory,
        };
        string[] arguments = command.Count == 1 ? ["-c", command[0]] : ["-c", "exec \"$@\"", "sh", .. command];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        foreach (var (name, value) in outside.Variables)
        {
            start.Environment[name] = value;
        }
        try
        {
            return Process.Start(start) is { } process ? new UsersCommand(process, input) : null;
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return null;
        }
    }

    /// <summary>What it printed and what it complained of, to its end or as far as it came in time.</summary>
    public (byte[] Output, byte[] Errors) Finish()
    {
        var left = Limit - Stopwatch.GetElapsedTime(started);
        if (left > TimeSpan.Zero && process.WaitForExit(left))
        {
            Array.ForEach(readers, reader => reader.Join(LastWords));
        }
        return (Taken(output), Taken(errors));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or AggregateException)
        {
            // It went by itself.
        }
        process.Dispose();
    }

    private static byte[] Taken(MemoryStream from)
    {
        lock (from)
        {
            return from.ToArray();
        }
    }

    private static void Read(Stream stream, MemoryStream into)
    {
        try
        {
            var chunk = new byte[4 << 10];
            for (int read; (read = stream.Read(chunk)) > 0; )
            {
                lock (into)
                {
                    // The rest is read and let go, so that the command ends.
                    into.Write(chunk, 0, (int)Math.Min(read, Largest - into.Length));
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was stopped.
        }
    }

    private void Feed(byte[] input)
    {
        try
        {
            using var stream = process.StandardInput.BaseStream;
            stream.Write(input);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It does not read.
        }
    }
}
