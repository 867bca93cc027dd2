using GitSwarm.Clients.Settings;

namespace GitSwarm.Agents.Definitions;

/// <summary>Which directories definitions are looked for in.</summary>
/// <remarks>The order: docs/decisions/0017-agent-definitions.md.</remarks>
public static class DefinitionPlaces
{
    private const string Agents = "agents";

    /// <summary>All of them, the first to be overridden first; whether they are there is another question.</summary>
    /// <param name="where">Home, work tree and variables.</param>
    /// <param name="directory">Where the command works.</param>
    /// <param name="plugins">Directories of plugins.</param>
    public static IReadOnlyList<DefinitionPlace> Of(Surroundings where, string directory, IEnumerable<string> plugins) =>
        [
            .. plugins.Select(p => Place(DefinitionSource.Plugin, Path.Combine(p, Agents), where)),
            .. User(where).Select(d => new DefinitionPlace(DefinitionSource.User, d)),
            .. Upwards(where.Top, directory)
                .SelectMany(d => new[] { Path.Combine(d, ".claude", Agents), Path.Combine(d, ".swarm", Agents) })
                // A home directory under version control is its owner's all the same.
                .Except(User(where), StringComparer.Ordinal)
                .Select(d => new DefinitionPlace(DefinitionSource.Project, d, IsOfRepository: true)),
            new(DefinitionSource.Policy, Path.Combine(ManagedDirectory, ".claude", Agents)),
            new(DefinitionSource.Policy, PolicyDirectory),
        ];

    /// <summary>Where an administrator keeps definitions for git-swarm.</summary>
    public static string PolicyDirectory => OperatingSystem.IsWindows() ? @"C:\Program Files\git-swarm\agents" : "/etc/git-swarm/agents";

    /// <summary>Where an administrator keeps what Claude Code obeys.</summary>
    public static string ManagedDirectory =>
        OperatingSystem.IsWindows() ? @"C:\Program Files\ClaudeCode"
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode"
        : "/etc/claude-code";

    /// <summary>True for a path in the work tree.</summary>
    internal static bool IsInWorkTree(Surroundings where, string path) =>
        where.Top is { } top && (path + "/").StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal);

    // A plugin that comes with the repository has its authors, not an administrator's.
    private static DefinitionPlace Place(DefinitionSource source, string directory, Surroundings where) =>
        new(source, directory, IsInWorkTree(where, directory));

    private static List<string> User(Surroundings where)
    {
        var home = where.Home;
        var claude = where.Variable("CLAUDE_CONFIG_DIR") ?? (home is null ? null : Path.Combine(home, ".claude"));
        var config = where.Variable("XDG_CONFIG_HOME") ?? (home is null ? null : Path.Combine(home, ".config"));
        return
        [
            .. claude is null ? Array.Empty<string>() : [Path.Combine(claude, Agents)],
            .. config is null ? Array.Empty<string>() : [Path.Combine(config, "git-swarm", Agents)],
        ];
    }

    /// <summary>The directories from the top of the work tree down to this one: the closest is last, and wins.</summary>
    private static IEnumerable<string> Upwards(string? top, string directory)
    {
        if (top is null)
        {
            return [];
        }
        var found = new List<string>();
        for (
            var at = directory;
            at is not null && at.Length > top.Length && at.StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal);
            at = Path.GetDirectoryName(at)
        )
        {
            found.Add(at);
        }
        found.Reverse();
        return found.Prepend(top);
    }
}
