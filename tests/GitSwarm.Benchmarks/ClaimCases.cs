using System.Globalization;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What it takes to get a claim: alone, and while fifteen others want theirs.</summary>
internal static class ClaimCases
{
    internal const string RevParse = "git rev-parse HEAD";
    internal const string Alone = "claim, 10 sessions here";
    internal const string AtOnce = "claim, 16 processes at once, each";

    internal const string Edit = "touch, a new file and its claim";
    internal const string LockedOut = "touch, a new file, the claims locked by another";

    private const int Claimers = 16;

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var quiet = Swarm(sandbox, program, "quiet", 10);
        var locked = Swarm(sandbox, program, "locked", 10);
        var busy = Swarm(sandbox, program, "crowd", Claimers);
        return
        [
            new(RevParse, null, _ => [quiet.GitCommand("rev-parse", "HEAD")]),
            new(Alone, RevParse, _ => [Claim(quiet, 0)]) { Before = round => Release(quiet, 1, round) },
            new("claims", RevParse, _ => [quiet.SwarmCommand(Session(0), "claims")]),
            new("check, 1 file", RevParse, _ => [quiet.SwarmCommand(Session(0), "check", "src/part8/file400.cs")]),
            new(Edit, RevParse, round => [Touch(quiet, round)]),
            new(LockedOut, Edit, round => [Touch(locked, round)]) { Before = _ => Lock(locked) },
            new(AtOnce, RevParse, _ => [.. Enumerable.Range(0, Claimers).Select(n => Claim(busy, n))])
            {
                AtOnce = Claimers,
                Each = true,
                Before = round => Release(busy, Claimers, round),
            },
        ];
    }

    private static Scene Swarm(Sandbox sandbox, string program, string name, int sessions)
    {
        var scene = Scene.Create(sandbox, program, name, 500);
        scene.Swarm("init", "--no-hooks");
        scene.Join(sessions);
        scene.TidyUp();
        return scene;
    }

    private static Command Claim(Scene scene, int number) =>
        scene.SwarmCommand(Session(number), "claim", string.Create(CultureInfo.InvariantCulture, $"src/part9/file{450 + number}.cs"));

    private static Command Touch(Scene scene, int round) =>
        scene.SwarmCommand(Session(0), "touch", string.Create(CultureInfo.InvariantCulture, $"src/part7/file{round}.cs"));

    // Written anew for each round, or it would be taken for one that a killed git left.
    private static void Lock(Scene scene)
    {
        var folder = Directory.CreateDirectory(Path.Combine(scene.Path, ".git", "refs", "swarm", "locks", "head"));
        File.WriteAllText(Path.Combine(folder.FullName, "head.lock"), "");
    }

    // What was claimed in the round before, so that each claim is a new one, and records do not grow.
    private static void Release(Scene scene, int sessions, int round)
    {
        for (var i = 0; i < sessions && round > 0; i++)
        {
            scene.As(Session(i), "release", "src/part9");
        }
    }

    private static string Session(int number) => string.Create(CultureInfo.InvariantCulture, $"session-{number}");
}
