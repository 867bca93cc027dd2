using System.Globalization;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>What a commit takes without a hook, with ours while much is claimed, and with hooks that do nothing of the common hook tools.</summary>
internal static class CommitCases
{
    internal const string NoHook = "git commit, no hook";
    internal const string OurPreCommit = "git commit, git-swarm's pre-commit, 500 claims";

    private const string Committer = "session-0";
    private const string File = "src/part9/file499.cs";
    private const int Sessions = 10;
    private const int Claims = 500;

    internal static IReadOnlyList<Case> Create(Sandbox sandbox, string program)
    {
        sandbox.Variables["PATH"] = TestTools.NodeBin + ":" + sandbox.Variables["PATH"];
        var plain = Scene.Create(sandbox, program, "plain", Claims);
        var cases = new List<Case>
        {
            Of(NoHook, plain, against: null),
            Of(OurPreCommit, Claimed(sandbox, program, "checked", preCommitAlone: true)),
            Of("git commit, all of git-swarm's hooks, 500 claims", Claimed(sandbox, program, "hooked", preCommitAlone: false)),
        };
        foreach (var (tool, install) in Tools)
        {
            if (TestTools.Find(tool) is null)
            {
                Console.Error.WriteLine($"{tool} is not measured: not installed; run tests/tools/install-hook-tools.sh");
                continue;
            }
            var scene = Scene.Create(sandbox, program, tool, Claims);
            install(scene);
            scene.Git("add", "--all");
            scene.Git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", "Hooks");
            cases.Add(Of($"git commit, {tool} with a hook that does nothing", scene));
        }
        return cases;
    }

    private static IEnumerable<(string Tool, Action<Scene> Install)> Tools =>
        [
            (
                "husky",
                scene =>
                {
                    scene.Write("package.json", "{}\n");
                    scene.Run("husky");
                    scene.Write(".husky/pre-commit", "");
                }
            ),
            (
                "lefthook",
                scene =>
                {
                    scene.Write("lefthook.yml", "pre-commit:\n  commands:\n    nothing:\n      run: 'true'\n");
                    scene.Run("lefthook", "install");
                }
            ),
            (
                "pre-commit",
                scene =>
                {
                    scene.Write(
                        ".pre-commit-config.yaml",
                        """
                        repos:
                        - repo: local
                          hooks:
                          - id: nothing
                            name: nothing
                            language: system
                            entry: 'true'
                            always_run: true
                            pass_filenames: false

                        """
                    );
                    scene.Run("pre-commit", "install");
                }
            ),
        ];

    private static Case Of(string name, Scene scene, string? against = NoHook) =>
        new(name, against, _ => [scene.GitCommandOf(Committer, "commit", "--quiet", "-m", "Change a file")])
        {
            Before = round =>
            {
                scene.Write(File, string.Create(CultureInfo.InvariantCulture, $"// round {round}\n"));
                scene.Git("add", File);
            },
        };

    /// <summary>Every session holds files, directories and globs; nobody the file that is committed.</summary>
    private static Scene Claimed(Sandbox sandbox, string program, string name, bool preCommitAlone)
    {
        var scene = Scene.Create(sandbox, program, name, Claims);
        scene.Swarm("init");
        if (preCommitAlone)
        {
            // They are files, or lines of the config where git has hooks there.
            const string Remove = """
                cd "$(git rev-parse --git-path hooks)" && for hook in post-*; do rm -f "$hook"; done
                for hook in checkout commit merge rewrite; do git config --remove-section "hook.swarm-post-$hook" 2>/dev/null; done; :
                """;
            scene.Run("sh", "-c", Remove);
        }
        // Each claims two files here already.
        scene.Join(Sessions);
        for (var i = 0; i < Sessions; i++)
        {
            var area = string.Create(CultureInfo.InvariantCulture, $"area{i}");
            IEnumerable<string> Some(int count, string format) =>
                Enumerable.Range(0, count).Select(n => string.Format(CultureInfo.InvariantCulture, format, area, n));
            scene.As("session-" + i, ["claim", .. Some(38, "{0}/file{1}.cs"), .. Some(5, "{0}/part{1}/**"), .. Some(5, "{0}/*.x{1}")]);
        }
        scene.TidyUp();
        var inForce = scene.As(null, "claims").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        return inForce == Claims ? scene : throw new InvalidOperationException($"{inForce} claims are in force in place of {Claims}");
    }
}
