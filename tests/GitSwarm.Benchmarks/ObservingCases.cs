using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>A look into every work tree, against the same looks by git alone.</summary>
internal static class ObservingCases
{
    internal const string Statuses = "git status of 5 work trees, two at a time";
    internal const string Observing = "status --json, 5 work trees";

    private const int Files = 3000;
    private const int Linked = 4;

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var main = Scene.Create(sandbox, program, "trees", Files);
        var trees = new List<Scene> { main };
        for (var i = 1; i <= Linked; i++)
        {
            var path = sandbox.Path($"trees-{i}");
            main.Git("worktree", "add", "--quiet", "-b", $"branch-{i}", path);
            trees.Add(new Scene(sandbox, program, path));
        }
        main.Swarm("init", "--no-hooks");
        foreach (var tree in trees)
        {
            tree.Join(1);
            tree.Write("src/part0/file1.cs", "// changed\n");
            tree.Write("src/new.cs", "// new\n");
            // As an editor does, or every look would hash files whose times are as young as the index.
            tree.Git("status");
        }
        return
        [
            new(Statuses, null, _ => [.. trees.Select(t => t.GitCommand("status"))]) { AtOnce = 2 },
            new(Observing, Statuses, _ => [main.SwarmCommand(null, "status", "--json")]),
            new("status --json --no-observe, 5 work trees", Statuses, _ => [main.SwarmCommand(null, "status", "--json", "--no-observe")]),
        ];
    }
}
