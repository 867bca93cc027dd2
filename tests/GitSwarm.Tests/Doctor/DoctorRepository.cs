using System.Text.Json;
using GitSwarm.TestKit;

// Modes, and a program started by its path.
[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace GitSwarm.Tests.Doctor;

/// <summary>A repository that opted in, and the program itself to examine it.</summary>
internal sealed class DoctorRepository : IDisposable
{
    public const string Stranger = "stranger";

    public DoctorRepository(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files, params string[] init)
    {
        Sandbox = new Sandbox(git);
        Repository = TestRepository.Create(Sandbox, format: format);
        if (init is not ["nothing"])
        {
            Swarm(["init", .. init]).OutputOrThrow("init");
        }
    }

    public Sandbox Sandbox { get; }

    public TestRepository Repository { get; }

    public string CommonDir => Repository.Git("rev-parse", "--path-format=absolute", "--git-common-dir");

    public string Clone => Repository.Git("config", "swarm.clone");

    public string Hook(string name) => Path.Combine(CommonDir, "hooks", name);

    public Finished Swarm(params string[] arguments) =>
        Sandbox.Run(Path.Combine(AppContext.BaseDirectory, "git-swarm"), arguments, Repository.Path);

    /// <summary>Examines, and gives what is not well, as "state name: detail" lines, and the exit code.</summary>
    public (List<string> Found, int ExitCode) Examine(string? directory = null, params string[] options)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "git-swarm");
        var run = Sandbox.Run(program, ["doctor", "--json", .. options], directory ?? Repository.Path);
        using var answer = JsonDocument.Parse(run.Output);
        var lines = answer
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Where(c => c.GetProperty("state").GetString() != "ok")
            .Select(c => $"{c.GetProperty("state")} {c.GetProperty("name")}: {c.GetProperty("detail")} [{c.GetProperty("fix")}]");
        return ([.. lines], run.ExitCode);
    }

    /// <summary>Writes a record by hand; gives its ref.</summary>
    public string Plant(string kind, string clone, string session, string text)
    {
        var name = $"refs/swarm/{kind}/{clone}/{session}";
        Repository.Git("update-ref", name, Write(text));
        return name;
    }

    /// <summary>Writes a session that has no process, as it is after a tick just now.</summary>
    public void PlantSession(string id, string worktree)
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        Plant(
            "sessions",
            Clone,
            id,
            $$"""{"v":1,"id":"{{id}}","at":"{{now}}","name":"{{id}}","client":"shell","started":"{{now}}","nonce":"x"}"""
        );
        Plant("processes", Clone, id, $$"""{"v":1,"id":"{{id}}","worktree":"{{worktree}}"}""");
    }

    public string Write(string text) =>
        Sandbox.Run("git", ["hash-object", "-w", "--stdin"], Repository.Path, input: text).OutputOrThrow("hash-object").Trim();

    /// <summary>Takes a loose object away, as a crash or a careless cleaner does.</summary>
    public void Lose(string name) => File.Delete(LooseObject(name));

    /// <summary>Fills a loose object with what a bad disk gives.</summary>
    public void Damage(string name) => File.WriteAllText(LooseObject(name), "no object");

    private string LooseObject(string name)
    {
        var id = Repository.Git("rev-parse", name);
        var file = Path.Combine(CommonDir, "objects", id[..2], id[2..]);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    /// <summary>Every ref of a kind.</summary>
    public string Refs(string kind) => Repository.Git("for-each-ref", "--format=%(refname)", $"refs/swarm/{kind}/");

    /// <summary>Makes a file that was last written some time ago.</summary>
    public static string Old(string path, TimeSpan age, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
        return path;
    }

    public void Dispose() => Sandbox.Dispose();
}
