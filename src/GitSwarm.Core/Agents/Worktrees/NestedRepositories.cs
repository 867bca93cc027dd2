using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Repositories within a worktree, in ignored directories, too, where git looks for nothing.</summary>
internal static class NestedRepositories
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Looks for those that hold something nobody else has.</summary>
    /// <param name="git">Asks them.</param>
    /// <param name="top">Top of the worktree.</param>
    /// <param name="submodules">Paths that are judged elsewhere.</param>
    internal static IEnumerable<Keep> Look(WorktreeGit git, string top, IReadOnlyList<string> submodules)
    {
        var known = submodules.Select(path => Path.Combine(top, path)).ToHashSet(StringComparer.Ordinal);
        List<string> found = [];
        try
        {
            Walk(top, isTop: true, known, found);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [new Keep(KeepReason.CannotTell, error.Message)];
        }
        return Keep.Of(
            KeepReason.NestedRepository,
            [.. found.Where(path => !IsElsewhere(git, path)).Select(p => Path.GetRelativePath(top, p))]
        );
    }

    private static void Walk(string directory, bool isTop, HashSet<string> known, List<string> found)
    {
        List<string> below = [];
        var (dotGit, parts) = (false, 0);
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos("*", Everything))
        {
            dotGit |= entry.Name == ".git";
            parts += entry.Name is "HEAD" or "objects" or "refs" ? 1 : 0;
            if (entry is DirectoryInfo && entry.LinkTarget is null && entry.Name != ".git")
            {
                below.Add(entry.FullName);
            }
        }
        if (!isTop && (dotGit || parts == 3) && !known.Contains(directory))
        {
            found.Add(directory);
        }
        if (parts < 3)
        {
            below.ForEach(path => Walk(path, isTop: false, known, found));
        }
    }

    /// <summary>True where nothing would be lost: no changes, and every commit it ever had at a remote.</summary>
    private static bool IsElsewhere(WorktreeGit git, string path)
    {
        try
        {
            // Another worktree of this very repository is somebody's place of work, whatever its state.
            if (RepositoryDiscovery.Find(path, _ => null) is not { } nested || nested.CommonDir == git.Repository.CommonDir)
            {
                return false;
            }
            var status = nested.WorkTree is null
                ? null
                : git.At(path, ["status", "--porcelain", "--untracked-files=all", "--ignore-submodules=none"]);
            var commits = git.At(
                path,
                ["--git-dir=" + nested.GitDir, "rev-list", "--max-count=1", "--all", "--reflog", "--not", "--remotes"]
            );
            return status is null or { Ok: true, Output.Length: 0 } && commits is { Ok: true, Output.Length: 0 };
        }
        catch (SwarmException)
        {
            return false;
        }
    }
}
