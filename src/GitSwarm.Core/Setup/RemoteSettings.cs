using System.Text;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Setup;

/// <summary>What git goes by when it fetches from remotes and pushes to them, of every scope and included file; read by one git process.</summary>
public sealed class RemoteSettings
{
    private readonly Dictionary<string, List<string>> fetched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> mirrors = new(StringComparer.Ordinal);

    /// <summary>Reads.</summary>
    /// <param name="git">Starts git.</param>
    /// <param name="repository">The repository.</param>
    /// <exception cref="SwarmException">A config file cannot be read or parsed.</exception>
    public static RemoteSettings Read(GitProcess git, Repository repository)
    {
        string[] asked = ["config", "-z", "--includes", "--get-regexp", @"^remote\..*\.(fetch|mirror)$"];
        var result = git.Run(["--git-dir=" + repository.GitDir, .. asked]);
        // 1: none is set.
        if (result.ExitCode > 1)
        {
            throw new SwarmException(
                ErrorCode.BadConfig,
                result.Reason,
                "correct the file git names, or run 'git config --list --show-origin'"
            );
        }
        var settings = new RemoteSettings();
        foreach (var entry in Encoding.UTF8.GetString(result.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = entry.IndexOf('\n');
            var (key, value) = (end < 0 ? entry : entry[..end], end < 0 ? "true" : entry[(end + 1)..]);
            var dot = key.LastIndexOf('.');
            settings.Add(key["remote.".Length..dot], key[(dot + 1)..], value);
        }
        return settings;
    }

    /// <summary>Remotes that push everything, so that a plain push there would publish or delete our refs.</summary>
    public IEnumerable<string> Mirrors => mirrors.Where(m => m.Value).Select(m => m.Key);

    /// <summary>Refuses where a fetch of the user's would write over our refs, or with <c>--prune</c> delete them.</summary>
    /// <exception cref="SwarmException">A remote's refspec covers what sessions here write, or what was fetched of others.</exception>
    public void RequireSafeRefspecs()
    {
        foreach (var (remote, specs) in fetched)
        {
            var open = specs.SelectMany(Risk).Distinct().Where(needed => !specs.Exists(s => Excludes(s, needed.Spec))).ToList();
            if (open.Count > 0)
            {
                var name = Texts.Cut(remote, 40);
                var what = open.Exists(o => o.Root == SwarmRefs.Root)
                    ? "overwrite what sessions here write: its refspec covers refs/swarm"
                    : "delete what others wrote, if it prunes: its refspec covers refs/swarm-remote";
                throw new SwarmException(
                    ErrorCode.RefspecConflict,
                    $"fetching from '{name}' would {what}",
                    "run: " + string.Join(" && ", open.Select(o => $"git config --add remote.{name}.fetch '{o.Spec}'"))
                );
            }
        }
    }

    private void Add(string remote, string what, string value)
    {
        if (what == "mirror")
        {
            mirrors[remote] = value.ToLowerInvariant() is "true" or "yes" or "on" or "1";
            return;
        }
        if (!fetched.TryGetValue(remote, out var specs))
        {
            fetched[remote] = specs = [];
        }
        specs.Add(value);
    }

    /// <summary>What has to be left out of what a refspec fetches, so that it leaves our refs alone.</summary>
    private static IEnumerable<(string Root, string Spec)> Risk(string refspec)
    {
        if (refspec.TrimStart('+').Split(':') is not [var source, { Length: > 0 } target])
        {
            yield break;
        }
        var (from, to) = (source.Split('*')[0], target.Split('*')[0]);
        foreach (var root in new[] { SwarmRefs.Root, SwarmRefs.RemoteRoot })
        {
            if (target.Contains('*', StringComparison.Ordinal) && root.StartsWith(to, StringComparison.Ordinal))
            {
                // git looks for what is left out among the names at the remote.
                yield return (root, $"^{from}{root[to.Length..]}*");
            }
            // Below what was fetched of others a refspec may well write: that of an exchange by hand does.
            else if (root == SwarmRefs.Root && to.StartsWith(root, StringComparison.Ordinal))
            {
                yield return (root, "^" + source);
            }
        }
    }

    private static bool Excludes(string refspec, string needed) =>
        refspec == needed
        || (refspec.StartsWith('^') && refspec.EndsWith('*') && needed.StartsWith(refspec[..^1], StringComparison.Ordinal));
}
