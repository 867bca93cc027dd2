using System.Globalization;

namespace GitSwarm.Cli;

/// <summary>A clock that stands still, so that whole transcripts are stable (<c>GIT_SWARM_NOW</c>).</summary>
public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;

    /// <summary>The clock for a value of <c>GIT_SWARM_NOW</c>: ISO 8601, UTC; the system's when there is none or it is no time.</summary>
    public static TimeProvider From(string? text) =>
        text is not null
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var now
        )
            ? new FixedClock(now)
            : System;
}
