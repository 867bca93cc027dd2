using System.Collections.Concurrent;
using System.Diagnostics;

namespace GitSwarm.TestKit;

/// <summary>Processes that do nothing but live, for tests about who is alive.</summary>
public static class Processes
{
    private static readonly ConcurrentDictionary<int, Process> Living = new();

    static Processes() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    /// <summary>Starts a process that sleeps until <see cref="Kill"/>, at most an hour.</summary>
    /// <returns>Its process id.</returns>
    public static int StartSleeper()
    {
        // Pipes, so that it does not keep the test runner's own output open.
        var start = new ProcessStartInfo("sleep", "3600")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("cannot start sleep");
        Living[process.Id] = process;
        return process.Id;
    }

    /// <summary>Kills a sleeper and waits until its process id is free; any other id is left alone.</summary>
    public static void Kill(int pid)
    {
        if (Living.TryRemove(pid, out var process))
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>Waits until a sleeper that was sent a deadly signal is gone: the signal returns before its target ends.</summary>
    public static void AwaitEnd(int pid)
    {
        if (Living.TryGetValue(pid, out var process) && !process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            throw new InvalidOperationException($"process {pid} does not end");
        }
    }

    private static void KillAll()
    {
        foreach (var pid in Living.Keys)
        {
            Kill(pid);
        }
    }
}
