using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GitSwarm.TestKit;

/// <summary>Programs of others that some tests need.</summary>
/// <remarks>
/// Looked up in <c>node_modules/.bin</c> of <c>GIT_SWARM_TEST_TOOLS</c> (default <c>~/.cache/git-swarm-tests/node</c>) and on
/// PATH. Gits are those of <c>GIT_SWARM_TEST_GITS</c> (paths of programs, separated as PATH is), by default
/// <c>~/.cache/git-swarm-tests/git-*/bin/git</c>, and the one on PATH.
/// </remarks>
public static class TestTools
{
    private static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".cache",
        "git-swarm-tests"
    );

    /// <summary>Where npm put its programs; it may not exist.</summary>
    public static string NodeBin { get; } =
        Path.Combine(Environment.GetEnvironmentVariable("GIT_SWARM_TEST_TOOLS") ?? Path.Combine(Cache, "node"), "node_modules", ".bin");

    /// <summary>Every git there is: version such as <c>2.39</c> to absolute path, each version once.</summary>
    public static IReadOnlyDictionary<string, string> Gits { get; } = FindGits();

    /// <summary>The absolute path of a program; <c>git 2.54</c> means any git of at least that version. Null when there is none.</summary>
    public static string? Find(string tool) =>
        tool.StartsWith("git ", StringComparison.Ordinal)
            ? Gits.Where(g => Number(g.Key) >= Number(tool[4..])).OrderBy(g => Number(g.Key)).Select(g => g.Value).FirstOrDefault()
            : Directories().Select(d => Path.Combine(d, tool)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Directories() =>
        [NodeBin, .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];

    private static int Number(string version)
    {
        var parts = version.Split('.');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture) * 1000) + int.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, string> FindGits()
    {
        var given = Environment
            .GetEnvironmentVariable("GIT_SWARM_TEST_GITS")
            ?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var cached = Directory.Exists(Cache)
            ? Directory.EnumerateDirectories(Cache, "git-*").Select(d => Path.Combine(d, "bin", "git")).Where(File.Exists)
            : [];
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in new[] { Find("git")! }.Concat(given ?? cached))
        {
            using var child = Process.Start(
                new ProcessStartInfo(path, "--version") { RedirectStandardOutput = true, UseShellExecute = false }
            )!;
            var version = Regex.Match(child.StandardOutput.ReadToEnd(), @"\d+\.\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
            child.WaitForExit();
            found.TryAdd(version, path);
        }
        return found;
    }
}
