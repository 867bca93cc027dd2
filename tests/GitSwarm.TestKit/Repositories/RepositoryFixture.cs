using System.Collections.Concurrent;
using System.Diagnostics;

namespace GitSwarm.TestKit;

/// <summary>The repositories tests copy: each built once in this process, by the git that will use it.</summary>
/// <remarks>
/// They lie in a directory named after the process. A test run is killed as soon as its results are in, so nothing can be
/// cleaned up at its end; the next run removes what those before it left.
/// </remarks>
internal static class RepositoryFixture
{
    private static readonly (string Path, string Text)[] Files =
    [
        ("README.md", "# App\n\nAn application to practise on.\n"),
        ("src/app.js", "import { login } from './login.js';\n\nlogin('guest');\n"),
        ("src/login.js", "export function login(name) {\n  return { name };\n}\n"),
        ("src/ui/table.js", "export const columns = ['name', 'age', 'city'];\n"),
    ];

    private const string Prefix = "git-swarm-fixtures-";

    private static readonly string Folder = CreateFolder();

    private static readonly ConcurrentDictionary<(string, RepositoryFormat), Lazy<string>> Built = new();

    /// <summary>The directory to copy.</summary>
    internal static string For(string git, RepositoryFormat format) =>
        Built.GetOrAdd((git, format), key => new Lazy<string>(() => Build(key.Item1, key.Item2))).Value;

    private static string Build(string git, RepositoryFormat format)
    {
        var root = Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName;
        // Never disposed: see above.
        var sandbox = new Sandbox(new TestGit("fixture", git), root);
        var path = sandbox.Path("app");
        string[] options = format switch
        {
            RepositoryFormat.Reftable => ["--ref-format=reftable"],
            RepositoryFormat.Sha256 => ["--object-format=sha256"],
            _ => [],
        };
        sandbox.Git(sandbox.Root, ["init", "--quiet", .. options, path]);
        foreach (var (name, text) in Files)
        {
            var file = Path.Combine(path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        sandbox.Git(path, "add", "--all");
        sandbox.Git(path, "commit", "--quiet", "-m", "Start the app");
        if (format != RepositoryFormat.Bare)
        {
            return path;
        }
        var bare = sandbox.Path("app.git");
        sandbox.Git(sandbox.Root, "clone", "--quiet", "--bare", path, bare);
        // It points at the directory it was cloned from, which is no part of the fixture.
        sandbox.Git(bare, "remote", "remove", "origin");
        return bare;
    }

    private static string CreateFolder()
    {
        foreach (var old in Directory.GetDirectories(RealPath.Temporary, Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(old)[Prefix.Length..], out var pid) && !IsAlive(pid))
            {
                Trees.Remove(old);
            }
        }
        var folder = Path.Combine(RealPath.Temporary, Prefix + Environment.ProcessId);
        Trees.Remove(folder);
        return Directory.CreateDirectory(folder).FullName;
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
