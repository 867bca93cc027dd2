using System.Text;

namespace GitSwarm.Git;

/// <summary>Names of changed files from git's plumbing: one process each, nothing of the user's settings or hooks in it.</summary>
/// <remarks>What git cannot answer (a commit that is not there) is an empty answer: whoever asks only wants to warn.</remarks>
/// <param name="git">Starts git.</param>
/// <param name="repository">As seen from the work tree in question.</param>
public sealed class ChangedNames(GitProcess git, Repository repository)
{
    /// <summary>Starts the question what the index holds that a commit does not.</summary>
    /// <param name="index">The index a hook was given (<c>GIT_INDEX_FILE</c>); null for the usual one.</param>
    /// <param name="commit">The commit compared with.</param>
    public GitChild StartStaged(string? index, string commit = "HEAD") =>
        Start(["diff-index", "--cached", "--name-only", "--no-renames", "-z", commit, "--"], With(index));

    /// <summary>Everything the index holds.</summary>
    /// <param name="index">As for <see cref="StartStaged"/>.</param>
    public IReadOnlyList<string> InIndex(string? index) => Names(Start(["ls-files", "--full-name", "-z"], With(index), WorkTree)) ?? [];

    /// <summary>The paths that differ between two commits.</summary>
    public IReadOnlyList<string> Between(string before, string after) =>
        Names(Start(["diff-tree", "-r", "--name-only", "--no-renames", "-z", before, after, "--"])) ?? [];

    /// <summary>Where files went that a commit renamed: old path to new path.</summary>
    public IReadOnlyDictionary<string, string> RenamedIn(string commit)
    {
        var names = Names(Start(["diff-tree", "-r", "-M", "--diff-filter=R", "--name-status", "--no-commit-id", "-z", commit, "--"])) ?? [];
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
            directory: WorkTree,
            extra: Worktree.VariablesIn(repository)
        );
        // When in doubt they are all at work.
        return result.Ok ? [.. WorktreeStatus.Parse(result.Output).Changed.Select(c => c.Path)] : paths;
    }

    /// <summary>The names a child of this class answers; null where git has no answer.</summary>
    public static IReadOnlyList<string>? Names(GitChild child)
    {
        using (child)
        {
            var result = child.Finish();
            return result.Ok ? Encoding.UTF8.GetString(result.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
    }

    private string WorkTree => repository.WorkTree ?? repository.GitDir;

    private Dictionary<string, string> With(string? index) =>
        index is null ? [] : new(StringComparer.Ordinal) { ["GIT_INDEX_FILE"] = Path.GetFullPath(index, WorkTree) };

    private GitChild Start(string[] arguments, Dictionary<string, string>? extra = null, string? directory = null) =>
        git.Start(["--git-dir=" + repository.GitDir, .. arguments], extra: extra, directory: directory);
}
