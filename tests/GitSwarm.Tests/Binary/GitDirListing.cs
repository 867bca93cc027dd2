namespace GitSwarm.Tests.Binary;

/// <summary>Every byte of a git directory that is not an object, as comparable text.</summary>
internal static class GitDirListing
{
    /// <summary>A line for each file and directory: path, mode, content.</summary>
    public static string Of(string gitDir, params string[] without) =>
        string.Join(
            '\n',
            Directory
                .EnumerateFileSystemEntries(gitDir, "*", SearchOption.AllDirectories)
                .Select(entry => (Entry: entry, Name: Path.GetRelativePath(gitDir, entry)))
                .Where(e =>
                    !e.Name.StartsWith("objects", StringComparison.Ordinal)
                    && !without.Any(w => e.Name.StartsWith(w, StringComparison.Ordinal))
                )
                .OrderBy(e => e.Name, StringComparer.Ordinal)
                .Select(e => $"{e.Name} {Describe(e.Entry)}")
        );

    private static string Describe(string entry) =>
        Directory.Exists(entry)
            ? $"{File.GetUnixFileMode(entry)}"
            : $"{File.GetUnixFileMode(entry)} {Convert.ToHexString(File.ReadAllBytes(entry))}";
}
