using System.Collections.Concurrent;

namespace GitSwarm.TestKit;

/// <summary>The gits contract tests run on: the system's, and newer ones fetched beside it.</summary>
/// <remarks>The newer ones are put there by <c>tests/tools/newer-git.sh</c>.</remarks>
public static class Gits
{
    private static readonly ConcurrentDictionary<string, Version> Versions = new(StringComparer.Ordinal);

    /// <summary>The git on PATH.</summary>
    public static TestGit System { get; } = new("system", OnPath("git") ?? "/usr/bin/git");

    /// <summary>Every git tests know of, present or not.</summary>
    public static IReadOnlyList<TestGit> Known { get; } = [System, Fetched("trixie"), Fetched("sid")];

    /// <summary>The newest git that is present.</summary>
    public static TestGit Newest => Known.Last(git => git.Exists);

    /// <summary>Whether this is a run in which everything must be present.</summary>
    public static bool IsComplete => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Why tests on a git do not run here.</summary>
    internal static string Absence(TestGit git) => $"git of Debian {git.Name} is not in {Folder}; run tests/tools/newer-git.sh {git.Name}";

    /// <summary>Major and minor number of a git that is present.</summary>
    public static Version VersionOf(TestGit git) =>
        Versions.GetOrAdd(
            git.Program,
            static program =>
            {
                var variables = SandboxVariables.Create(RealPath.Temporary, program);
                var said = ChildProcess.Run(program, ["--version"], RealPath.Temporary, variables);
                // "git version 2.39.5 (Apple Git-154)"
                var numbers = said.OutputOrThrow("git --version").Split(' ')[2].Split('.');
                return new Version(int.Parse(numbers[0]), int.Parse(numbers[1]));
            }
        );

    internal static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static string Folder =>
        Environment.GetEnvironmentVariable("GIT_SWARM_TEST_GITS") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "git-swarm-tests");

    private static TestGit Fetched(string suite) => new(suite, Path.Combine(Folder, "git-" + suite, "bin", "git"));
}
