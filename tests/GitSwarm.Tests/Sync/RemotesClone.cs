using System.Text.Json;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using GitSwarm.Tests.Cli;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Somebody in a clone of a <see cref="RemotesScene"/>.</summary>
/// <remarks>Commands run in this process, which is many times faster, or as the binary <c>GIT_SWARM_BIN</c>.</remarks>
internal sealed class RemotesClone(RemotesScene scene, CliUser user)
{
    private static readonly bool IsInstalled = Environment.GetEnvironmentVariable("GIT_SWARM_BIN") is { Length: > 0 };

    /// <summary>The same person, by the program as a process of its own.</summary>
    public CliUser User { get; } = user;

    public string Directory => User.Directory;

    /// <summary>The id of the clone.</summary>
    public string Id => Git("config", "--local", "swarm.clone");

    /// <summary>Runs a command; nothing is started in the background.</summary>
    public Finished Run(params string[] arguments) =>
        IsInstalled
            ? User.RunWith("GIT_SWARM_IN_BACKGROUND", "1", arguments)
            : Here.Run(scene.Sandbox, User.Variables, Directory, "", arguments);

    public string Do(params string[] arguments) => Run(arguments).OutputOrThrow("git-swarm " + string.Join(' ', arguments));

    public JsonElement Json(params string[] arguments) => JsonDocument.Parse(Do([.. arguments, "--json"])).RootElement;

    /// <summary>The names <c>status</c> lists, sorted.</summary>
    public string Names() => string.Join(' ', Sessions().Select(s => s.Text("name")).Order(StringComparer.Ordinal));

    /// <summary>The sessions <c>status</c> lists.</summary>
    public IEnumerable<JsonElement> Sessions() => Json("status", "--no-observe").GetProperty("sessions").EnumerateArray();

    /// <summary>Runs git there, which must succeed.</summary>
    public string Git(params string[] arguments) => scene.Sandbox.Git(Directory, arguments);

    /// <summary>Exchanges with <c>origin</c>, without a word of complaint.</summary>
    public JsonElement Sync(params string[] options)
    {
        var finished = Run(["sync", "--json", .. options]);
        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        return JsonDocument.Parse(finished.Output).RootElement;
    }

    /// <summary>Exchanges with <c>origin</c>, which the remote refuses in part: exit code 1.</summary>
    /// <returns>What was said.</returns>
    public string SyncRefused()
    {
        var finished = Run("sync");
        Assert.Equal(1, finished.ExitCode);
        return finished.Error;
    }

    /// <summary>A command that cannot reach the remote: exit code 128, one line and a hint, and <c>remote-failed</c> for programs.</summary>
    /// <returns>Line and hint.</returns>
    public (string Line, string Hint) Fails(params string[] arguments)
    {
        var said = Run(arguments);
        Assert.Equal((128, ""), (said.ExitCode, said.Output));
        var lines = said.Error.TrimEnd('\n').Split('\n');
        Assert.True(lines is [['e', 'r', 'r', 'o', 'r', ':', ' ', ..], ['h', 'i', 'n', 't', ':', ' ', ..]], said.Error);
        return (lines[0]["error: ".Length..], lines[1]["hint: ".Length..]);
    }

    /// <summary>As <see cref="Fails"/>, with <c>--json</c>; gives the error.</summary>
    public JsonElement FailsInJson(params string[] arguments)
    {
        var said = Run([.. arguments, "--json"]);
        Assert.Equal((128, ""), (said.ExitCode, said.Error));
        var error = JsonDocument.Parse(said.Output).RootElement.GetProperty("error");
        Assert.Equal("remote-failed", error.Text("code"));
        return error;
    }

    /// <summary>Refs with their ids.</summary>
    public SortedDictionary<string, string> Refs(string under = "refs/") =>
        new(
            Git("for-each-ref", "--format=%(refname) %(objectname)", under)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(' '))
                .ToDictionary(p => p[0], p => p[1]),
            StringComparer.Ordinal
        );

    /// <summary>The texts of all notes, sorted.</summary>
    public string Notes() => Joined("text", "notes");

    /// <summary>The texts of the messages that wait, which are read with that, sorted.</summary>
    public string Inbox() => Joined("text", "inbox");

    /// <summary>Who holds what, sorted: <c>alice src/app.js</c>.</summary>
    public string Claims() =>
        string.Join(
            ", ",
            Json("claims").EnumerateArray().Select(c => c.Text("name") + " " + c.Text("pattern")).Order(StringComparer.Ordinal)
        );

    /// <summary>What is remembered of exchanges; null where there was none.</summary>
    public JsonElement? State()
    {
        var file = Path.Combine(Directory, ".git", "swarm", "sync-origin.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllBytes(file)).RootElement : null;
    }

    /// <summary>What is in the repository is whole: every object, every ref, and no lock of git is left.</summary>
    public void IsSound()
    {
        var found = scene.Sandbox.Fsck(Directory, "--full", "--strict", "--no-dangling");
        Assert.Equal((0, "", ""), (found.ExitCode, found.Output, found.Error));
        var git = Path.Combine(Directory, ".git");
        // Those in swarm/ are the operating system's, free as soon as nobody has them open.
        Assert.DoesNotContain(
            System.IO.Directory.EnumerateFiles(git, "*.lock", SearchOption.AllDirectories),
            f => Path.GetDirectoryName(f) != Path.Combine(git, "swarm")
        );
    }

    private string Joined(string field, string command) =>
        string.Join(", ", Json(command).EnumerateArray().Select(e => e.Text(field)).Order(StringComparer.Ordinal));
}
