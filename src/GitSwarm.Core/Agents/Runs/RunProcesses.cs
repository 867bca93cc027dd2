using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runs;

/// <summary>The processes of a run, those included that its runner started and left behind.</summary>
/// <remarks>
/// Every process of a run inherits <c>GIT_SWARM_RUN</c>. By that they are found on Linux, whatever became of their parents;
/// a run that was launched in a run has its own. Elsewhere only those are found that still hang below the supervisor.
/// </remarks>
public static partial class RunProcesses
{
    /// <summary>The variable that names the process of the run's supervisor.</summary>
    public const string SupervisorVariable = "GIT_SWARM_SUPERVISOR";

    private const int Terminate = 15; // SIGTERM
    private const int Kill = 9; // SIGKILL

    /// <summary>Numbers of processes of a run.</summary>
    /// <param name="run">Which.</param>
    /// <param name="except">Left out: the supervisor, which is started with the run's name, too.</param>
    public static IReadOnlyList<int> Of(string run, int except)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }
        var wanted = Encoding.UTF8.GetBytes($"{LaunchVariables.Run}={run}\0");
        return
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(d =>
                    int.TryParse(Path.GetFileName(d.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0
                )
                .Where(pid => pid > 0 && pid != except && Has(pid, wanted)),
        ];
    }

    /// <summary>Ends the processes of a run: asks them first, and after a while does not ask.</summary>
    /// <param name="run">Which.</param>
    /// <param name="supervisor">Left alone.</param>
    /// <param name="patience">How long they may take after they were asked; zero: they are not asked.</param>
    /// <returns>How many there were.</returns>
    public static int End(string run, int supervisor, TimeSpan patience)
    {
        var found = Of(run, supervisor);
        var started = Stopwatch.GetTimestamp();
        var left = found;
        if (patience > TimeSpan.Zero)
        {
            Send(left, Terminate);
            for (; left.Count > 0 && Stopwatch.GetElapsedTime(started) < patience; left = Of(run, supervisor))
            {
                Thread.Sleep(20);
            }
        }
        // One that is being ended may start another: until none is left.
        for (var round = 0; left.Count > 0 && round < 50; round++, left = Of(run, supervisor))
        {
            Send(left, Kill);
            Thread.Sleep(10);
        }
        return found.Count;
    }

    /// <summary>Ends the processes of a run at once, and first of all who sees to it.</summary>
    /// <param name="run">Which.</param>
    /// <param name="supervisor">Its supervisor; null where it has none.</param>
    /// <param name="from">From where processes are seen.</param>
    public static void End(string run, RunProcess? supervisor, Sessions.Vantage from)
    {
        if (supervisor is not null && supervisor.Life(from) == Sessions.Processes.Life.Alive)
        {
            Send([supervisor.Pid], Kill);
        }
        End(run, supervisor?.Pid ?? 0, TimeSpan.Zero);
    }

    private static void Send(IEnumerable<int> pids, int signal)
    {
        foreach (var pid in pids)
        {
            _ = Signal(pid, signal);
        }
    }

    private static bool Has(int pid, byte[] wanted)
    {
        try
        {
            var text = File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ")).AsSpan();
            return text.StartsWith(wanted) || text.IndexOf((byte[])[0, .. wanted]) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended, or is none of ours.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
