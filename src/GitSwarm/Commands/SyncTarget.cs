using GitSwarm.Cli;
using GitSwarm.Sync;

namespace GitSwarm.Commands;

/// <summary>With which remote to exchange.</summary>
internal static class SyncTarget
{
    /// <summary>The remote that was typed, else the one configured, else the only one there is, else <c>origin</c>.</summary>
    /// <exception cref="SwarmException">There is none, or none of that name.</exception>
    public static SyncRemote Find(SwarmHost host, string? typed)
    {
        var config = host.Enabled.Config;
        var name = typed ?? host.Settings["swarm.remote"] ?? SyncSettings.Remote(config);
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

    private static bool IsConfigured(SwarmHost host, string name) => host.Git.Run(["config", "--get", $"remote.{name}.url"]).Ok;
}
