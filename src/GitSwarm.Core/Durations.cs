using System.Globalization;

namespace GitSwarm;

/// <summary>Durations as people write them.</summary>
public static class Durations
{
    /// <summary>Parses <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>14d</c>, <c>1w</c>.</summary>
    /// <exception cref="SwarmException">It is no duration.</exception>
    public static TimeSpan Parse(string text)
    {
        var unit =
            text.Length < 2
                ? (TimeSpan?)null
                : text[^1] switch
                {
                    's' => TimeSpan.FromSeconds(1),
                    'm' => TimeSpan.FromMinutes(1),
                    'h' => TimeSpan.FromHours(1),
                    'd' => TimeSpan.FromDays(1),
                    'w' => TimeSpan.FromDays(7),
                    _ => null,
                };
        return
            unit is { } u
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n < 100_000
            ? n * u
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a duration: '{Texts.Cut(text, 40)}'",
                "write it like 90s, 30m, 2h, 14d or 1w"
            );
    }
}
