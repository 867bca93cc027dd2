using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.Agents.Runs;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Binary;

/// <summary>A team with a lead, and members that commands play; when it is over, none of their processes is left.</summary>
internal sealed class MemberScene : IDisposable
{
    private readonly List<string> runs = [];

    public MemberScene()
    {
        Lead.Do("join", "--name", "lead");
        Lead.Do("team", "create", "web");
    }

    public Cli Cli { get; } = new();

    public CliUser Lead => Cli.Me;

    /// <summary>A shell line that keeps in its directory what it was told and how often, and says so.</summary>
    public const string Counter =
        "n=$(cat n 2>/dev/null || echo 0); n=$((n+1)); echo $n > n; cat > new.$n; mv new.$n told.$n; echo turn $n of $GIT_SWARM_MEMBER";

    /// <summary>Starts a member; gives the answer.</summary>
    public JsonElement Spawn(string line, string name = "ui", params string[] more)
    {
        var answer = Lead.Json([.. Call(line, name), .. more]);
        runs.Add(answer.Text("agent_id"));
        return answer;
    }

    /// <summary>The command that starts a member.</summary>
    public static string[] Call(string line, string name = "ui") =>
        ["spawn", "--team", "web", "--name", name, "--isolation", "none", "-p", "the task", "--runner", "command:" + line];

    public JsonElement Team => Lead.Json("team", "show", "web");

    /// <summary>A member as <c>team show</c> has it: the last of that name.</summary>
    public JsonElement Member(string name = "ui") => Team.GetProperty("members").EnumerateArray().Last(m => m.Text("name") == name);

    public void Until(string state, string name = "ui") => SpawnTests.Until(() => Member(name).Text("state") == state);

    public string Path(string file) => System.IO.Path.Combine(Cli.Repository.Path, file);

    public void UntilFile(string file) => SpawnTests.Until(() => File.Exists(Path(file)));

    /// <summary>What has come for the lead, read with that.</summary>
    public List<JsonElement> Inbox() => [.. JsonDocument.Parse(Lead.Do("inbox", "--json")).RootElement.EnumerateArray()];

    /// <summary>The type of a message; empty for a text.</summary>
    public static string Type(JsonElement message) => message.TryGetProperty("type", out var type) ? type.GetString() ?? "" : "";

    /// <summary>Every run there is: its id and how it stands.</summary>
    public Dictionary<string, string> Runs(CliUser? by = null) =>
        (by ?? Lead).Json("runs").EnumerateArray().ToDictionary(r => r.Text("id"), r => r.Text("state"), StringComparer.Ordinal);

    public string RunFolder => System.IO.Path.Combine(Cli.GitDir, "swarm", "runs");

    /// <summary>The process of a run's supervisor.</summary>
    public int Supervisor(string run) =>
        int.Parse(File.ReadAllText(System.IO.Path.Combine(RunFolder, run + ".running")).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Processes of all runs, their supervisors included: by the variable they inherit, or what they were started with.</summary>
    public static List<string> Alive(IEnumerable<string> runs) =>
        [.. runs.SelectMany(r => RunProcesses.Of(r, 0).Select(p => $"{r} {p}").Concat(Supervising(r)))];

    public void Dispose()
    {
        foreach (var run in runs.Where(r => Alive([r]).Count > 0))
        {
            Lead.Run("stop", "--kill", run);
        }
        Cli.Dispose();
    }

    private static IEnumerable<string> Supervising(string run) =>
        Directory
            .GetDirectories("/proc")
            .Where(d => int.TryParse(System.IO.Path.GetFileName(d), out _))
            .Where(d =>
            {
                try
                {
                    return File.ReadAllText(System.IO.Path.Combine(d, "cmdline")).EndsWith($"\0run\0{run}\0", StringComparison.Ordinal);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    return false;
                }
            })
            .Select(d => $"{run} supervised by {System.IO.Path.GetFileName(d)}");

    /// <summary>Kills a process that is none of the test's children, and waits until it is gone.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        SpawnTests.Until(() => !Directory.Exists($"/proc/{pid}") || IsZombie(pid));
    }

    private static bool IsZombie(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
