using System.Diagnostics;

namespace GitSwarm.Store;

/// <summary>The time an update has, from its making on.</summary>
/// <param name="whole">How long.</param>
internal sealed class Deadline(TimeSpan whole)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>What an attempt takes by itself: whoever has less left would end too late.</summary>
    private static readonly TimeSpan OneAttempt = TimeSpan.FromMilliseconds(50);

    private readonly long started = Stopwatch.GetTimestamp();

    /// <summary>How long it was at first.</summary>
    public TimeSpan Whole => whole;

    /// <summary>True when not enough is left for another attempt.</summary>
    public bool IsOver => Left <= OneAttempt;

    private TimeSpan Left => whole - Stopwatch.GetElapsedTime(started);

    /// <summary>A wait, cut to what is left; never nothing, for git takes 0 for no patience at all.</summary>
    public TimeSpan AtMost(TimeSpan wait) =>
        Left > wait ? wait
        : Left > Least ? Left
        : Least;

    /// <summary>Half of a time, but not more than <paramref name="most"/>.</summary>
    public static TimeSpan Half(TimeSpan time, TimeSpan most) => time / 2 < most ? time / 2 : most;
}
