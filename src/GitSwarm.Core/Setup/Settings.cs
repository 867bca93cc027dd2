using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Setup;

/// <summary>The <c>swarm.*</c> config of every scope, and the user's ssh, read by one git process; needed only off the hot path.</summary>
public sealed class Settings
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> ofSystem = new(StringComparer.Ordinal);

    /// <summary>Reads.</summary>
    /// <param name="git">Starts git.</param>
    /// <param name="repository">The repository; null outside of one, where only the user's and the system's count.</param>
    /// <exception cref="SwarmException">A config file cannot be read or parsed.</exception>
    public static Settings Read(GitProcess git, Repository? repository)
    {
        string[] place = repository is null ? [] : ["--git-dir=" + repository.GitDir];
        var result = git.Run([.. place, "config", "-z", "--show-scope", "--get-regexp", "^(swarm\\.|core\\.sshcommand$)"]);
        if (result.ExitCode > 1)
        {
            throw new SwarmException(
                ErrorCode.BadConfig,
                result.Reason,
                "correct the file git names, or run 'git config --list --show-origin'"
            );
        }
        var settings = new Settings();
        var words = Encoding.UTF8.GetString(result.Output).Split('\0');
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            var (scope, entry) = (words[i], words[i + 1]);
            var end = entry.IndexOf('\n');
            var (key, value) = (end < 0 ? entry : entry[..end], end < 0 ? "true" : entry[(end + 1)..]);
            settings.values[key] = value;
            if (!settings.all.TryGetValue(key, out var several))
            {
                settings.all[key] = several = [];
            }
            several.Add(value);
            if (scope == "system")
            {
                settings.ofSystem[key] = settings.ofSystem.TryGetValue(key, out var before) ? $"{before},{value}" : value;
            }
        }
        return settings;
    }

    /// <summary>The value that counts of a key such as <c>swarm.host</c> (in lower case), or null.</summary>
    public string? this[string key] => values.GetValueOrDefault(key);

    /// <summary>Every key that is set.</summary>
    public IReadOnlyCollection<string> Keys => values.Keys;

    /// <summary>All values of a key, of every scope, the one that counts where there can be but one last.</summary>
    public IReadOnlyList<string> All(string key) => all.TryGetValue(key, out var several) ? several : [];

    /// <summary>The value of a key in the system's config alone, which only an administrator can write; several with commas between, null where it has none.</summary>
    public string? OfSystem(string key) => ofSystem.GetValueOrDefault(key);

    /// <summary>A boolean as git reads it (git-config(1)); <paramref name="otherwise"/> where it is not set or no boolean.</summary>
    public bool Bool(string key, bool otherwise) =>
        this[key]?.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" or "1" => true,
            "false" or "no" or "off" or "0" or "" => false,
            _ => otherwise,
        };
}
