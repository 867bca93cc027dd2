using System.Globalization;

namespace GitSwarm.Cli;

/// <summary>Times and durations as people write and read them.</summary>
public static class Ages
{
    /// <summary>How long ago: <c>3s</c>, <c>12m</c>, <c>5h</c>, <c>9d</c>.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var age = now - then;
        return age < TimeSpan.Zero ? "0s"
            : age < TimeSpan.FromMinutes(1) ? $"{(int)age.TotalSeconds}s"
            : age < TimeSpan.FromHours(1) ? $"{(int)age.TotalMinutes}m"
            : age < TimeSpan.FromDays(2) ? $"{(int)age.TotalHours}h"
            : $"{(int)age.TotalDays}d";
    }

    /// <summary>How much longer, to the minute, and to the second where it is less: <c>40s</c>, <c>25m</c>, <c>1h59m</c>, <c>9d</c>.</summary>
    public static string Left(DateTimeOffset until, DateTimeOffset now)
    {
        var seconds = (long)Math.Ceiling(Math.Max(0, (until - now).TotalSeconds));
        var minutes = (seconds + 59) / 60;
        return seconds < 60 ? $"{seconds}s"
            : minutes < 60 ? $"{minutes}m"
            : minutes >= 48 * 60 ? $"{minutes / (24 * 60)}d"
            : minutes % 60 == 0 ? $"{minutes / 60}h"
            : $"{minutes / 60}h{minutes % 60}m";
    }

    /// <summary>RFC 3339, UTC, to the second.</summary>
    public static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
