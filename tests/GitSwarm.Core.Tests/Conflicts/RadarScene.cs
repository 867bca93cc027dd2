using System.Security.Cryptography;
using System.Text;
using GitSwarm.Conflicts;
using GitSwarm.Git;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Conflicts;

/// <summary>A repository with two linked work trees, "left" and "right", and the radar on it.</summary>
internal sealed class RadarScene : IDisposable
{
    internal RadarScene(
        TestGit? git = null,
        RepositoryFormat format = RepositoryFormat.Files,
        Action<TestRepository>? before = null,
        string name = "app"
    )
    {
        Sandbox = new Sandbox(git);
        Repository = TestRepository.Create(Sandbox, name, format);
        before?.Invoke(Repository);
        Left = Repository.AddWorktree("left", "left");
        Right = Repository.AddWorktree("right", "right");
    }

    internal Sandbox Sandbox { get; }

    internal TestRepository Repository { get; }

    internal string Left { get; }

    internal string Right { get; }

    internal string CommonDir =>
        Directory.Exists(Path.Combine(Repository.Path, ".git")) ? Path.Combine(Repository.Path, ".git") : Repository.Path;

    internal GitProcess Process => new(new GitEnvironment(new Dictionary<string, string>(Sandbox.Variables), Sandbox.GitProgram));

    internal SwarmGit Git => new(Process, RepositoryDiscovery.Find(Left, _ => null)!);

    /// <summary>Writes a file of one side.</summary>
    internal static void Write(string top, string path, string text)
    {
        var file = Path.Combine(top, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>The sides of every work tree, labelled with branches.</summary>
    internal List<Side> AllSides()
    {
        var repository = RepositoryDiscovery.Find(Left, _ => null)!;
        return
        [
            .. Worktree
                .List(repository)
                .Select(w => new Side("worktree:" + (w.Id ?? "main"), w.Id ?? "main", [], SideSource.Worktree, w, null)),
        ];
    }

    /// <summary>Compares left and right, anew.</summary>
    internal RadarReport Look(RadarOptions? options = null) =>
        Compare(
            [.. AllSides().Where(s => s.Label is "left" or "right").OrderBy(s => s.Label, StringComparer.Ordinal)],
            options ?? new RadarOptions { Fresh = true }
        );

    /// <summary>Compares sides, each with each.</summary>
    internal RadarReport Compare(IReadOnlyList<Side> sides, RadarOptions options, string? gitProgram = null) =>
        Radar(gitProgram ?? Sandbox.GitProgram).Compare(sides, (_, _) => true, options);

    /// <summary>A radar that takes something else for git.</summary>
    internal Radar Radar(string gitProgram) =>
        new(
            new SwarmGit(new GitProcess(new GitEnvironment(new Dictionary<string, string>(Sandbox.Variables), gitProgram)), Git.Repository),
            TimeProvider.System
        );

    /// <summary>The conflicts of left and right, each as "kind path left-lines/right-lines".</summary>
    internal string Conflicts(RadarOptions? options = null) => Text(Look(options));

    internal static string Text(RadarReport report) =>
        string.Join(
            '\n',
            report.Pairs.SelectMany(p =>
                p.Conflicts.Select(c =>
                        $"{c.Kind} {c.Path} {string.Join(',', c.LeftLines)}/{string.Join(',', c.RightLines)}".Replace(
                            " /",
                            "",
                            StringComparison.Ordinal
                        )
                    )
                    .Concat(p.Unknown is { } why ? [why] : [])
            )
        );

    /// <summary>A hash of everything the radar must leave alone: work trees, indexes, HEADs, refs, objects, stash.</summary>
    internal string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var top in new[] { Repository.Path, Left, Right })
        {
            if (!Directory.Exists(top))
            {
                continue;
            }
            foreach (var path in Directory.EnumerateFileSystemEntries(top, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (path.Contains("/swarm/conflicts", StringComparison.Ordinal) || path.EndsWith("/swarm", StringComparison.Ordinal))
                {
                    continue;
                }
                var file = new FileInfo(path);
                text.Append(path).Append(file.LinkTarget);
                if (file.Exists && file.LinkTarget is null && file.UnixFileMode.HasFlag(UnixFileMode.UserRead))
                {
                    // Git renews the time of an object that it would have written and finds.
                    var time = path.Contains("/objects/", StringComparison.Ordinal) ? 0 : file.LastWriteTimeUtc.Ticks;
                    text.Append(time).Append(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
                }
                text.Append('\n');
            }
        }
        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => Sandbox.Dispose();
}
