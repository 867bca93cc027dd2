using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Binary;

/// <summary>Somebody who works in a directory; their session lives as long as a process of theirs.</summary>
public sealed class CliUser
{
    private readonly Cli cli;

    public CliUser(Cli cli, string directory)
    {
        this.cli = cli;
        Directory = directory;
        Pid = Processes.StartSleeper();
        Variables["GIT_SWARM_PID"] = Pid.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Where they are.</summary>
    public string Directory { get; set; }

    /// <summary>The process that stands for them.</summary>
    public int Pid { get; }

    /// <summary>Variables on top of the sandbox's.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Finished Run(params string[] arguments) => cli.Sandbox.Run(Cli.Program, arguments, Directory, Variables);

    /// <summary>Runs with some variables more.</summary>
    public Finished RunWith(IReadOnlyDictionary<string, string> extra, params string[] arguments)
    {
        var all = new Dictionary<string, string>(Variables, StringComparer.Ordinal);
        foreach (var (name, value) in extra)
        {
            all[name] = value;
        }
        return cli.Sandbox.Run(Cli.Program, arguments, Directory, all);
    }

    /// <inheritdoc cref="RunWith(IReadOnlyDictionary{string, string}, string[])"/>
    public Finished RunWith(string name, string value, params string[] arguments) =>
        RunWith(new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value }, arguments);

    /// <summary>Runs with something to read.</summary>
    public Finished RunReading(string input, params string[] arguments) =>
        cli.Sandbox.Run(Cli.Program, arguments, Directory, Variables, input);

    /// <summary>Starts a command that goes on until something happens.</summary>
    public Process Start(params string[] arguments)
    {
        // Whoever runs the tests in the background has Ctrl-C switched off, and everything below would inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Cli.Program, .. arguments])
        {
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in cli.Sandbox.Variables.Concat(Variables))
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    /// <summary>Runs what must succeed, and gives the answer.</summary>
    public string Do(params string[] arguments) => Run(arguments).OutputOrThrow("git-swarm " + string.Join(' ', arguments));

    /// <summary>Runs git where they are.</summary>
    public Finished Git(params string[] arguments) => cli.Sandbox.Run("git", arguments, Directory, Variables);

    /// <summary>Writes a file where they are, with the directories it needs.</summary>
    public void Write(string path, string text)
    {
        var file = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Writes and commits a file.</summary>
    /// <returns>What the hooks said of it: a line each.</returns>
    public string[] Commit(string path, string text, params string[] options)
    {
        Write(path, text);
        Git("add", "--", path).OutputOrThrow("git add");
        var committed = Git(["commit", "--quiet", "-m", path, .. options]);
        committed.OutputOrThrow("git commit");
        return Said(committed);
    }

    /// <summary>The lines of ours in what git printed.</summary>
    public static string[] Said(Finished finished) =>
        [.. (finished.Output + finished.Error).Split('\n', '\r').Where(l => l.StartsWith("git-swarm: ", StringComparison.Ordinal))];

    /// <summary>Runs what must succeed with <c>--json</c>.</summary>
    public JsonElement Json(params string[] arguments) => JsonDocument.Parse(Do([.. arguments, "--json"])).RootElement;

    /// <summary>The sessions <c>status</c> lists, by name.</summary>
    public Dictionary<string, JsonElement> Sessions(params string[] options) =>
        Json(["status", .. options]).GetProperty("sessions").EnumerateArray().ToDictionary(s => s.Text("name"), StringComparer.Ordinal);

    /// <summary>The names <c>status</c> lists, sorted.</summary>
    public string Names(params string[] options) => string.Join(' ', Sessions(options).Keys.Order(StringComparer.Ordinal));

    /// <summary>Their process is killed.</summary>
    public void Die() => Processes.Kill(Pid);
}
