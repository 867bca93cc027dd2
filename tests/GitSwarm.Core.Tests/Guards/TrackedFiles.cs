using GitSwarm.TestKit;

namespace GitSwarm.Tests.Guards;

/// <summary>The files git knows in this repository, and new ones it would add.</summary>
internal static class TrackedFiles
{
    /// <summary>Paths relative to the root, without those that are deleted in the work tree.</summary>
    internal static IReadOnlyList<string> All { get; } = List();

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root.Path, path));

    internal static string[] ReadLines(string path) => File.ReadAllLines(Path.Combine(Root.Path, path));

    private static List<string> List()
    {
        using var sandbox = new Sandbox();
        // The clone may belong to another user than the one who tests it, as in a container.
        string[] arguments = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        return
        [
            .. sandbox
                .Run("git", arguments, Root.Path)
                .OutputOrThrow("git ls-files")
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(path => File.Exists(Path.Combine(Root.Path, path)))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
