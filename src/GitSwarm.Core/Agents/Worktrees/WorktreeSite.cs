using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>What is left of a worktree where it was made, or where it was moved to.</summary>
/// <param name="GitDir">Its directory under <c>worktrees/</c>; null when git knows it no more.</param>
/// <param name="Path">Top of its files.</param>
/// <param name="HasFiles">Whether there is such a directory.</param>
/// <param name="Remains">What is left under <c>worktrees/</c> of a worktree without files whose making or removal was cut short; git can do nothing with it.</param>
internal sealed record WorktreeSite(string? GitDir, string Path, bool HasFiles, string? Remains = null)
{
    /// <summary>Present while the worktree is being removed: files that are missing then were removed by us.</summary>
    private const string RemovingName = "swarm-removing";

    /// <summary>The patterns of <c>.worktreeinclude</c> as they were; goes with the worktree.</summary>
    internal const string PatternsName = "swarm-include";

    // What git writes first, and what it takes to ask it anything.
    private static readonly string[] Needed = ["gitdir", "HEAD", "commondir"];

    /// <summary>Looks.</summary>
    internal static WorktreeSite Find(AgentWorktree worktree, Repository repository)
    {
        var gitDir = worktree.Worktree is { } id ? GitDirOf(repository, id) : null;
        var path = (gitDir is null ? null : Worktree.ReadPath(gitDir)) ?? worktree.Path;
        if (gitDir is not null && IsWhole(gitDir))
        {
            return new WorktreeSite(gitDir, path, Directory.Exists(path));
        }
        return gitDir is not null && !HasAny(path)
            ? new WorktreeSite(null, path, HasFiles: false, gitDir)
            : new WorktreeSite(gitDir, path, HasAny(path));
    }

    /// <summary>Removes what is left under <c>worktrees/</c>, and an empty directory at its path; false where that cannot be.</summary>
    internal static bool Clear(string remains, string? path)
    {
        try
        {
            if (path is { Length: > 0 } && Directory.Exists(path))
            {
                if (HasAny(path))
                {
                    return false;
                }
                System.IO.File.Delete(System.IO.Path.Combine(path, ".git"));
                Directory.Delete(path);
            }
            Directory.Delete(remains, recursive: true);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The directory of a worktree under <c>worktrees/</c>, or null.</summary>
    internal static string? GitDirOf(Repository repository, string id)
    {
        var path = System.IO.Path.Combine(repository.CommonDir, "worktrees", id);
        return Directory.Exists(path) ? path : null;
    }

    /// <summary>Where the patterns of <c>.worktreeinclude</c> are kept.</summary>
    internal string Patterns => File(PatternsName);

    /// <summary>Where it is noted that the worktree is being removed.</summary>
    internal string Removing => File(RemovingName);

    /// <summary>Why it is locked; null when it is not.</summary>
    internal string? Lock =>
        GitDir is not null && System.IO.File.Exists(File("locked")) ? System.IO.File.ReadAllText(File("locked")).Trim() : null;

    private static bool IsWhole(string gitDir) =>
        Needed.All(name => new FileInfo(System.IO.Path.Combine(gitDir, name)) is { Exists: true, Length: > 0 })
        // Until the branch is checked out.
        && !System.IO.File.ReadAllText(System.IO.Path.Combine(gitDir, "HEAD")).AsSpan().Trim().Trim('0').IsEmpty;

    // The file .git alone is none: git writes it before all others.
    private static bool HasAny(string path) =>
        Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(entry => System.IO.Path.GetFileName(entry) != ".git");

    /// <summary>A file of git's for this worktree.</summary>
    internal string File(string name) => System.IO.Path.Combine(GitDir!, name);
}
