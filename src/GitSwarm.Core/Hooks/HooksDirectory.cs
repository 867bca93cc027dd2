using GitSwarm.Git;

namespace GitSwarm.Hooks;

/// <summary>Whose files a hooks directory holds.</summary>
internal enum HooksPlace
{
    /// <summary>In the repository's own directory: this clone's, and nobody else's.</summary>
    Repository,

    /// <summary>In a work tree: the project's, or a tool's such as husky.</summary>
    WorkTree,

    /// <summary>Anywhere else: perhaps shared by many repositories (<c>core.hooksPath=~/.githooks</c>), or <c>/dev/null</c>.</summary>
    Outside,
}

/// <summary>The directory git takes this repository's hooks from.</summary>
/// <param name="Place">Whose it is, decided after following links: a link out of the repository leads to others' files.</param>
/// <param name="Path">Absolute path as git gives it; it may not exist.</param>
internal sealed record HooksDirectory(HooksPlace Place, string Path)
{
    /// <summary>Asks git, which knows <c>core.hooksPath</c> of every scope; a relative one counts from the top of the work tree.</summary>
    public static HooksDirectory Locate(GitProcess git, Repository repository)
    {
        var top = repository.WorkTree is { } tree && Directory.Exists(tree) ? tree : repository.GitDir;
        string[] arguments = ["--git-dir=" + repository.GitDir, "rev-parse", "--path-format=absolute", "--git-path", "hooks"];
        var path = git.Run(arguments, directory: top).OrThrow("find the hooks directory").Text;
        var real = Real(path);
        IEnumerable<string> trees = Worktree.List(repository).Select(w => w.Path);
        trees = repository.WorkTree is null ? trees : trees.Append(repository.WorkTree);
        var place =
            IsInside(real, Real(repository.CommonDir)) ? HooksPlace.Repository
            : trees.Any(t => IsInside(real, Real(t))) ? HooksPlace.WorkTree
            : HooksPlace.Outside;
        return new HooksDirectory(place, path);
    }

    /// <summary>The file git runs for an event.</summary>
    public string File(string eventName) => System.IO.Path.Combine(Path, eventName);

    /// <summary>The file that is meant to be written by hand: husky generates <c>.husky/_/pre-commit</c>, which runs <c>.husky/pre-commit</c>.</summary>
    public string UserFile(string eventName) =>
        System.IO.Path.GetFileName(Path) == "_"
            ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, eventName)
            : File(eventName);

    /// <summary>The directories in the repository that may hold files of ours: an earlier <c>init</c> may have seen no <c>core.hooksPath</c>.</summary>
    public IEnumerable<string> Folders(Repository repository)
    {
        var common = Real(repository.CommonDir);
        string[] both = [System.IO.Path.Combine(repository.CommonDir, "hooks"), Path];
        return both.DistinctBy(Real).Where(f => IsInside(Real(f), common));
    }

    private static bool IsInside(string path, string root) =>
        path == root || path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string Real(string path)
    {
        var real = System.IO.Path.GetPathRoot(path) ?? "";
        foreach (var part in path[real.Length..].Split(System.IO.Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = System.IO.Path.Combine(real, part);
            var target = Directory.Exists(next) ? Directory.ResolveLinkTarget(next, returnFinalTarget: true)?.FullName : null;
            // The target's own directories may be links again.
            real = target is null ? next : Real(target);
        }
        return real;
    }
}
