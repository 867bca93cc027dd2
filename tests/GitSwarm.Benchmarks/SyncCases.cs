using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What an exchange with a remote takes, beside the user's own fetch from it.</summary>
internal static class SyncCases
{
    internal const string Fetch = "git fetch, nothing new, 80 sessions of other clones at the remote";
    internal const string Nothing = "git swarm sync, nothing new";
    internal const string Note = "git swarm sync, one new note";

    private const int Others = 8;
    private const int Sessions = 10;

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var first = Scene.Create(sandbox, program, "first", 500);
        var hub = sandbox.Path("hub.git");
        first.Git("clone", "--quiet", "--bare", ".", hub);
        for (var n = 0; n < Others; n++)
        {
            var other = CloneOf(sandbox, program, hub, $"other-{n}");
            other.Swarm("sync");
        }
        var mine = CloneOf(sandbox, program, hub, "mine");
        mine.Swarm("sync");
        mine.TidyUp();
        return
        [
            new Case(Fetch, null, _ => [mine.GitCommand("fetch", "--quiet", "origin")]),
            // A tick travels with the first exchange after it; between two rounds none begins.
            new Case(Nothing, Fetch, _ => [mine.SwarmCommand(null, "sync")]) { Before = _ => mine.Swarm("sync") },
            new Case(Note, Fetch, _ => [mine.SwarmCommand(null, "sync")])
            {
                Before = round => mine.As("session-0", "note", $"round {round}"),
            },
        ];
    }

    private static Scene CloneOf(Sandbox sandbox, string program, string hub, string name)
    {
        sandbox.Git(sandbox.Root, "clone", "--quiet", "file://" + hub, sandbox.Path(name));
        var scene = new Scene(sandbox, program, sandbox.Path(name));
        scene.Swarm("init", "--no-hooks");
        scene.Join(Sessions);
        scene.As("session-1", "note", "the login form moved to src/forms");
        return scene;
    }
}
