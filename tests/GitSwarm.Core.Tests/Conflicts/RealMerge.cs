using GitSwarm.TestKit;

namespace GitSwarm.Tests.Conflicts;

/// <summary>What <c>git merge</c> really does with the work of two trees: copies of both are committed and merged elsewhere.</summary>
internal static class RealMerge
{
    /// <summary>The paths that stay unmerged; sorted.</summary>
    internal static IReadOnlyList<string> Of(RadarScene scene)
    {
        var place = scene.Sandbox.Path("real-" + Guid.NewGuid().ToString("N"));
        // A repository of its own: nothing of this may show in the one that is looked at.
        scene.Sandbox.Git(scene.Sandbox.Root, "clone", "--quiet", "--no-checkout", scene.CommonDir, place);
        // Its settings count for a merge there, too.
        File.AppendAllText(
            System.IO.Path.Combine(place, ".git", "config"),
            $"[include]\n\tpath = {scene.CommonDir}/config\n[core]\n\tbare = false\n"
        );
        foreach (var (name, top) in new[] { ("left", scene.Left), ("right", scene.Right) })
        {
            var index = new Dictionary<string, string> { ["GIT_INDEX_FILE"] = System.IO.Path.Combine(place, ".git", "index-" + name) };
            var head = scene.Sandbox.Git(top, "rev-parse", "HEAD");
            Git(scene, place, top, index, "read-tree", head);
            Git(scene, place, top, index, "add", "--all");
            var tree = Git(scene, place, top, index, "write-tree");
            var commit = scene.Sandbox.Git(place, "commit-tree", "-p", head, "-m", name, tree);
            scene.Sandbox.Git(place, "branch", "--force", "real-" + name, commit);
        }
        scene.Sandbox.Git(place, "checkout", "--quiet", "--force", "real-left");
        _ = scene.Sandbox.Run("git", ["merge", "--quiet", "--no-edit", "real-right"], place);
        var unmerged = scene
            .Sandbox.Git(place, "-c", "core.quotePath=false", "diff", "--name-only", "--diff-filter=U", "-z")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. unmerged
                .Select(p => p.Replace("~HEAD", "~left", StringComparison.Ordinal).Replace("~real-", "~", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Git(RadarScene scene, string place, string top, Dictionary<string, string> index, params string[] arguments) =>
        scene
            .Sandbox.Run("git", [$"--git-dir={place}/.git", $"--work-tree={top}", .. arguments], top, index)
            .OutputOrThrow("git " + string.Join(' ', arguments))
            .TrimEnd('\n');
}
