using GitSwarm.Cli;
using GitSwarm.Clients;
using GitSwarm.Git;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>The files of an event as everybody names them: relative to the top of the work tree they are in.</summary>
internal static class EventPaths
{
    private const int Longest = 4096;

    private const int Most = 200;

    /// <summary>Those in a work tree of this repository, whichever the session is in; others are nobody's concern.</summary>
    public static IReadOnlyList<string> Of(SwarmHost host, AgentEvent happened)
    {
        var tops = new Dictionary<string, string?>(StringComparer.Ordinal);
        var paths = new List<string>();
        foreach (var given in happened.Paths.Where(p => p.Length <= Longest && !p.Contains('\0')).Take(Most))
        {
            var full = Path.GetFullPath(given, happened.Directory);
            var folder = Existing(Path.GetDirectoryName(full) ?? full);
            if (!tops.TryGetValue(folder, out var top))
            {
                tops[folder] = top = TopOf(host, folder);
            }
            if (top is not null && Relative(top, folder, full) is { } path && !paths.Contains(path))
            {
                paths.Add(path);
            }
        }
        return paths;
    }

    /// <summary>A new file may be in a directory that is to be made with it.</summary>
    private static string Existing(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }
        return folder;
    }

    private static string? TopOf(SwarmHost host, string folder) =>
        RepositoryDiscovery.Find(folder, _ => null) is { WorkTree: { } top } found && found.CommonDir == host.Repository.CommonDir
            ? top
            : null;

    private static string? Relative(string top, string folder, string full)
    {
        var real = Path.Combine(RealPath.Of(folder), Path.GetRelativePath(folder, full));
        var relative = Path.GetRelativePath(top, real).Replace(Path.DirectorySeparatorChar, '/');
        return
            relative is "." or ".."
            || relative.StartsWith("../", StringComparison.Ordinal)
            || relative.StartsWith(".git/", StringComparison.Ordinal)
            ? null
            : relative;
    }
}
