using System.Diagnostics;

namespace GitSwarm.TestKit;

/// <summary>A program that serves until it is disposed of, and no longer than the process of the tests.</summary>
internal sealed class ServerProcess : IDisposable
{
    // The tests hold the other end of the input; when they are killed, it ends, and so does the server.
    private const string Keeper = """
        exec 3<&0 1>&2
        "$@" 3<&- </dev/null &
        server=$!
        { read -r never <&3; kill $server; } >/dev/null 2>&1 &
        keeper=$!
        wait $server
        status=$?
        kill $keeper
        exit $status
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<string> lines = [];
    private readonly Process process;
    private readonly string mark;
    private bool ended;

    /// <param name="program">Its absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs, and with which variables.</param>
    internal ServerProcess(string program, IEnumerable<string> arguments, ServerFolder folder)
    {
        mark = folder.Mark;
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] all = ["-c", Keeper, "sh", program, .. arguments];
        Array.ForEach(all, start.ArgumentList.Add);
        start.Environment.Clear();
        foreach (var (name, value) in folder.Variables)
        {
            start.Environment[name] = value;
        }
        process = Process.Start(start) ?? throw new InvalidOperationException($"cannot start {program}");
        // A thread of its own: those of the pool may all be busy waiting for this server.
        new Thread(Listen) { IsBackground = true, Name = "what a server says" }.Start();
    }

    /// <summary>What it said.</summary>
    internal string Log
    {
        get
        {
            lock (lines)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <summary>Waits for a line that contains a text.</summary>
    /// <returns>False if the program ended without it.</returns>
    internal bool Says(string text)
    {
        var watch = Stopwatch.StartNew();
        lock (lines)
        {
            while (!lines.Exists(line => line.Contains(text, StringComparison.Ordinal)))
            {
                if (ended)
                {
                    return false;
                }
                if (watch.Elapsed > Patience)
                {
                    throw new TimeoutException($"a server did not say \"{text}\": {string.Join('\n', lines)}");
                }
                Monitor.Wait(lines, TimeSpan.FromSeconds(1));
            }
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Patience);
        }
        catch (Exception e) when (e is AggregateException or InvalidOperationException)
        {
            // Some ended meanwhile; any that did not are found by their mark.
        }
        MarkedProcesses.Kill(mark);
        process.Dispose();
    }

    private void Listen()
    {
        try
        {
            while (process.StandardError.ReadLine() is { } line)
            {
                lock (lines)
                {
                    lines.Add(line);
                    Monitor.PulseAll(lines);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed of while it spoke.
        }
        lock (lines)
        {
            ended = true;
            Monitor.PulseAll(lines);
        }
    }
}
