using GitSwarm.Git;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>A repository to measure in, and the programs.</summary>
/// <param name="sandbox">Where it lies.</param>
/// <param name="program">The git-swarm to measure.</param>
/// <param name="path">The top of its work tree.</param>
internal sealed class Scene(Sandbox sandbox, string program, string path)
{
    /// <summary>Makes a repository with one commit, its objects packed as after a clone.</summary>
    internal static Scene Create(Sandbox sandbox, string program, string name, int files)
    {
        var scene = new Scene(sandbox, program, sandbox.Path(name));
        sandbox.Git(sandbox.Root, "init", "--quiet", scene.Path);
        for (var i = 0; i < files; i++)
        {
            scene.Write($"src/part{i / 50}/file{i}.cs", $"// file {i} of {files}\n");
        }
        scene.Git("add", "--all");
        scene.Git("commit", "--quiet", "--allow-empty", "-m", "Start");
        scene.Git("gc", "--quiet");
        return scene;
    }

    /// <summary>The top of the work tree.</summary>
    internal string Path { get; } = path;

    /// <summary>Every variable programs see.</summary>
    internal IReadOnlyDictionary<string, string> Variables => (IReadOnlyDictionary<string, string>)sandbox.Variables;

    /// <summary>The git that runs.</summary>
    internal string GitProgram => sandbox.GitProgram;

    internal void Write(string file, string text)
    {
        var target = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }

    /// <summary>Runs git now; not measured.</summary>
    internal string Git(params string[] arguments) => sandbox.Git(Path, arguments);

    /// <summary>Runs git-swarm now; not measured.</summary>
    internal void Swarm(params string[] arguments) => As(null, arguments);

    /// <summary>Runs git-swarm now, as a session where one is given; not measured.</summary>
    internal string As(string? session, params string[] arguments) =>
        sandbox.Run(program, arguments, Path, With(session)).OutputOrThrow("git-swarm " + string.Join(' ', arguments));

    /// <summary>Git's plumbing on it, for what would take minutes through the program.</summary>
    internal SwarmGit Plumbing() =>
        new(new GitProcess(new GitEnvironment(Variables, GitProgram)), RepositoryDiscovery.Find(Path, Variables.GetValueOrDefault)!);

    /// <summary>Starts sessions, each with a process of its own that lives as long as the benchmark.</summary>
    /// <param name="sessions">How many.</param>
    /// <param name="first">The number of the first.</param>
    internal void Join(int sessions, int first = 0)
    {
        // What ten commits of each are about; claims of edits end with the commit.
        Git("config", "swarm.autoClaim", "false");
        for (var i = first; i < first + sessions; i++)
        {
            var pid = Processes.StartSleeper();
            As($"session-{i}", ["join", "--name", $"worker-{i}", "--task", "move the login form", "--pid", $"{pid}"]);
            As($"session-{i}", ["touch", .. Enumerable.Range(0, 10).Select(n => $"src/part0/file{(i * 10) + n}.cs")]);
            As($"session-{i}", ["claim", $"src/part1/file{i}.cs", $"src/part2/file{i}.cs"]);
        }
        Git("config", "--unset", "swarm.autoClaim");
    }

    /// <summary>Claims more, until every session has ten.</summary>
    internal void ClaimMore(int sessions)
    {
        for (var i = 0; i < sessions; i++)
        {
            As($"session-{i}", ["claim", .. Enumerable.Range(0, 8).Select(n => $"src/part3/file{i}-{n}.cs")]);
        }
    }

    /// <summary>Housekeeping as the program itself would do it, some minutes after refs were packed last.</summary>
    internal void TidyUp()
    {
        File.SetLastWriteTimeUtc(System.IO.Path.Combine(Path, ".git", "packed-refs"), DateTime.UtcNow.AddMinutes(-15));
        Swarm("gc");
    }

    /// <summary>Describes a run of git in here.</summary>
    internal Command GitCommand(params string[] arguments) => new(sandbox.GitProgram, arguments, Path, Variables);

    /// <summary>Describes a run of git in here by an agent, whose session its hooks find.</summary>
    internal Command GitCommandOf(string session, params string[] arguments) => new(sandbox.GitProgram, arguments, Path, With(session));

    /// <summary>Runs a program of others now; not measured.</summary>
    internal void Run(string tool, params string[] arguments) =>
        sandbox.Run(TestTools.Find(tool) ?? tool, arguments, Path).OutputOrThrow(tool);

    /// <summary>Describes a run of git-swarm in here.</summary>
    internal Command SwarmCommand(string? session, params string[] arguments) => new(program, arguments, Path, With(session));

    private Dictionary<string, string> With(string? session)
    {
        var variables = new Dictionary<string, string>(Variables, StringComparer.Ordinal);
        if (session is not null)
        {
            variables["GIT_SWARM_SESSION"] = session;
        }
        return variables;
    }
}
