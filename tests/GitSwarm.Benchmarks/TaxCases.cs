using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What the user's own git takes longer for a busy swarm in the repository: two identical repositories, one with and one without.</summary>
internal static class TaxCases
{
    private const int Files = 3000;
    private const int Commits = 100;
    private const int Sessions = 10;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    /// <summary>The commands, as the table calls them.</summary>
    internal static IReadOnlyList<string> Verbs { get; } = ["status", "log", "commit", "fetch", "push"];

    /// <summary>The name of a line.</summary>
    internal static string Name(string verb, bool busy) => $"git {verb}, {(busy ? "busy swarm" : "no swarm")}";

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program, int events)
    {
        var plain = Repository(sandbox, program, "plain");
        var busy = Repository(sandbox, program, "busy");
        busy.Swarm("init");
        new BusySwarm(busy).Work(Sessions, events);
        return [.. Verbs.SelectMany(verb => new[] { Of(plain, verb, busy: false), Of(busy, verb, busy: true) })];
    }

    /// <summary>A repository with some history and a remote.</summary>
    internal static Scene Repository(Sandbox sandbox, string program, string name)
    {
        var scene = Scene.Create(sandbox, program, name, Files);
        for (var i = 0; i < Commits; i++)
        {
            scene.Git("commit", "--quiet", "--allow-empty", "-m", $"Step {i}");
        }
        var remote = sandbox.Path(name + ".git");
        sandbox.Git(sandbox.Root, "clone", "--quiet", "--bare", scene.Path, remote);
        scene.Git("remote", "add", "origin", remote);
        scene.Git("fetch", "--quiet", "origin");
        scene.Git("gc", "--quiet");
        return scene;
    }

    private static Case Of(Scene scene, string verb, bool busy) => Of(scene, verb, Name(verb, busy), busy ? Name(verb, busy: false) : null);

    /// <summary>A command of the user's with something to do.</summary>
    internal static Case Of(Scene scene, string verb, string name, string? against) =>
        new(name, against, _ => [scene.GitCommand(Arguments(verb))]) { Before = round => Prepare(scene, verb, round) };

    private static string[] Arguments(string verb) =>
        verb switch
        {
            "commit" => ["commit", "--quiet", "-m", "Change a file"],
            "push" => ["push", "--quiet", "origin", "main"],
            "fetch" => ["fetch", "--quiet", "origin"],
            "log" => ["log", "-100"],
            _ => [verb],
        };

    /// <summary>Each command has something to do: a staged change, a commit to push, a commit to fetch.</summary>
    private static void Prepare(Scene scene, string verb, int round)
    {
        switch (verb)
        {
            case "commit":
                scene.Write("src/part0/file0.cs", $"// round {round}\n");
                scene.Git("add", "src/part0/file0.cs");
                break;
            case "push":
                scene.Git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", $"Round {round}");
                // Nobody pushes within the same millisecond: what the hooks of the commit leave in the processor's caches is none of the push's.
                Thread.Sleep(Moment);
                break;
            case "fetch":
                var remote = scene.Path + ".git";
                var next = scene.Git("--git-dir=" + remote, "commit-tree", "-p", "main", "-m", $"Round {round}", "main^{tree}");
                scene.Git("--git-dir=" + remote, "update-ref", "refs/heads/theirs", next);
                break;
            default:
                break;
        }
    }
}
