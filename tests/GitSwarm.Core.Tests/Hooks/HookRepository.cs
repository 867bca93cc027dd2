using System.Diagnostics;
using System.Text;
using GitSwarm.Git;
using GitSwarm.Hooks;
using GitSwarm.TestKit;
using Xunit;

// The stand-ins are shell scripts with modes.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>A repository in a directory with an awkward name, and a stand-in for git-swarm that records its calls.</summary>
internal sealed class HookRepository : IDisposable
{
    private readonly Dictionary<string, string> variables;
    private readonly GitProcess process;

    /// <param name="git">The git to use, by the tests and by the hooks; the one on PATH by default.</param>
    /// <param name="bare">Whether to make a bare repository.</param>
    public HookRepository(string? git = null, bool bare = false)
    {
        git ??= Gits.System.Program;
        Root = Directory.CreateTempSubdirectory("swarm it's a $HOME ").FullName;
        Path = System.IO.Path.Combine(Root, "work");
        Program = System.IO.Path.Combine(Root, "bin of ours", "git-swarm");
        var bin = Directory.CreateDirectory(System.IO.Path.Combine(Root, "bin")).FullName;
        WriteScript(System.IO.Path.Combine(bin, "git"), $"#!/bin/sh\nexec '{git}' \"$@\"\n");
        variables = new(StringComparer.Ordinal)
        {
            ["HOME"] = Directory.CreateDirectory(System.IO.Path.Combine(Root, "home")).FullName,
            ["PATH"] = $"{bin}:{TestTools.NodeBin}:{Environment.GetEnvironmentVariable("PATH")}",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_EDITOR"] = "true",
            ["LOG"] = Log,
        };
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            variables[$"GIT_{who}_NAME"] = "Alice";
            variables[$"GIT_{who}_EMAIL"] = "alice@example.org";
        }
        process = new GitProcess(new GitEnvironment(variables, git));
        Version = GitVersion.Parse(process.Run(["--version"]).Text)!.Value;
        WriteProgram();
        process.Run(["-c", "init.defaultBranch=main", "init", "-q", .. bare ? new[] { "--bare" } : [], Path]).OrThrow("init");
        foreach (var sample in Directory.Exists(HooksDir) ? Directory.GetFiles(HooksDir) : [])
        {
            File.Delete(sample);
        }
    }

    public string Root { get; }

    public string Path { get; }

    public string Program { get; }

    public GitVersion Version { get; }

    /// <summary>The directory that stands in for PATH's own, for a git-swarm found there.</summary>
    public string BinOnPath => System.IO.Path.Combine(Root, "bin");

    public string HooksDir => System.IO.Path.Combine(Path, ".git", "hooks");

    public string Log => System.IO.Path.Combine(Root, "calls");

    /// <summary>What the stand-in and the users' hooks recorded since the last look.</summary>
    public List<string> Calls()
    {
        var calls = File.Exists(Log) ? File.ReadAllLines(Log).ToList() : [];
        File.Delete(Log);
        return calls;
    }

    public Repository Find(string? directory = null) =>
        RepositoryDiscovery.Find(directory ?? Path, _ => null) ?? throw new InvalidOperationException("no repository");

    /// <summary>The subject; as files when <paramref name="files"/> says so, whatever this git can do.</summary>
    public GitHooks Hooks(bool files = false, HookTexts? texts = null, string? directory = null) =>
        new(process, Find(directory), files ? GitVersion.Oldest : Version, texts);

    public HookPlan Install(bool chain = false, bool files = false)
    {
        var plan = Hooks(files).Plan(Program, chain);
        Hooks(files).Apply(plan);
        return plan;
    }

    public void Remove() => Hooks().Apply(Hooks().PlanRemoval());

    /// <summary>Makes the stand-in, which ends with <paramref name="body"/>.</summary>
    public void WriteProgram(string body = "exit 0", string? path = null) =>
        WriteScript(
            path ?? Program,
            $$"""
            #!/bin/sh
            [ -z "$GIT_SWARM_PROBE" ] || { echo "$3" >"$GIT_SWARM_PROBE"; exit 0; }
            printf '%s [%s]\n' "$*" "$(cat)" >>"$LOG"
            {{body}}

            """
        );

    public string WriteHook(string name, string text, UnixFileMode mode = (UnixFileMode)0b111_101_101)
    {
        var path = System.IO.Path.Combine(HooksDir, name);
        WriteScript(path, text, mode);
        return path;
    }

    public static void WriteScript(string path, string text, UnixFileMode mode = (UnixFileMode)0b111_101_101)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
        File.SetUnixFileMode(path, mode);
    }

    public GitResult Git(params string[] arguments) => process.Run(arguments, directory: Path);

    public GitResult GitWith(string name, string value, params string[] arguments) =>
        process.Run(arguments, directory: Path, extra: new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value });

    public GitResult GitIn(string directory, params string[] arguments) => process.Run(arguments, directory: directory);

    /// <summary>Commits, and fails the test if git does not.</summary>
    public void Commit(string message = "a change") => Git("commit", "-q", "--allow-empty", "-m", message).OrThrow("commit");

    /// <summary>Runs a program of others in the repository.</summary>
    public (int ExitCode, string Output) Tool(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(TestTools.Find(program) ?? program)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, output + error.GetAwaiter().GetResult());
    }

    /// <summary>Every file of the hooks directories and the config, with mode and bytes, as comparable lines.</summary>
    public List<string> Snapshot()
    {
        var files = new List<string> { System.IO.Path.Combine(Find().CommonDir, "config") };
        foreach (var folder in new[] { HooksDir, System.IO.Path.Combine(Path, ".husky") }.Where(Directory.Exists))
        {
            files.Add(folder);
            files.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        }
        return [.. files.Select(Describe)];

        static string Describe(string file) =>
            new FileInfo(file).LinkTarget is { } target ? $"{file} -> {target}"
            : Directory.Exists(file) ? $"{file} {File.GetUnixFileMode(file)}"
            : $"{file} {File.GetUnixFileMode(file)} {Convert.ToHexString(File.ReadAllBytes(file))}";
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>Every git there is, as theory data; under <c>CI=true</c> also one that should be there and is not.</summary>
public static class HookGits
{
    public static TheoryData<string> All => [.. Gits.Known.Where(g => g.Exists || Gits.IsComplete).Select(g => g.Program)];
}
