namespace GitSwarm.Git;

/// <summary>Where the main work tree is. The linked ones are on record in the repository; this one mostly is where its <c>.git</c> is.</summary>
public static class MainWorktree
{
    /// <summary>Where <c>init</c> writes down what git does not know: the path, where the git directory lies elsewhere.</summary>
    public const string Key = "swarm.mainWorktree";

    /// <summary>Its path; null in a bare repository, and in a linked work tree where nobody knows.</summary>
    public static string? PathOf(Repository repository) => repository.WorktreeId is null ? repository.WorkTree : PathForLinked(repository);

    /// <summary>Its path as seen from itself, where those who work in linked ones do not know it yet.</summary>
    public static string? Untold(Repository repository) =>
        repository is { WorktreeId: null, WorkTree: { } main } && CanBe(repository, main) && PathForLinked(repository) != main
            ? main
            : null;

    /// <summary>The config that says what the main work tree is: with <c>extensions.worktreeConfig</c> a file of its own.</summary>
    internal static ConfigFile ConfigOf(string commonDir, ConfigFile config)
    {
        if (!config.Bool("extensions.worktreeconfig"))
        {
            return config;
        }
        var own = ConfigFile.Read(Path.Combine(commonDir, "config.worktree"));
        return own["core.worktree"] is null && own["core.bare"] is null ? config : own;
    }

    /// <summary>True where a git that is started in a directory comes to that git directory by itself.</summary>
    internal static bool LeadsTo(string directory, string gitDir)
    {
        var dotGit = Path.Combine(directory, ".git");
        // Mostly it lies there, and nothing has to be read to know it.
        return dotGit == gitDir
            || (File.Exists(dotGit) ? RepositoryDiscovery.ReadGitFile(dotGit) : dotGit) is { } target
                && RealPath.Of(target) == RealPath.Of(gitDir);
    }

    private static string? PathForLinked(Repository repository)
    {
        var config = ConfigOf(repository.CommonDir, repository.Config);
        if (config["core.worktree"] is { } configured)
        {
            return Path.GetFullPath(GitLine.Of(configured), repository.CommonDir);
        }
        if (repository.Config[Key.ToLowerInvariant()] is { } told && CanBe(repository, told))
        {
            return told;
        }
        return config.Bool("core.bare") || !IsDotGit(repository) ? null : Path.GetDirectoryName(repository.CommonDir);
    }

    /// <summary>What has a <c>.git</c> says itself whose it is; what has none can belong to a git directory that lies in no other.</summary>
    private static bool CanBe(Repository repository, string path) =>
        Directory.Exists(path)
        && (LeadsTo(path, repository.CommonDir) || (!IsDotGit(repository) && !Path.Exists(Path.Combine(path, ".git"))));

    private static bool IsDotGit(Repository repository) => Path.GetFileName(repository.CommonDir) == ".git";
}
