namespace GitSwarm.Git;

/// <summary>Finds the repository a directory belongs to, without starting git.</summary>
/// <remarks>
/// Follows gitrepository-layout(5): <c>.git</c> directories and files, bare repositories, linked worktrees
/// (<c>commondir</c>), submodules (<c>core.worktree</c>), and the variables a hook gets. A hook in a repository that is
/// not opted in must cost no process, which is why this is not <c>git rev-parse</c>.
/// </remarks>
public static class RepositoryDiscovery
{
    /// <summary>Finds the repository.</summary>
    /// <param name="directory">Absolute path to start from.</param>
    /// <param name="variable">Looks up <c>GIT_DIR</c>, <c>GIT_COMMON_DIR</c>, <c>GIT_WORK_TREE</c>, <c>GIT_CEILING_DIRECTORIES</c>; null when unset.</param>
    /// <returns>The repository, or null when there is none.</returns>
    /// <exception cref="SwarmException">Its config cannot be read.</exception>
    public static Repository? Find(string directory, Func<string, string?> variable)
    {
        // As git does: two paths to one repository must not look like two repositories.
        directory = RealPath.Of(Trim(directory));
        if (variable("GIT_DIR") is { Length: > 0 } given)
        {
            var gitDir = RealPath.Of(Absolute(directory, given));
            gitDir = File.Exists(gitDir) ? ReadGitFile(gitDir) : gitDir;
            return gitDir is not null && IsGitDir(gitDir) ? Open(gitDir, Given(directory, variable), variable, directory) : null;
        }
        var ceilings = (variable("GIT_CEILING_DIRECTORIES") ?? "").Split(Path.PathSeparator).Select(Trim).ToArray();
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (current != directory && ceilings.Contains(current))
            {
                return null;
            }
            var dotGit = Path.Combine(current, ".git");
            if (Directory.Exists(dotGit) && IsGitDir(dotGit))
            {
                return Found(RealPath.Of(dotGit), Given(directory, variable) ?? current, variable, directory, [current, dotGit]);
            }
            if (File.Exists(dotGit) && ReadGitFile(dotGit) is { } target)
            {
                return IsGitDir(target)
                    ? Found(target, Given(directory, variable) ?? current, variable, directory, [current, dotGit])
                    : null;
            }
            if (IsGitDir(current))
            {
                // In a .git is nothing that came with somebody's files: git checks nothing of that name out.
                var isInDotGit = current.Split(Path.DirectorySeparatorChar).Contains(".git");
                return Found(current, Given(directory, variable), variable, directory, isInDotGit ? [current] : []);
            }
        }
        return null;
    }

    /// <param name="gitDir">As in <see cref="Open"/>.</param>
    /// <param name="workTree">As in <see cref="Open"/>.</param>
    /// <param name="variable">As in <see cref="Open"/>.</param>
    /// <param name="directory">As in <see cref="Open"/>.</param>
    /// <param name="by">The work tree and what in it led here; nothing where there is none.</param>
    private static Repository Found(
        string gitDir,
        string? workTree,
        Func<string, string?> variable,
        string directory,
        IReadOnlyList<string> by
    )
    {
        var repository = Open(gitDir, workTree, variable, directory);
        return repository with { Vouchers = by.Count == 0 ? by : [.. by, repository.GitDir, repository.CommonDir] };
    }

    private static string? Given(string directory, Func<string, string?> variable) =>
        variable("GIT_WORK_TREE") is { Length: > 0 } path ? Absolute(directory, path) : null;

    private static Repository Open(string gitDir, string? workTree, Func<string, string?> variable, string directory)
    {
        var commonDir = variable("GIT_COMMON_DIR") is { Length: > 0 } given ? Absolute(directory, given) : ReadCommonDir(gitDir);
        var config = ConfigFile.Read(Path.Combine(commonDir, "config"));
        if (workTree is null && gitDir != commonDir)
        {
            workTree = Worktree.ReadPath(gitDir);
        }
        else if (
            gitDir == commonDir
            && MainWorktree.ConfigOf(commonDir, config)["core.worktree"] is { } configured
            && Given(directory, variable) is null
        )
        {
            workTree = Absolute(gitDir, configured);
        }
        else if (gitDir == commonDir && MainWorktree.ConfigOf(commonDir, config).Bool("core.bare") && Given(directory, variable) is null)
        {
            workTree = null;
        }
        else if (workTree is null && Path.GetFileName(gitDir) == ".git")
        {
            workTree = Path.GetDirectoryName(gitDir);
        }
        else if (workTree is null && variable("GIT_DIR") is { Length: > 0 })
        {
            // A git directory elsewhere does not say where its work tree is; git starts hooks at the top.
            workTree = directory;
        }
        return new Repository(commonDir, gitDir, workTree, config);
    }

    private static string ReadCommonDir(string gitDir)
    {
        var file = Path.Combine(gitDir, "commondir");
        return File.Exists(file) ? Absolute(gitDir, GitLine.Read(file)) : gitDir;
    }

    /// <summary>Where a <c>.git</c> that is a file leads; null where it is no such file.</summary>
    internal static string? ReadGitFile(string path)
    {
        const string Prefix = "gitdir: ";
        var text = GitLine.Read(path);
        return text.StartsWith(Prefix, StringComparison.Ordinal) ? Absolute(Path.GetDirectoryName(path)!, text[Prefix.Length..]) : null;
    }

    private static bool IsGitDir(string path) =>
        File.Exists(Path.Combine(path, "HEAD"))
        && (
            File.Exists(Path.Combine(path, "commondir"))
            || (Directory.Exists(Path.Combine(path, "objects")) && Directory.Exists(Path.Combine(path, "refs")))
        );

    private static string Absolute(string basis, string path) => Trim(Path.GetFullPath(GitLine.Of(path), basis));

    private static string Trim(string path) => path.Length > 1 ? path.TrimEnd(Path.DirectorySeparatorChar) : path;
}
