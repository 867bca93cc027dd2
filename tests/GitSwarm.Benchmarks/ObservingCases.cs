using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>A look into every work tree, against the same looks by git alone: each two at a time, as on two processors.</summary>
internal static class ObservingCases
{
    /// <summary>Work trees whose sessions all changed the same two files, so that what merging them would do is looked up as well.</summary>
    internal const int Few = 5;

    /// <summary>Work trees with a session each that changed files of its own.</summary>
    internal const int Many = 50;

    private const int Files = 3000;

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program) =>
        [.. Create(sandbox, program, Few, _ => 20), .. Create(sandbox, program, Many, i => i)];

    internal static string Statuses(int trees) => $"git status of {trees} work trees, two at a time";

    internal static string Observing(int trees) => $"status --json, {trees} sessions in as many work trees";

    internal static string Believing(int trees) => $"status --json --no-observe, {trees} sessions in as many work trees";

    private static IReadOnlyList<Case> Create(Sandbox sandbox, string program, int count, Func<int, int> changed)
    {
        var main = Scene.Create(sandbox, program, $"trees-of-{count}", Files);
        var trees = new List<Scene> { main };
        for (var i = 1; i < count; i++)
        {
            var path = sandbox.Path($"tree-{i}-of-{count}");
            main.Git("worktree", "add", "--quiet", "-b", $"branch-{i}", path);
            trees.Add(new Scene(sandbox, program, path));
        }
        main.Swarm("init", "--no-hooks");
        for (var i = 0; i < count; i++)
        {
            trees[i].Join(1, first: i);
            trees[i].Write($"src/part{changed(i)}/file{changed(i) * 50}.cs", "// changed\n");
            trees[i].Write($"src/new{changed(i)}.cs", "// new\n");
            // As an editor does, or every look would hash files whose times are as young as the index.
            trees[i].Git("status");
        }
        main.TidyUp();
        return
        [
            new(Statuses(count), null, _ => [.. trees.Select(t => t.GitCommand("status"))]) { AtOnce = 2 },
            new(Observing(count), Statuses(count), _ => [main.SwarmCommand(null, "status", "--json")]),
            new(Believing(count), Statuses(count), _ => [main.SwarmCommand(null, "status", "--json", "--no-observe")]),
        ];
    }
}
