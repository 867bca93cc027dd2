using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sync;

namespace GitSwarm.Commands;

/// <summary>With which remote to exchange, and how often.</summary>
internal static class SyncTarget
{
    /// <summary>The remote that was typed, else the one configured, else the only one there is, else <c>origin</c>.</summary>
    /// <exception cref="SwarmException">There is none, or none of that name.</exception>
    public static SyncRemote Find(SwarmHost host, string? typed)
    {
        var config = host.Enabled.Config;
        var name = typed ?? host.Settings["swarm.remote"] ?? Configured(config);
        if (name is null)
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                "no remote to exchange with",
                "name one: git swarm sync <remote>, or for good: git swarm init --remote <remote>"
            );
        }
        // A remote may also be configured elsewhere, or be an address by itself.
        if (config[$"remote.{name}.url"] is null && !name.Contains('/') && !name.Contains(':') && !IsConfigured(host, name))
        {
            throw new SwarmException(ErrorCode.BadArgument, $"no remote '{Texts.Cut(name, 60)}'", "see 'git remote'");
        }
        return new SyncRemote(name);
    }

    /// <summary>How often to exchange in the background; null where that is off, as it is unless the repository's own config says otherwise.</summary>
    public static TimeSpan? Interval(SwarmHost host)
    {
        if (host.Repository.Config["swarm.syncinterval"] is not { } text || text is "0" or "off" or "false")
        {
            return null;
        }
        try
        {
            return Ages.Parse(text);
        }
        catch (SwarmException error)
        {
            throw new SwarmException(ErrorCode.BadConfig, $"swarm.syncInterval: {error.Message}", error.Hint);
        }
    }

    private static bool IsConfigured(SwarmHost host, string name) => host.Git.Run(["config", "--get", $"remote.{name}.url"]).Ok;

    /// <summary>What the repository's own config comes to; null where that is undecided.</summary>
    public static string? Configured(ConfigFile config)
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
