using System.Diagnostics;
using System.Globalization;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>Git as the radar calls it: settings for one call given in the environment, and every child ended when time is up.</summary>
/// <remarks>Settings go through <c>GIT_CONFIG_KEY_n</c>, for a driver's name may hold what <c>-c</c> cannot carry.</remarks>
internal sealed class RadarGit : IDisposable
{
    private readonly GitProcess process;
    private readonly TimeSpan? budget;
    private readonly Worktree? detached;
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly List<GitChild> started = [];
    private Timer? alarm;
    private bool late;

    /// <param name="process">Starts git.</param>
    /// <param name="budget">After this every call ends with <see cref="OutOfTimeException"/>; null for no limit.</param>
    /// <param name="worktrees">Where it will work: git is told whose they are where it would not find out.</param>
    internal RadarGit(GitProcess process, TimeSpan? budget, IEnumerable<Worktree?> worktrees)
    {
        this.process = process;
        this.budget = budget;
        detached = worktrees.FirstOrDefault(w => w?.DetachedGitDir is not null);
    }

    /// <summary>Settings of the user's that would start programs, with what they are set to instead.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Neutral { get; set; } = [];

    /// <summary>Starts git, and leaves the conversation to the caller.</summary>
    /// <param name="arguments">The git command and its arguments.</param>
    /// <param name="directory">Where.</param>
    /// <param name="extra">Variables.</param>
    /// <param name="settings">Settings for this call.</param>
    /// <exception cref="OutOfTimeException">There is no time left.</exception>
    internal GitChild Start(
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyDictionary<string, string>? extra = null,
        params IEnumerable<KeyValuePair<string, string>> settings
    )
    {
        Check();
        var child = process.Start(arguments, directory, With(directory, extra, settings));
        lock (started)
        {
            started.Add(child);
            SetAlarm();
        }
        if (Volatile.Read(ref late))
        {
            child.Kill();
        }
        return child;
    }

    /// <summary>Waits for the end of one that was started.</summary>
    /// <param name="child">It.</param>
    /// <param name="input">What it reads.</param>
    /// <exception cref="OutOfTimeException">Time was up before it ended.</exception>
    internal GitResult Finish(GitChild child, ReadOnlyMemory<byte> input = default)
    {
        var result = child.Finish(input);
        Check();
        return result;
    }

    /// <summary>Runs git to its end.</summary>
    /// <param name="arguments">The git command and its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="directory">Where.</param>
    /// <param name="extra">Variables.</param>
    /// <param name="settings">Settings for this call.</param>
    /// <exception cref="OutOfTimeException">Time was up before it ended.</exception>
    internal GitResult Run(
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input,
        string directory,
        IReadOnlyDictionary<string, string>? extra = null,
        params IEnumerable<KeyValuePair<string, string>> settings
    )
    {
        using var child = Start(arguments, directory, extra, settings);
        return Finish(child, input);
    }

    /// <summary>Does something several times, a few at once; the first failure is the caller's.</summary>
    internal void Each(int count, int parallelism, Action<int> action)
    {
        if (count == 0)
        {
            return;
        }
        Check();
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallelism) }, action);
        }
        catch (AggregateException failed)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed.InnerExceptions[0]);
        }
    }

    /// <summary>Goes on only while there is time.</summary>
    /// <exception cref="OutOfTimeException">There is none left.</exception>
    internal void Check()
    {
        if (Volatile.Read(ref late) || Stopwatch.GetElapsedTime(began) > budget)
        {
            throw new OutOfTimeException();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => alarm?.Dispose();

    /// <summary>Only once there is something to end: a timer is a thread, and most looks know everything.</summary>
    private void SetAlarm()
    {
        if (budget is { } time && alarm is null)
        {
            // To a timer, less than no time is for ever.
            var left = time - Stopwatch.GetElapsedTime(began);
            alarm = new Timer(_ => Stop(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Stop()
    {
        Volatile.Write(ref late, true);
        lock (started)
        {
            // One that ended long ago does not mind.
            started.ForEach(c => c.Kill());
        }
    }

    private Dictionary<string, string> With(
        string directory,
        IReadOnlyDictionary<string, string>? extra,
        IEnumerable<KeyValuePair<string, string>> settings
    )
    {
        var variables = new Dictionary<string, string>(extra ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, value) in directory == detached?.Path ? detached.Variables! : new Dictionary<string, string>())
        {
            variables[name] = value;
        }
        // The caller may have settings of this kind already: ours come after.
        var given = process.Environment.Variables.GetValueOrDefault("GIT_CONFIG_COUNT");
        var count = int.TryParse(given, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : 0;
        foreach (var (key, value) in settings)
        {
            variables[$"GIT_CONFIG_KEY_{count}"] = key;
            variables[$"GIT_CONFIG_VALUE_{count}"] = value;
            count++;
        }
        variables["GIT_CONFIG_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        return variables;
    }
}
