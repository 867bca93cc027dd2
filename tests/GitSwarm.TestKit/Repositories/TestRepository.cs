namespace GitSwarm.TestKit;

/// <summary>A repository in a sandbox: one commit on main with a few files.</summary>
public sealed class TestRepository
{
    private readonly Sandbox sandbox;

    private TestRepository(Sandbox sandbox, string path)
    {
        this.sandbox = sandbox;
        Path = path;
    }

    /// <summary>Its work tree; the repository itself where it is bare.</summary>
    public string Path { get; }

    /// <summary>Copies the fixture of the sandbox's git into a new directory of the sandbox.</summary>
    public static TestRepository Create(Sandbox sandbox, string name = "app", RepositoryFormat format = RepositoryFormat.Files)
    {
        var repository = new TestRepository(sandbox, sandbox.Path(name));
        Trees.Copy(RepositoryFixture.For(sandbox.GitProgram, format), repository.Path);
        if (format != RepositoryFormat.Bare)
        {
            // A copy has inodes of its own, and the index remembers those of the fixture.
            repository.Git("update-index", "-q", "--refresh");
        }
        return repository;
    }

    /// <summary>Runs git in it, which must succeed.</summary>
    public string Git(params string[] arguments) => sandbox.Git(Path, arguments);

    /// <summary>Writes a file of the work tree, with the directories it needs.</summary>
    public void Write(string path, string text)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Commits everything in the work tree; gives the commit's id.</summary>
    public string Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD");
    }

    /// <summary>Adds a linked work tree beside this one, on a new branch.</summary>
    /// <returns>Its path.</returns>
    public string AddWorktree(string name, string branch)
    {
        var path = sandbox.Path(name);
        Git("worktree", "add", "--quiet", "-b", branch, path);
        return path;
    }

    /// <summary>Has git write indexes anew, so that they are younger than the files: as young as these, nobody knows a file by its times.</summary>
    /// <param name="worktrees">Whose; this one's if none is given.</param>
    public void Settle(params string[] worktrees)
    {
        // More than a tick of the clock that files get their times from.
        Thread.Sleep(20);
        foreach (var worktree in worktrees.DefaultIfEmpty(Path))
        {
            sandbox.Git(worktree, "update-index", "-q", "--force-write-index", "--refresh");
        }
    }
}
