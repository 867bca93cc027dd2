using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Setup;

/// <summary>The <c>swarm.*</c> config of every scope, and the user's ssh, read by one git process; needed only off the hot path.</summary>
public sealed class Settings
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads.</summary>
    /// <exception cref="SwarmException">A config file cannot be read or parsed.</exception>
    public static Settings Read(GitProcess git, Repository repository)
    {
        var result = git.Run(["--git-dir=" + repository.GitDir, "config", "-z", "--get-regexp", "^(swarm\\.|core\\.sshcommand$)"]);
        if (result.ExitCode > 1)
        {
            throw new SwarmException(
                ErrorCode.BadConfig,
                result.Reason,
                "correct the file git names, or run 'git config --list --show-origin'"
            );
        }
        var settings = new Settings();
        foreach (var entry in Encoding.UTF8.GetString(result.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = entry.IndexOf('\n');
            settings.values[end < 0 ? entry : entry[..end]] = end < 0 ? "true" : entry[(end + 1)..];
        }
        return settings;
    }

    /// <summary>The value that counts of a key such as <c>swarm.host</c> (in lower case), or null.</summary>
    public string? this[string key] => values.GetValueOrDefault(key);

    /// <summary>A boolean as git reads it (git-config(1)); <paramref name="otherwise"/> where it is not set or no boolean.</summary>
    public bool Bool(string key, bool otherwise) =>
        this[key]?.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "1" => true,
            "false" or "no" or "off" or "0" or "" => false,
            _ => otherwise,
        };
}
