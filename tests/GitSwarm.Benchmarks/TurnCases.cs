using System.Diagnostics;
using System.Globalization;
using GitSwarm.ClientTests;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;

namespace GitSwarm.Benchmarks;

/// <summary>What a tool call of the real Claude Code takes, from one question to its model to the next: 20 files written, each read.</summary>
internal static class TurnCases
{
    internal const string None = "no hooks";
    internal const string True = "/bin/true as each hook";
    internal const string Ours = "git-swarm's hooks, alone";
    internal const string Met = "git-swarm's hooks, 10 others at work";

    private const int Files = 20;
    private const int Others = 10;

    internal static IReadOnlyList<Case> Cases { get; } =
    [new(None, null, _ => []), new(True, None, _ => []), new(Ours, None, _ => []), new(Met, None, _ => [])];

    /// <summary>Runs every case in every round; the first round does not count.</summary>
    internal static Dictionary<string, Measurement> Run(int rounds)
    {
        var measured = Cases.ToDictionary(c => c.Name, _ => new Measurement(), StringComparer.Ordinal);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var one in round % 2 == 0 ? Cases : Cases.Reverse())
            {
                var took = Turn(one.Name).GetAwaiter().GetResult();
                if (round > 0)
                {
                    // What the client's own threads do meanwhile is not ours to count.
                    measured[one.Name].Add(took, double.NaN);
                }
            }
        }
        return measured;
    }

    /// <summary>Milliseconds of one tool call, over a whole turn.</summary>
    private static async Task<double> Turn(string name)
    {
        using var scene = name == None ? ClientTests.Scene.Without("claude") : new ClientTests.Scene("claude");
        if (name == True)
        {
            PutTrue(Path.Combine(scene.Sandbox.Path("home"), ".claude", "settings.json"));
        }
        for (var i = 0; i < (name == Met ? Others : 0); i++)
        {
            Join(scene, string.Create(CultureInfo.InvariantCulture, $"worker-{i}"));
        }
        var session = scene.Session("claude", "ui");
        session.Answers([.. Enumerable.Range(0, Files).SelectMany(i => Calls(session, i)), Reply.Say("done")]).Start();
        await session.End();
        var requests = session.Requests();
        return requests.Count == (2 * Files) + 1
            ? Stopwatch.GetElapsedTime(requests[0].At, requests[^1].At).TotalMilliseconds / (2 * Files)
            : throw new InvalidOperationException($"{requests.Count} requests\n{session.SceneReport()}");
    }

    private static IEnumerable<Reply> Calls(AgentSession session, int number)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"made/file{number}.txt");
        return [session.Create(path), ClaudeClient.Read(session.Directory, path)];
    }

    private static void PutTrue(string settings)
    {
        var text = File.ReadAllText(settings);
        var program = text.Split('"').First(word => word.EndsWith("/git-swarm", StringComparison.Ordinal));
        File.WriteAllText(settings, text.Replace(program, "/bin/true", StringComparison.Ordinal));
    }

    private static void Join(ClientTests.Scene scene, string name)
    {
        var pid = TestKit.Processes.StartSleeper();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_SWARM_SESSION"] = name };
        string[][] commands =
        [
            ["swarm", "join", "--name", name, "--pid", pid.ToString(CultureInfo.InvariantCulture)],
            ["swarm", "touch", $"src/{name}.js"],
        ];
        foreach (var command in commands)
        {
            scene.Sandbox.Run("git", command, scene.Repository.Path, variables).OutputOrThrow(string.Join(' ', command));
        }
    }
}
