using System.Text.Json;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using GitSwarm.Tests.Cli;

namespace GitSwarm.Tests.Sync;

/// <summary>Somebody in a clone. Commands run in this process, which is many times faster; <see cref="Process"/> runs the program itself.</summary>
internal sealed class SyncUser(SyncScene scene, CliUser user)
{
    /// <summary>The same person, by the program as a process of its own: with the sandbox's PATH, and with what goes on in the background.</summary>
    public CliUser Process { get; } = user;

    public string Directory => Process.Directory;

    public string GitDir => Git("rev-parse", "--path-format=absolute", "--git-common-dir");

    /// <summary>The id of the clone.</summary>
    public string CloneId => Git("config", "--local", "swarm.clone");

    /// <summary>What the caller's environment has besides.</summary>
    public Dictionary<string, string> Variables => Process.Variables;

    public Finished Run(params string[] arguments) => RunReading("", arguments);

    /// <summary>Runs with something to read.</summary>
    public Finished RunReading(string input, params string[] arguments) => Here.Run(scene.Sandbox, Variables, Directory, input, arguments);

    /// <summary>Runs what must succeed, and gives the answer.</summary>
    public string Do(params string[] arguments) => Run(arguments).OutputOrThrow("git-swarm " + string.Join(' ', arguments));

    /// <summary>Runs what must succeed with <c>--json</c>.</summary>
    public JsonElement Json(params string[] arguments) => JsonDocument.Parse(Do([.. arguments, "--json"])).RootElement;

    /// <summary>Exchanges, which must succeed without a word of complaint; gives what changed here and there.</summary>
    public (string[] Fetched, string[] Pushed) Sync(params string[] options)
    {
        var finished = Run(["sync", "--json", .. options]);
        if (finished is not { ExitCode: 0, Error: "" })
        {
            throw new InvalidOperationException($"sync ended with {finished.ExitCode}: {finished.Error}");
        }
        var body = JsonDocument.Parse(finished.Output).RootElement;
        string[] Of(string field) =>
            [.. body.GetProperty(field).EnumerateArray().Select(r => $"{r.GetProperty("action")} {r.GetProperty("ref")}")];
        return (Of("fetched"), Of("pushed"));
    }

    /// <summary>Runs git where they are, which must succeed.</summary>
    public string Git(params string[] arguments) => scene.Sandbox.Git(Directory, arguments);

    /// <summary>One field of every element of an answer that is an array.</summary>
    public string[] Texts(string field, params string[] command) =>
        [.. Json(command).EnumerateArray().Select(e => e.GetProperty(field).GetString()!)];

    /// <summary>The texts of the messages that wait, which are read with that.</summary>
    public string[] Inbox() => Texts("text", "inbox");

    /// <summary>The texts of all notes.</summary>
    public string[] Notes() => Texts("text", "notes");

    /// <summary>The names <c>status</c> lists, sorted.</summary>
    public string Names(params string[] options) =>
        string.Join(
            ' ',
            Json(["status", .. options])
                .GetProperty("sessions")
                .EnumerateArray()
                .Select(s => s.GetProperty("name").GetString()!)
                .Order(StringComparer.Ordinal)
        );
}
