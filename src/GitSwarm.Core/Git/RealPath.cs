namespace GitSwarm.Git;

/// <summary>Paths without symbolic links, as git prints them.</summary>
public static class RealPath
{
    /// <summary>The path with every link in it followed; a part that does not exist stays as it is.</summary>
    public static string Of(string path) => Of(path, 40);

    private static string Of(string path, int linksLeft)
    {
        try
        {
            var resolved = Path.GetPathRoot(path) ?? "";
            foreach (var part in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
            {
                var next = Path.Combine(resolved, part);
                // Where a link leads may go through links again.
                resolved =
                    linksLeft > 0 && new DirectoryInfo(next).LinkTarget is { } target
                        ? Of(Path.GetFullPath(target, resolved), linksLeft - 1)
                        : next;
            }
            return resolved;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
