using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What single commands and hooks take.</summary>
internal static class CommandCases
{
    internal const string GitVersion = "git --version";
    internal const string Version = "git-swarm --version";
    internal const string RevParse = "git rev-parse HEAD";
    internal const string Status50 = "status --json --no-observe, 50 sessions";

    private const string Mine = "session-0";
    private const string Zero = "0000000000000000000000000000000000000000";

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var one = Swarm(sandbox, program, 1);
        var ten = Swarm(sandbox, program, 10);
        var fifty = Swarm(sandbox, program, 50);
        var claiming = Swarm(sandbox, program, 50, "claiming");
        claiming.ClaimMore(50);
        claiming.TidyUp();
        var outside = Scene.Create(sandbox, program, "outside", 500);
        return
        [
            new(GitVersion, null, _ => [fifty.GitCommand("--version")]),
            new(Version, GitVersion, _ => [fifty.SwarmCommand(null, "--version")]),
            new(RevParse, null, _ => [fifty.GitCommand("rev-parse", "HEAD")]),
            new("git status", RevParse, _ => [fifty.GitCommand("status")]),
            Status(one, "status --json --no-observe, 1 session"),
            Status(ten, "status --json --no-observe, 10 sessions"),
            Status(fifty, Status50),
            Status(claiming, "the same, and 500 claims"),
            new("touch, nothing new", RevParse, _ => [ten.SwarmCommand(Mine, "touch", "src/part0/file1.cs")]),
            new("touch, a new file", RevParse, round => [ten.SwarmCommand(Mine, "touch", $"src/part1/file{round}.cs")]),
            new("focus", RevParse, round => [ten.SwarmCommand(Mine, "focus", $"step {round}")]),
            Hook(ten, "hook git post-checkout, opted in", "post-checkout", Zero, Zero, "1"),
            Hook(outside, "hook git post-checkout, not opted in", "post-checkout", Zero, Zero, "1"),
            Hook(ten, "hook git pre-commit, opted in", "pre-commit"),
            Hook(outside, "hook git pre-commit, not opted in", "pre-commit"),
        ];
    }

    private static Scene Swarm(Sandbox sandbox, string program, int sessions, string? name = null)
    {
        var scene = Scene.Create(sandbox, program, name ?? $"swarm-{sessions}", 500);
        scene.Swarm("init", "--no-hooks");
        scene.Join(sessions);
        scene.TidyUp();
        return scene;
    }

    private static Case Status(Scene scene, string name) =>
        new(name, RevParse, _ => [scene.SwarmCommand(null, "status", "--json", "--no-observe")]);

    private static Case Hook(Scene scene, string name, params string[] arguments) =>
        new(name, RevParse, _ => [scene.SwarmCommand(Mine, ["hook", "git", .. arguments])]);
}
