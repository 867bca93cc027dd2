using System.Diagnostics;
using System.Globalization;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Sync;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>What simulated days of exchanges came to.</summary>
/// <param name="Exchanges">How many there were.</param>
/// <param name="Pushes">How many of them pushed.</param>
/// <param name="MostInAMinute">The most pushes in any minute of simulated time.</param>
/// <param name="RefsInClone">Refs of ours in one clone, in the end.</param>
/// <param name="KiBInClone">What its objects take, in KiB.</param>
/// <param name="RefsAtRemote">Refs of ours at the remote.</param>
/// <param name="KiBAtRemote">What its objects take, in KiB.</param>
/// <param name="LooseAtRemote">The most loose objects there at the end of a day.</param>
/// <param name="Warnings">How often git at the remote complained of loose objects.</param>
/// <param name="MedianMs">What an exchange took, in the middle, in real time.</param>
/// <param name="Seconds">How long all of it took.</param>
public sealed record SyncSimulationReport(
    int Exchanges,
    int Pushes,
    int MostInAMinute,
    int RefsInClone,
    long KiBInClone,
    int RefsAtRemote,
    long KiBAtRemote,
    int LooseAtRemote,
    int Warnings,
    double MedianMs,
    double Seconds
);

/// <summary>Clones of ten sessions each that exchange in the background through working days of eight hours, five a week.</summary>
public static class SyncSimulation
{
    private const int Sessions = 10;
    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(8);

    /// <summary>Plays the days in simulated time, with real repositories and a real remote.</summary>
    /// <param name="git">The git, of the remote too.</param>
    /// <param name="clones">How many clones.</param>
    /// <param name="days">How many days from a Monday on, free ones included.</param>
    /// <param name="interval">What <c>swarm.syncInterval</c> says.</param>
    public static SyncSimulationReport Run(TestGit git, int clones, int days, TimeSpan interval)
    {
        using var sandbox = new Sandbox(git);
        var hub = TestRepository.Create(sandbox, "hub.git", RepositoryFormat.Bare);
        var random = new Random(1);
        var clock = new SimulatedClock(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));
        var all = Enumerable.Range(0, clones).Select(n => new SimulatedClone(sandbox, hub.Path, n, Sessions, clock, random)).ToList();
        var due = new PriorityQueue<SimulatedClone, DateTimeOffset>();
        var watch = Stopwatch.StartNew();
        var (exchanges, warnings, mostLoose) = (0, 0, 0);
        var pushes = new List<long>();
        var times = new List<double>();
        for (var day = 0; day < days; day++)
        {
            var start = clock.Now;
            var end = IsFree(start) ? start : start + WorkingDay;
            all.ForEach(c => due.Enqueue(c, clock.Now + (interval * random.NextDouble())));
            while (due.TryDequeue(out var clone, out var time) && time < end)
            {
                clock.Now = time;
                clone.Work();
                var started = Stopwatch.GetTimestamp();
                var report = clone.Exchange();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                exchanges++;
                if (report.Pushed.Count > 0)
                {
                    pushes.Add(time.ToUnixTimeSeconds() / 60);
                }
                due.Enqueue(clone, time + SyncSchedule.After(interval, report.Clones, failures: 0, random));
            }
            due.Clear();
            all.ForEach(c => c.TidyUp());
            // As receive-pack does after a push; here its words can be heard.
            warnings += sandbox
                .Run("git", ["-c", "gc.autoDetach=false", "gc", "--auto"], hub.Path)
                .Error.Contains("too many unreachable", StringComparison.Ordinal)
                ? 1
                : 0;
            mostLoose = Math.Max(mostLoose, Objects(sandbox, hub.Path).Loose);
            clock.Now = start + TimeSpan.FromDays(1);
            // Git goes by the times of its files, and two weeks must pass there, too.
            all.ForEach(c => Age(c.Path + "/.git", TimeSpan.FromDays(1)));
            Age(hub.Path, TimeSpan.FromDays(1));
        }
        var sorted = times.Order().ToList();
        return new SyncSimulationReport(
            exchanges,
            pushes.Count,
            pushes.GroupBy(p => p).Select(g => g.Count()).DefaultIfEmpty().Max(),
            Refs(sandbox, all[0].Path),
            Objects(sandbox, all[0].Path).KiB,
            Refs(sandbox, hub.Path),
            Objects(sandbox, hub.Path).KiB,
            mostLoose,
            warnings,
            Math.Round(sorted[sorted.Count / 2], 1),
            Math.Round(watch.Elapsed.TotalSeconds)
        );
    }

    private static bool IsFree(DateTimeOffset day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static void Age(string repository, TimeSpan by)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(repository, "objects"), "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file) - by);
        }
    }

    private static int Refs(Sandbox sandbox, string path) =>
        sandbox.Git(path, "for-each-ref", "refs/swarm", "refs/swarm-remote").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    private static (int Loose, long KiB) Objects(Sandbox sandbox, string path)
    {
        var counts = sandbox.Git(path, "count-objects", "-v").Split('\n').Select(l => l.Split(": ")).ToDictionary(p => p[0], p => p[1]);
        long Number(string key) => long.Parse(counts[key], CultureInfo.InvariantCulture);
        return ((int)Number("count"), Number("size") + Number("size-pack"));
    }
}

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = start;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
