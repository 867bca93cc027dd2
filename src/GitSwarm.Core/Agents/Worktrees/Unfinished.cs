using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Takes away a worktree whose making failed, and whatever state that left it in.</summary>
/// <remarks>
/// Of a git that was killed a child may live on for a moment and go on writing files: hence more than one attempt. Files
/// are deleted without git only where its own directory for the worktree bears the mark of this very making: that git made
/// the directory, or found it empty, and nobody has worked in it.
/// </remarks>
internal static class Unfinished
{
    private const int Attempts = 5;

    /// <summary>Removes it; false where something is left.</summary>
    /// <param name="git">Without a limit, for this has to be done.</param>
    /// <param name="name">Its name, which nobody else can have taken.</param>
    /// <param name="mark">Of its making.</param>
    internal static bool Remove(WorktreeGit git, string name, MakingMark mark)
    {
        var worktree = new AgentWorktree { Path = mark.Path, Worktree = name };
        var isOurs = false;
        for (var attempt = 1; ; attempt++)
        {
            isOurs |= IsMarked(WorktreeSite.GitDirOf(git.Repository, name), mark);
            var site = WorktreeSite.Find(worktree, git.Repository);
            var remains = site.Remains ?? site.GitDir;
            // Half of a worktree may be too little for git to remove, or even to list the others.
            if (remains is not null && !git.Caller(["worktree", "remove", "--force", "--force", site.Path]).Ok && Directory.Exists(remains))
            {
                WorktreeSite.Clear(remains, site.Path);
            }
            if (isOurs && attempt > 1)
            {
                Delete(mark.Path);
            }
            if (WorktreeSite.GitDirOf(git.Repository, name) is null && !(isOurs && Path.Exists(mark.Path)))
            {
                return true;
            }
            if (attempt == Attempts)
            {
                return false;
            }
            Thread.Sleep(TimeSpan.FromMilliseconds(50 * attempt));
        }
    }

    private static bool IsMarked(string? gitDir, MakingMark mark)
    {
        var file = gitDir is null ? null : Path.Combine(gitDir, "locked");
        return file is not null && File.Exists(file) && File.ReadAllText(file).Trim() == mark.ToString();
    }

    private static void Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody writes, or it is not to be removed: the next attempt tells.
        }
    }
}
