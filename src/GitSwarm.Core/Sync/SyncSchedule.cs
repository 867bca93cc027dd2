namespace GitSwarm.Sync;

/// <summary>When to exchange again without being asked: pure functions.</summary>
/// <remarks>
/// At most once per the interval, a minute, and a quarter of a minute for each live clone, whichever is longest: large
/// hosts ask for at most six pushes a minute to one repository, and this stays at four however many clones there are.
/// </remarks>
public static class SyncSchedule
{
    /// <summary>The shortest time between two exchanges.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The longest that failures put an exchange off.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>What each live clone adds to the time between two exchanges at least.</summary>
    public static readonly TimeSpan PerClone = TimeSpan.FromSeconds(15);

    /// <summary>How much of the time is left to chance, so that clones do not all come at once.</summary>
    private const double Jitter = 0.2;

    /// <summary>How long to wait after an exchange.</summary>
    /// <param name="interval">What is configured.</param>
    /// <param name="clones">How many clones have records at the remote.</param>
    /// <param name="failures">How many exchanges failed in a row.</param>
    /// <param name="random">Chance.</param>
    public static TimeSpan After(TimeSpan interval, int clones, int failures, Random random)
    {
        var pause = Promised(interval, clones);
        for (var n = 0; n < failures && pause < Longest; n++)
        {
            pause = pause * 2 < Longest ? pause * 2 : Longest;
        }
        // Never more often than said: chance only adds.
        return pause * (1 + (random.NextDouble() * Jitter));
    }

    /// <summary>True when the next exchange is due; a time that lies beyond all reason counts for nothing, as after a clock was set back.</summary>
    public static bool IsDue(SyncState state, TimeSpan interval, DateTimeOffset now) =>
        state.Due is not { } due || now >= due || due - now > Reasonable(Promised(interval, state.KnownClones));

    private static TimeSpan Promised(TimeSpan interval, int clones) => new[] { interval, Shortest, clones * PerClone }.Max();

    private static TimeSpan Reasonable(TimeSpan promised) => (promised > Longest ? promised : Longest) * 2;
}
