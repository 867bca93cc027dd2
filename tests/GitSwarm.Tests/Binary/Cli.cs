using GitSwarm.TestKit;

namespace GitSwarm.Tests.Binary;

/// <summary>A repository in a sandbox, and git-swarm as a process of its own: the installed binary, or the build of this run.</summary>
public sealed class Cli : IDisposable
{
    private readonly List<CliUser> users = [];

    /// <param name="git">Which git; the system's if null.</param>
    /// <param name="format">The kind of repository.</param>
    /// <param name="init">Whether to opt it in.</param>
    public Cli(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files, bool init = true)
    {
        Sandbox = new Sandbox(git);
        Repository = TestRepository.Create(Sandbox, format: format);
        var folder = Directory.CreateDirectory(Sandbox.Path("home", "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "git-swarm"), Program);
        Sandbox.Variables["PATH"] = folder + ":" + Sandbox.Variables["PATH"];
        Me = new CliUser(this, Repository.Path);
        users.Add(Me);
        if (init)
        {
            Do("init");
        }
    }

    /// <summary>What is run.</summary>
    public static string Program { get; } =
        Path.GetFullPath(
            Environment.GetEnvironmentVariable("GIT_SWARM_BIN") is { Length: > 0 } given
                ? given
                : Path.Combine(AppContext.BaseDirectory, "git-swarm")
        );

    /// <summary>Whether that is the native program.</summary>
    public static bool IsNative => !File.Exists(Program + ".dll");

    public Sandbox Sandbox { get; }

    public TestRepository Repository { get; }

    /// <summary>The common directory.</summary>
    public string GitDir =>
        Directory.Exists(Path.Combine(Repository.Path, ".git")) ? Path.Combine(Repository.Path, ".git") : Repository.Path;

    /// <summary>Somebody in the main work tree.</summary>
    public CliUser Me { get; }

    /// <summary>Somebody in a work tree, with a process of their own.</summary>
    public CliUser User(string directory)
    {
        var user = new CliUser(this, directory);
        users.Add(user);
        return user;
    }

    /// <summary>Somebody in a new work tree beside the repository, on a branch of that name.</summary>
    public CliUser UserOn(string branch) => User(Repository.AddWorktree("app." + branch.Replace('/', '-'), branch));

    /// <summary>Runs git-swarm in the main work tree.</summary>
    public Finished Run(params string[] arguments) => Me.Run(arguments);

    /// <summary>Runs git-swarm in the main work tree, which must succeed.</summary>
    public string Do(params string[] arguments) => Me.Do(arguments);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var user in users)
        {
            user.Die();
        }
        Sandbox.Dispose();
    }
}
