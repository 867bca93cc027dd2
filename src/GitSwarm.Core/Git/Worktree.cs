namespace GitSwarm.Git;

/// <summary>One work tree of a repository.</summary>
/// <param name="Id">Its id under <c>worktrees/</c>, which survives <c>worktree move</c>; null for the main one.</param>
/// <param name="Path">Absolute path of its top.</param>
/// <param name="Branch">Short name of the branch checked out; null when detached or when only git can tell (reftable).</param>
public sealed record Worktree(string? Id, string Path, string? Branch)
{
    /// <summary>Its git directory, where git would not find it from here: the work tree has no <c>.git</c> that leads there. Otherwise null.</summary>
    public string? DetachedGitDir { get; init; }

    /// <summary>Variables for a git that is started in here: none, unless it would take the repository around this one.</summary>
    public IReadOnlyDictionary<string, string>? Variables =>
        DetachedGitDir is null
            ? null
            : new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = DetachedGitDir, ["GIT_WORK_TREE"] = Path };

    /// <summary>Where git keeps what belongs to the work tree alone.</summary>
    internal string GitDirIn(Repository repository) =>
        Id is { } id ? System.IO.Path.Combine(repository.CommonDir, "worktrees", id) : repository.CommonDir;

    /// <summary>As <see cref="Variables"/>, for the current work tree.</summary>
    internal static IReadOnlyDictionary<string, string>? VariablesIn(Repository repository) =>
        repository is { WorktreeId: null, WorkTree: { } main } ? Main(repository, main).Variables : null;

    /// <summary>False when the directory vanished.</summary>
    public bool Exists => Directory.Exists(Path);

    /// <summary>Every work tree of the repository, the main one first, read from the files git keeps; a bare repository has only linked ones.</summary>
    public static List<Worktree> List(Repository repository)
    {
        var found = new List<Worktree>();
        if (MainWorktree.PathOf(repository) is { } main)
        {
            found.Add(Main(repository, main));
        }
        var linked = System.IO.Path.Combine(repository.CommonDir, "worktrees");
        if (Directory.Exists(linked))
        {
            foreach (var gitDir in Directory.EnumerateDirectories(linked).Order(StringComparer.Ordinal))
            {
                if (ReadPath(gitDir) is { } path)
                {
                    found.Add(new Worktree(System.IO.Path.GetFileName(gitDir), path, ReadBranch(gitDir)));
                }
            }
        }
        return found;
    }

    /// <summary>The branch checked out in the repository's current work tree; asks git where only git can tell.</summary>
    public static string? CurrentBranch(Repository repository, SwarmGit git)
    {
        if (repository.RefFormat == RefFormat.Files)
        {
            return ReadBranch(repository.GitDir);
        }
        var result = git.Process.Run(["--git-dir=" + repository.GitDir, "symbolic-ref", "--quiet", "--short", "HEAD"]);
        return result.Ok ? result.Text : null;
    }

    /// <summary>The path a linked worktree's git directory points back at, or null.</summary>
    /// <param name="gitDir">A directory under <c>worktrees/</c>.</param>
    public static string? ReadPath(string gitDir)
    {
        var file = System.IO.Path.Combine(gitDir, "gitdir");
        if (!File.Exists(file))
        {
            return null;
        }
        // The path of the worktree's .git file, relative to gitDir with worktree.useRelativePaths.
        var dotGit = File.ReadAllText(file).TrimEnd('\n', '\r');
        // Empty where git was killed while it made the worktree, and NUL characters where the power went: then it is nowhere.
        return dotGit.Length == 0 || dotGit.Contains('\0')
            ? null
            : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(dotGit, gitDir));
    }

    private static Worktree Main(Repository repository, string path) =>
        new(null, path, ReadBranch(repository.CommonDir))
        {
            DetachedGitDir = MainWorktree.LeadsTo(path, repository.CommonDir) ? null : repository.CommonDir,
        };

    /// <summary>The branch checked out in a work tree; null where it is none, is detached, or only git can tell (reftable).</summary>
    /// <param name="path">Absolute path of its top.</param>
    public static string? BranchIn(string path)
    {
        try
        {
            var dotGit = System.IO.Path.Combine(path, ".git");
            return (File.Exists(dotGit) ? RepositoryDiscovery.ReadGitFile(dotGit) : dotGit) is { } gitDir ? ReadBranch(gitDir) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? ReadBranch(string gitDir)
    {
        const string Heads = "refs/heads/";
        var head = System.IO.Path.Combine(gitDir, "HEAD");
        try
        {
            var target = ReadHead(head);
            // ".invalid" is what the reftable store leaves in the file.
            return target is not null && target.StartsWith(Heads, StringComparison.Ordinal) && target[Heads.Length..] != ".invalid"
                ? target[Heads.Length..]
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What it names; with <c>core.preferSymlinkRefs</c> it is a symbolic link to that, which reads as the commit.</summary>
    private static string? ReadHead(string head)
    {
        const string Symbolic = "ref: ";
        var text = "";
        try
        {
            text = GitLine.Read(head);
        }
        catch (FileNotFoundException)
        {
            // A link to a branch without a commit.
        }
        return text.StartsWith(Symbolic, StringComparison.Ordinal) ? text[Symbolic.Length..] : new FileInfo(head).LinkTarget;
    }
}
