using System.Globalization;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What an event of a client takes: the hook's process alone, without the client around it.</summary>
internal static class HookCases
{
    internal const string RevParse = "git rev-parse HEAD";
    internal const string Known = "before an edit of a file edited before";
    internal const string First = "before the first edit of a file";
    internal const string Elsewhere = "before an edit, not opted in";

    private const int Sessions = 50;
    private const int Claims = 500;

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var swarm = Scene.Create(sandbox, program, "hooked", 500);
        swarm.Swarm("init", "--no-hooks");
        swarm.Join(Sessions);
        swarm.ClaimMore(Sessions);
        swarm.TidyUp();
        if (swarm.As(null, "claims").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length != Claims)
        {
            throw new InvalidOperationException("not as many claims as there should be");
        }
        var other = Scene.Create(sandbox, program, "other", 500);
        var hook = new HookEvents(sandbox, program);
        // Whatever is told once is told now.
        hook.Run(swarm, "PostToolBatch", null);
        hook.Run(swarm, "PostToolUse", "src/part9/file499.cs");
        return
        [
            new(RevParse, null, _ => [swarm.GitCommand("rev-parse", "HEAD")]),
            new(Known, RevParse, _ => [hook.Of(swarm, "PreToolUse", "src/part9/file499.cs")]),
            new(First, RevParse, round => [hook.Of(swarm, "PreToolUse", Fresh(round))]),
            new("after an edit of a file edited before", RevParse, _ => [hook.Of(swarm, "PostToolUse", "src/part9/file499.cs")]),
            new("after a batch of calls, nothing new", RevParse, _ => [hook.Of(swarm, "PostToolBatch", null)]),
            new(Elsewhere, RevParse, _ => [hook.Of(other, "PreToolUse", "src/part9/file499.cs")]),
        ];
    }

    private static string Fresh(int round) => string.Create(CultureInfo.InvariantCulture, $"src/part8/file{400 + round}.cs");
}
