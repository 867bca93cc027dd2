using System.Globalization;

namespace GitSwarm.Cli;

/// <summary>How long may be spent on what would conflict, where that is not what was asked for.</summary>
internal static class Forecast
{
    private static readonly TimeSpan Otherwise = TimeSpan.FromMilliseconds(150);

    /// <summary><c>swarm.forecast</c>, in milliseconds; zero for not at all. Reads the config, which costs a process.</summary>
    public static TimeSpan Budget(SwarmHost host) =>
        int.TryParse(host.Settings["swarm.forecast"], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? TimeSpan.FromMilliseconds(given)
            : Otherwise;
}
