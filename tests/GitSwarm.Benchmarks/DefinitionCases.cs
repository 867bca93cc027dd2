using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What reading definitions of agents takes.</summary>
internal static class DefinitionCases
{
    internal const string None = "agents, the built-in ones alone";
    internal const string Many = "agents, 200 definitions";

    private const int Count = 200;

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var none = Scene.Create(sandbox, program, "without-agents", 10);
        var many = Scene.Create(sandbox, program, "with-agents", 10);
        for (var i = 0; i < Count; i++)
        {
            many.Write($".claude/agents/team{i / 20}/agent{i}.md", Definition(i));
        }
        return
        [
            new("git rev-parse HEAD, here", null, _ => [none.GitCommand("rev-parse", "HEAD")]),
            new(None, "git rev-parse HEAD, here", _ => [none.SwarmCommand(null, "agents")]),
            new(Many, None, _ => [many.SwarmCommand(null, "agents")]),
            new("agents --check, 200 definitions", None, _ => [many.SwarmCommand(null, "agents", "--check")]),
        ];
    }

    // As they are in public collections: two sentences to choose by, ten kilobytes of prompt; every tenth is no YAML.
    private static string Definition(int number) =>
        $"""
            ---
            name: agent-{number}
            description: {(
                number % 10 == 0 ? "Use it when: " : ""
            )}Use this agent to review, write and test part {number} of the program, whenever something
              in it has changed or is about to. It knows the conventions of that part, and the tests that have to pass.
            tools: Read, Write, Edit, Bash, Glob, Grep
            model: {(number % 2 == 0 ? "sonnet" : "inherit")}
            color: green
            ---

            {string.Concat(
                Enumerable.Repeat("- Look at what is there before you write anything, and do it the same way. Say what you found.\n", 100)
            )}
            """;
}
