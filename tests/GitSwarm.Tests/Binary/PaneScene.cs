using System.Globalization;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Binary;

/// <summary>A lead that sits in a tmux of the test's own, and members that shell commands play.</summary>
internal sealed class PaneScene : IDisposable
{
    /// <summary>Plays a member: says its turn and mode, keeps what it was told, and refuses the first time it is asked to end.</summary>
    private const string Script = """
        told=$(cat)
        mode=$(grep -o '"mode":{"value":"[a-zA-Z]*"' "$GIT_SWARM_PLAN" | cut -d'"' -f6)
        printf '%s\n' "$told" > "../told-$GIT_SWARM_MEMBER-${GIT_SWARM_TURN:-1}"
        case $told in
        *'asks you to end'*)
          [ ! -e ../stuck ] || sleep 600
          id=$(printf '%s' "$told" | sed -n 's/.*team approve \([0-9a-f]*\),.*/\1/p')
          [ -e ../refused ] || { touch ../refused; git swarm team refuse "$id" --reason 'one moment'; }
          exit ;;
        esac
        git swarm send team:web "$GIT_SWARM_MEMBER is at turn ${GIT_SWARM_TURN:-1}" --priority later > /dev/null
        echo "turn ${GIT_SWARM_TURN:-1} of $GIT_SWARM_MEMBER, $mode"
        """;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public PaneScene()
    {
        Cli.Sandbox.Variables["TMUX_TMPDIR"] = Directory.CreateDirectory(Cli.Sandbox.Path("tmux")).FullName;
        var lead = Tmux("new-session", "-d", "-P", "-F", "#{socket_path},#{pid},0 #{pane_id}", "-x", "200", "-y", "60", "sleep 900")
            .Split(' ');
        Me.Variables["TMUX"] = lead[0];
        Me.Variables["TMUX_PANE"] = lead[1];
        File.WriteAllText(Agent, Script);
        Me.Do("join", "--name", "lead", "-q");
        Me.Do("team", "create", "web");
    }

    internal Cli Cli { get; } = new();

    internal CliUser Me => Cli.Me;

    /// <summary>From now on who is asked to end does not get to an answer.</summary>
    internal void GetStuck() => File.WriteAllText(Path.Combine(Path.GetDirectoryName(Cli.Repository.Path)!, "stuck"), "");

    private string Agent => Path.Combine(Path.GetDirectoryName(Cli.Repository.Path)!, "member.sh");

    /// <summary>Arguments of a launch of a member.</summary>
    internal string[] Launch(string name, params string[] more) =>
        ["spawn", "--team", "web", "--name", name, "--runner", $"command:sh {Agent}", "-p", $"be \"{name}\" for $5 \\ 2", .. more];

    /// <summary>Titles of the panes there are, but for the lead's.</summary>
    internal string[] Panes() =>
        [
            .. Tmux("list-panes", "-a", "-F", "#{pane_id} #{pane_title}")
                .Split('\n')
                .Select(l => l.Split(' ', 2))
                .Where(p => p[0] != Me.Variables["TMUX_PANE"])
                .Select(p => p[1])
                .Order(StringComparer.Ordinal),
        ];

    internal string Tmux(params string[] arguments) =>
        Cli.Sandbox.Run("tmux", ["-u", .. arguments]).OutputOrThrow("tmux " + arguments[0]).TrimEnd('\n');

    /// <summary>Waits for messages of a type, each shown once.</summary>
    /// <returns>Those seen since the last call, by sender.</returns>
    internal Dictionary<string, System.Text.Json.JsonElement> Await(string type, int count)
    {
        var found = new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal);
        SpawnTests.Until(() =>
        {
            foreach (
                var message in Me.Json("inbox").EnumerateArray().Where(m => m.TryGetProperty("type", out var t) && t.GetString() == type)
            )
            {
                if (seen.Add(message.Text("id")))
                {
                    found[message.Text("from")] = message;
                }
            }
            return found.Count >= count;
        });
        return found;
    }

    /// <summary>Processes of agents of this scene.</summary>
    internal List<string> AgentsAlive()
    {
        var (run, home) = ("\0GIT_SWARM_RUN=", $"\0HOME={Cli.Sandbox.Variables["HOME"]}\0");
        return
        [
            .. Directory
                .GetDirectories("/proc")
                .Where(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Where(d =>
                    Read(d, "environ") is var e
                    && $"\0{e}".Contains(home, StringComparison.Ordinal)
                    && IsOfRun($"\0{e}", Read(d, "cmdline"))
                )
                .Select(d => Read(d, "cmdline").Replace('\0', ' ')),
        ];

        bool IsOfRun(string environment, string line) =>
            environment.Contains(run, StringComparison.Ordinal) || line.Contains("\0run\0", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Cli.Sandbox.Run("tmux", ["kill-server"]);
        Cli.Dispose();
    }

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
