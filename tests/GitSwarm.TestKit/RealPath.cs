namespace GitSwarm.TestKit;

/// <summary>Paths as git prints them: without symbolic links.</summary>
internal static class RealPath
{
    /// <summary>The temporary directory of the machine, links resolved (macOS keeps it behind one).</summary>
    internal static string Temporary { get; } = Of(Path.GetTempPath());

    /// <summary>A new, empty directory in it.</summary>
    internal static string NewDirectory(string prefix) => Of(Directory.CreateTempSubdirectory(prefix).FullName);

    private static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var resolved = "/";
        foreach (var part in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(resolved, part);
            resolved = Directory.ResolveLinkTarget(next, returnFinalTarget: true)?.FullName ?? next;
        }
        return resolved;
    }
}
