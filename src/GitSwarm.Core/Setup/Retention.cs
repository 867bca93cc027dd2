using System.Globalization;

namespace GitSwarm.Setup;

/// <summary>How long what is over is remembered (<c>swarm.retention</c>).</summary>
public static class Retention
{
    /// <summary>What holds where nothing is configured.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromDays(14);

    /// <summary>Reads the value: a number and <c>d</c>, or a number of days.</summary>
    /// <exception cref="SwarmException">It is no such value.</exception>
    public static TimeSpan From(string? text)
    {
        if (text is null)
        {
            return Default;
        }
        return int.TryParse(text.TrimEnd('d'), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 10_000
            ? TimeSpan.FromDays(days)
            : throw new SwarmException(
                ErrorCode.BadConfig,
                $"swarm.retention is no number of days: '{Texts.Cut(text, 40)}'",
                "set it like 'git config swarm.retention 14d'"
            );
    }
}
