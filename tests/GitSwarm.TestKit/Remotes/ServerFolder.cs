namespace GitSwarm.TestKit;

/// <summary>The directory of one server: its repository, and an environment that is not the clients'.</summary>
internal sealed class ServerFolder
{
    private const string Marker = "GIT_SWARM_TEST_SERVER";

    internal ServerFolder(Sandbox sandbox, string name, RepositoryFormat format)
    {
        Path = sandbox.Path(name);
        Git = sandbox.GitProgram;
        Repository = In(name + ".git");
        Variables = SandboxVariables.Create(Path, Git);
        Directory.CreateDirectory(Variables["HOME"]);
        // Found by name over ssh, and every program of git must come from the same git.
        Programs = RunGit(Path, "--exec-path");
        Variables["GIT_EXEC_PATH"] = Programs;
        Variables["PATH"] = Programs + ":" + Variables["PATH"];
        Variables[Marker] = Guid.NewGuid().ToString("N");
        string[] options = format switch
        {
            RepositoryFormat.Sha256 => ["--object-format=sha256"],
            RepositoryFormat.Reftable => ["--ref-format=reftable"],
            _ => [],
        };
        RunGit(Path, ["init", "--quiet", "--bare", "--initial-branch=main", .. options, Repository]);
        // Collecting garbage in the background would outlive the server.
        Configure("receive.autogc", "false");
        Configure("gc.auto", "0");
        // Over file:// the client's own configuration is in force, which may send hooks elsewhere.
        Configure("core.hooksPath", System.IO.Path.Combine(Repository, "hooks"));
    }

    /// <summary>Everything of the server is below it.</summary>
    internal string Path { get; }

    /// <summary>The bare repository.</summary>
    internal string Repository { get; }

    /// <summary>The git that serves.</summary>
    internal string Git { get; }

    /// <summary>Where the programs of that git lie.</summary>
    internal string Programs { get; }

    /// <summary>What every process of the server sees.</summary>
    internal Dictionary<string, string> Variables { get; }

    /// <summary>What tells the processes of this server from all others.</summary>
    internal string Mark => Marker + "=" + Variables[Marker];

    /// <summary>A path inside.</summary>
    internal string In(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Sets one line of the repository's configuration.</summary>
    internal void Configure(string name, string value) => RunGit(Repository, "config", name, value);

    /// <summary>Runs git as the server, which must succeed.</summary>
    internal string RunGit(string directory, params string[] arguments) => RunGit(directory, arguments, null);

    /// <summary>Runs git as the server with an input, which must succeed.</summary>
    internal string RunGit(string directory, string[] arguments, string? input) =>
        Run(Git, arguments, directory, input).OutputOrThrow("git " + string.Join(' ', arguments)).TrimEnd('\n');

    /// <summary>Runs a program as the server.</summary>
    internal Finished Run(string program, IEnumerable<string> arguments, string directory, string? input = null) =>
        ChildProcess.Run(program, arguments, directory, Variables, input);
}
