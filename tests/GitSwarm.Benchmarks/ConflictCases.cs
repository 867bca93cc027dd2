using System.Globalization;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>Who conflicts with whom: every work tree has commits, uncommitted and untracked work, and meets every other.</summary>
internal static class ConflictCases
{
    internal const string Statuses = "git status of 7 work trees, one after another";
    internal const string Cold7 = "conflicts, 21 pairs of 7 work trees, cold";
    internal const string Warm7 = "conflicts, 21 pairs of 7 work trees, again";
    internal const string Statuses20 = "git status of 20 work trees of 10,000 files";
    internal const string Cold20 = "conflicts, 190 pairs of 20 work trees, cold";
    internal const string Looking20 = "conflicts --fresh, nothing new";
    internal const string Warm20 = "conflicts, 190 pairs of 20 work trees, again";

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        var seven = Trees(sandbox, program, "seven", 7, 500);
        var twenty = Trees(sandbox, program, "twenty", 20, 10_000);
        return
        [
            new(Statuses, null, _ => [.. seven.Select(t => t.GitCommand("status"))]),
            Cold(Cold7, Statuses, seven[0]),
            Warm(Warm7, Statuses, seven[0]),
            new(Statuses20, null, _ => [.. twenty.Select(t => t.GitCommand("status"))]),
            Cold(Cold20, Statuses20, twenty[0]),
            Warm(Looking20, Statuses20, twenty[0], "--fresh"),
            Warm(Warm20, Statuses20, twenty[0]),
        ];
    }

    private static Case Cold(string name, string against, Scene scene) =>
        new(name, against, _ => [scene.SwarmCommand(null, "conflicts", "--json")])
        {
            Before = _ =>
            {
                var folder = Path.Combine(scene.Path, ".git", "swarm", "conflicts");
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            },
        };

    // Right after another: as two agents ask within a second.
    private static Case Warm(string name, string against, Scene scene, params string[] options) =>
        new(name, against, _ => [scene.SwarmCommand(null, ["conflicts", "--json", .. options])])
        {
            Before = _ => scene.Swarm("conflicts", "--fresh"),
        };

    private static List<Scene> Trees(Sandbox sandbox, string program, string name, int count, int files)
    {
        var main = Scene.Create(sandbox, program, name, files);
        main.Write("shared.cs", string.Concat(Enumerable.Range(0, 200).Select(i => $"// line {i}\n")));
        main.Git("add", "shared.cs");
        main.Git("commit", "--quiet", "-m", "Shared");
        var trees = new List<Scene> { main };
        for (var i = 1; i < count; i++)
        {
            var path = sandbox.Path($"{name}-{i}");
            main.Git("worktree", "add", "--quiet", "-b", $"branch-{i}", path);
            trees.Add(new Scene(sandbox, program, path));
        }
        main.Swarm("init", "--no-hooks");
        for (var i = 0; i < count; i++)
        {
            var tree = trees[i];
            tree.Join(1);
            tree.Write("src/part8/file401.cs", string.Create(CultureInfo.InvariantCulture, $"// committed by {i}\n"));
            tree.Git("commit", "--quiet", "--all", "-m", "Work");
            for (var n = 0; n < 10; n++)
            {
                tree.Write(
                    $"src/part{((i * 10) + n) / 50}/file{(i * 10) + n}.cs",
                    string.Create(CultureInfo.InvariantCulture, $"// changed by {i}\n")
                );
            }
            tree.Write($"src/new{i % 3}.cs", string.Create(CultureInfo.InvariantCulture, $"// new by {i}\n"));
            tree.Git("status");
        }
        return trees;
    }
}
