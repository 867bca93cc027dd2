using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What launching an agent takes on top of starting its runner by hand.</summary>
internal static class RunCases
{
    internal const string ByHand = "a runner by hand: sh -c 'sleep 0.2'";
    internal const string Foreground = "spawn, the same, to its answer";
    internal const string Background = "spawn --background, to its answer";

    private const string Parent = "session-1";
    private const string Line = "sleep 0.2";

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var scene = Scene.Create(sandbox, program, "with-runs", 500);
        scene.Swarm("init", "--no-hooks");
        scene.Join(10);
        scene.TidyUp();
        return
        [
            new("git rev-parse HEAD", null, _ => [scene.GitCommand("rev-parse", "HEAD")]),
            new(ByHand, null, _ => [scene.GitCommand("rev-parse", "HEAD") with { Program = "/bin/sh", Arguments = ["-c", Line] }]),
            new(Foreground, ByHand, _ => [scene.SwarmCommand(Parent, "spawn", "--runner", $"command:{Line}", "-p", "work")]),
            new(
                Background,
                "git rev-parse HEAD",
                _ => [scene.SwarmCommand(Parent, "spawn", "--background", "--runner", "command:true", "-p", "work")]
            ),
            new("runs", "git rev-parse HEAD", _ => [scene.SwarmCommand(Parent, "runs")]),
        ];
    }
}
