using System.Text;

namespace GitSwarm.Git;

/// <summary>Names of changed files from git's plumbing: one process each, nothing of the user's settings or hooks in it.</summary>
/// <remarks>What git cannot answer (a commit that is not there) is an empty answer: whoever asks only wants to warn.</remarks>
/// <param name="git">Starts git.</param>
/// <param name="repository">As seen from the work tree in question.</param>
public sealed class ChangedNames(GitProcess git, Repository repository)
{
    /// <summary>Starts the question what the index holds that <c>HEAD</c> does not.</summary>
    /// <param name="index">The index a hook was given (<c>GIT_INDEX_FILE</c>); null for the usual one.</param>
    public GitChild StartStaged(string? index)
    {
        Dictionary<string, string> extra = index is null ? [] : new() { ["GIT_INDEX_FILE"] = Path.GetFullPath(index, WorkTree) };
        return Start(["diff-index", "--cached", "--name-only", "--no-renames", "-z", "HEAD", "--"], extra);
    }

    /// <summary>The paths that differ between two commits.</summary>
    public IReadOnlyList<string> Between(string before, string after) =>
        Names(Start(["diff-tree", "-r", "--name-only", "--no-renames", "-z", before, after, "--"]));

    /// <summary>Where files went that a commit renamed: old path to new path.</summary>
    public IReadOnlyDictionary<string, string> RenamedIn(string commit)
    {
        var names = Names(Start(["diff-tree", "-r", "-M", "--diff-filter=R", "--name-status", "--no-commit-id", "-z", commit, "--"]));
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 2 < names.Count; i += 3)
        {
            renamed[names[i + 1]] = names[i + 2];
        }
        return renamed;
    }

    /// <summary>Those of the paths that are changed or untracked in the work tree.</summary>
    public IReadOnlyList<string> Unclean(IReadOnlyList<string> paths)
    {
        var result = git.Run(
            ["--literal-pathspecs", "status", "--porcelain=v2", "-z", "--untracked-files=all", "--ignore-submodules=dirty", "--", .. paths],
            directory: WorkTree
        );
        // When in doubt they are all at work.
        return result.Ok ? [.. WorktreeStatus.Parse(result.Output).Changed.Select(c => c.Path)] : paths;
    }

    /// <summary>The names a child of this class answers.</summary>
    public static IReadOnlyList<string> Names(GitChild child)
    {
        using (child)
        {
            var result = child.Finish();
            return result.Ok ? Encoding.UTF8.GetString(result.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries) : [];
        }
    }

    private string WorkTree => repository.WorkTree ?? repository.GitDir;

    private GitChild Start(string[] arguments, Dictionary<string, string>? extra = null) =>
        git.Start(["--git-dir=" + repository.GitDir, .. arguments], extra: extra);
}
