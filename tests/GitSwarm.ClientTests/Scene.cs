using GitSwarm.ClientTests.Clients;
using GitSwarm.TestKit;

namespace GitSwarm.ClientTests;

/// <summary>A repository that uses git-swarm, with clients that work in linked work trees of it.</summary>
/// <remarks>Home, settings and processes are the scene's own, and are gone with it.</remarks>
internal sealed class Scene : IDisposable
{
    private readonly List<AgentSession> sessions = [];

    /// <param name="clients">Clients that git-swarm is installed for, by <c>git swarm install</c>.</param>
    internal Scene(params string[] clients)
    {
        Repository = TestRepository.Create(Sandbox);
        LinkProgram(new TranscriptOptions());
        Swarm("init");
        foreach (var client in clients.Distinct(StringComparer.Ordinal))
        {
            Prepare(client);
            Swarm("install", client);
        }
    }

    /// <summary>A process that stands for the person's terminal.</summary>
    internal int Person { get; } = Processes.StartSleeper();

    /// <summary>Where everything is.</summary>
    internal Sandbox Sandbox { get; } = new();

    /// <summary>The repository; nobody works in its main work tree but <see cref="Swarm"/>.</summary>
    internal TestRepository Repository { get; }

    /// <summary>A scene where a client knows nothing of git-swarm, although its repository does.</summary>
    internal static Scene Without(string client)
    {
        var scene = new Scene();
        scene.Prepare(client);
        return scene;
    }

    /// <summary>Gives a client the home directory it needs, without git-swarm in it.</summary>
    private void Prepare(string client) => AgentClient.Of(client).Prepare(Sandbox);

    /// <summary>A person at a terminal in the main work tree runs git-swarm, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    internal string Swarm(params string[] arguments) => SwarmIn(Repository.Path, arguments);

    /// <summary>The same in another work tree.</summary>
    internal string SwarmIn(string directory, params string[] arguments) =>
        Sandbox
            .Run(
                "git",
                ["swarm", .. arguments],
                directory,
                // Else it would look for a client among the ancestors of the test run.
                new Dictionary<string, string> { ["GIT_SWARM_PID"] = $"{Person}" }
            )
            .OutputOrThrow("git swarm " + string.Join(' ', arguments));

    /// <summary>A client in a linked work tree of its own; it is not started yet.</summary>
    /// <param name="client">Its name.</param>
    /// <param name="branch">The branch it works on, after which its session is named.</param>
    internal AgentSession Session(string client, string branch)
    {
        var session = new AgentSession(this, AgentClient.Of(client), branch, Repository.AddWorktree("app." + branch, branch));
        sessions.Add(session);
        return session;
    }

    /// <summary>What every process did so far, for a failure message.</summary>
    internal string Report() =>
        string.Join('\n', sessions.Select(s => s.Report()))
        + "\n== git swarm status --all\n"
        + Swarm("status", "--all")
        + "== git swarm log\n"
        + Swarm("log");

    public void Dispose()
    {
        sessions.ForEach(s => s.Dispose());
        Processes.Kill(Person);
        Sandbox.Dispose();
    }

    private void LinkProgram(TranscriptOptions options)
    {
        var program = options.Binary ?? options.Fallback ?? throw new InvalidOperationException("no git-swarm beside the tests");
        var folder = Directory.CreateDirectory(Sandbox.Path("home", "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "git-swarm"), Path.GetFullPath(program));
        Sandbox.Variables["PATH"] = folder + ":" + Sandbox.Variables["PATH"];
    }
}
