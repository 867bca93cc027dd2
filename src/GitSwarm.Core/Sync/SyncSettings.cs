using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>What the repository's own config says of exchanging without being asked: all that a hook looks at.</summary>
public static class SyncSettings
{
    /// <summary>How often; null where that is off, as it is unless something is set.</summary>
    /// <exception cref="SwarmException">What is set is no duration.</exception>
    public static TimeSpan? Interval(ConfigFile config)
    {
        if (config["swarm.syncinterval"] is not { } text || text is "0" or "off" or "false")
        {
            return null;
        }
        try
        {
            return Durations.Parse(text);
        }
        catch (SwarmException error)
        {
            throw new SwarmException(
                ErrorCode.BadConfig,
                $"swarm.syncInterval is {error.Message}",
                "set it like 'git config swarm.syncInterval 5m', or 'off'"
            );
        }
    }

    /// <summary>With which remote: the one set, the only one there is, or <c>origin</c>; null where none of them is.</summary>
    public static string? Remote(ConfigFile config)
    {
        if (config["swarm.remote"] is { } chosen)
        {
            return chosen;
        }
        var names = config
            .Keys.Where(k => k.StartsWith("remote.", StringComparison.Ordinal) && k.EndsWith(".url", StringComparison.Ordinal))
            .Select(k => k["remote.".Length..^".url".Length])
            .ToList();
        return names is [var one] ? one
            : names.Contains("origin") ? "origin"
            : null;
    }
}
