using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>What is left of a worktree where it was made, or where it was moved to.</summary>
/// <param name="GitDir">Its directory under <c>worktrees/</c>; null when git knows it no more.</param>
/// <param name="Path">Top of its files.</param>
/// <param name="HasFiles">Whether there is such a directory.</param>
internal sealed record WorktreeSite(string? GitDir, string Path, bool HasFiles)
{
    /// <summary>Present while the worktree is being removed: files that miss then were removed by us.</summary>
    private const string RemovingName = "swarm-removing";

    /// <summary>The patterns of <c>.worktreeinclude</c> as they were; goes with the worktree.</summary>
    private const string PatternsName = "swarm-include";

    /// <summary>Looks.</summary>
    internal static WorktreeSite Find(AgentWorktree worktree, Repository repository)
    {
        if (worktree.Worktree is { } id && GitDirOf(repository, id) is { } gitDir && Worktree.ReadPath(gitDir) is { } path)
        {
            return new WorktreeSite(gitDir, path, Directory.Exists(path));
        }
        return new WorktreeSite(null, worktree.Path, Directory.Exists(worktree.Path));
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

    /// <summary>A file of git's for this worktree.</summary>
    internal string File(string name) => System.IO.Path.Combine(GitDir!, name);
}
