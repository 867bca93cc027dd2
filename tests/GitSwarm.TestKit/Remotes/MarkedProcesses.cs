using System.Diagnostics;
using System.Text;

namespace GitSwarm.TestKit;

/// <summary>Finds processes by a variable of their environment, whoever their parent is by now.</summary>
internal static class MarkedProcesses
{
    /// <summary>Kills all that have it, also those they start meanwhile. Does nothing where there is no /proc.</summary>
    internal static void Kill(string mark)
    {
        // One that is being killed is still listed for a moment.
        for (var attempt = 0; attempt < 100 && Find(mark) is { Count: > 0 } found; attempt++)
        {
            found.ForEach(KillOne);
            Thread.Yield();
        }
    }

    /// <summary>Their process ids.</summary>
    internal static List<int> Find(string mark)
    {
        var wanted = Encoding.UTF8.GetBytes(mark);
        return Directory.Exists("/proc/self")
            ? [.. Directory.GetDirectories("/proc").Select(Number).Where(pid => pid > 0 && Has(pid, wanted))]
            : [];
    }

    private static int Number(string directory) => int.TryParse(Path.GetFileName(directory), out var pid) ? pid : 0;

    private static bool Has(int pid, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended, or is another user's.
            return false;
        }
    }

    private static void KillOne(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It was quicker.
        }
    }
}
