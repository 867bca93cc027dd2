using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using GitSwarm.Agents.Runs;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>A person in a pane of tmux leads a team, whose members Claude Code plays in panes beside.</summary>
internal sealed class PaneScene : IDisposable
{
    /// <summary>The name of the member.</summary>
    internal const string Member = "ui";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly AgentClient client = AgentClient.Of("claude");
    private readonly ModelEndpoint model;
    private readonly Dictionary<string, string> variables;
    private readonly string shell;
    private string? run;

    /// <param name="hooks">True where the client has the hooks of <c>git swarm install</c>.</param>
    /// <param name="wake">True where one of them wakes it when mail comes.</param>
    internal PaneScene(bool hooks = false, bool wake = false)
    {
        model = new ModelEndpoint(client.Api);
        Scene = hooks ? new Scene("claude") : Scene.Without("claude");
        if (wake)
        {
            Scene.Repository.Git("config", "swarm.wake", "true");
            Scene.Swarm("install", "claude");
        }
        variables = new Dictionary<string, string>(Scene.Sandbox.Variables, StringComparer.Ordinal);
        foreach (var (name, value) in client.Variables(model.Port))
        {
            variables[name] = value;
        }
        variables["PATH"] = $"{Scene.Sandbox.Path("home", "bin")}:{Installed.Bin("claude")}:{variables["PATH"]}";
        variables["TERM"] = "xterm-256color";
        variables["PS1"] = "$ ";
        // Without TMUX, tmux looks for its server here; and HOME has no settings of anybody.
        variables["TMUX_TMPDIR"] = Directory.CreateDirectory(Scene.Sandbox.Path("tmux")).FullName;
        Trust();
        shell = Tmux("new-session", "-d", "-P", "-F", "#{pane_pid}", "-x", "180", "-y", "50", "sh").Trim();
        Lead("join", "--name", SpawnScene.Lead);
        Lead("team", "create", "web");
    }

    internal Scene Scene { get; }

    /// <summary>What was asked of its model.</summary>
    internal IReadOnlyList<ModelRequest> Requests => model.Requests();

    /// <summary>How many panes there are; none where tmux has ended.</summary>
    internal int Panes => Tmux("list-panes", "-a").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The member's run.</summary>
    internal JsonElement Run => Assert.Single(Json("runs").EnumerateArray());

    /// <summary>What its model answers, turn by turn.</summary>
    internal PaneScene Answers(params Reply[] replies)
    {
        model.Script(ModelApi.Main, replies);
        return this;
    }

    internal Reply Shell(string command) => client.Shell(command);

    /// <summary>The person types a command that starts the member.</summary>
    internal void Spawn(string prompt, string mode = "bypassPermissions")
    {
        var file = Scene.Sandbox.Path("prompt.txt");
        File.WriteAllText(file, prompt);
        string[] words = ["git swarm spawn --team web --name", Member, "--runner claude --mode", mode, $"-p \"$(cat '{file}')\""];
        Tmux("send-keys", "-t", "%0", string.Join(' ', words), "Enter");
        Await("its run", () => Json("runs").GetArrayLength() > 0);
        run = SpawnScene.Text(Run, "id");
    }

    /// <summary>The person in the first pane runs git-swarm, which must succeed.</summary>
    internal string Lead(params string[] arguments) =>
        Scene
            .Sandbox.Run(
                "git",
                ["swarm", .. arguments],
                Scene.Repository.Path,
                new Dictionary<string, string> { ["GIT_SWARM_PID"] = shell }
            )
            .OutputOrThrow("git swarm " + string.Join(' ', arguments));

    internal JsonElement Json(params string[] arguments) => JsonDocument.Parse(Lead([.. arguments, "--json"])).RootElement;

    /// <summary>Messages of a type that the lead has not dealt with.</summary>
    internal IReadOnlyList<JsonElement> Mail(string type) =>
        [.. Json("inbox", "--peek").EnumerateArray().Where(m => SpawnScene.Text(m, "type") == type)];

    /// <summary>Waits until its model was asked so often.</summary>
    internal async Task<ModelRequest> Request(int number)
    {
        using var cancel = new CancellationTokenSource(Patience);
        try
        {
            return await model.Request(number, ModelApi.Main, cancel.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"no request {number}\n{Report()}", e);
        }
    }

    internal void Await(string what, Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); Thread.Sleep(100))
        {
            if (clock.Elapsed > Patience)
            {
                Assert.Fail($"waited for {what}\n{Report()}");
            }
        }
    }

    /// <summary>Waits until nothing is left of the member: no pane, no process, no place in its team.</summary>
    internal void IsOver()
    {
        Await("the end of its pane", () => Panes == 1);
        Await("the end of its run", () => SpawnScene.Text(Run, "state") is not ("queued" or "running"));
        Await("the end of its processes", () => RunProcesses.Of(run!, 0).Count == 0);
        Assert.DoesNotContain("\t" + Member + "\t", Lead("status"));
    }

    /// <summary>The person closes the member's pane.</summary>
    internal void ClosePane() => Tmux("kill-pane", "-t", "%1");

    /// <summary>Keys for the member's pane.</summary>
    internal void Press(params string[] keys) => Tmux(["send-keys", "-t", "%1", .. keys]);

    /// <summary>What its pane shows.</summary>
    internal string Screen() => Tmux("capture-pane", "-p", "-t", "%1");

    /// <summary>What everybody did so far, for a failure message.</summary>
    internal string Report() =>
        string.Join(
            '\n',
            [
                .. Requests.Select((r, i) => $"-- request {i + 1}: {r.Text[^Math.Min(r.Text.Length, 1500)..]}"),
                .. model.Unknown,
                "-- the lead's pane\n" + Tmux("capture-pane", "-p", "-t", "%0"),
                "-- the member's pane\n" + Screen(),
                .. Directory
                    .GetFiles(Path.Combine(Scene.Repository.Path, ".git", "swarm"), "*.jsonl", SearchOption.AllDirectories)
                    .Select(File.ReadAllText),
                Lead("runs"),
                Lead("inbox", "--peek"),
            ]
        );

    public void Dispose()
    {
        Tmux("kill-server");
        if (run is not null)
        {
            for (var clock = Stopwatch.StartNew(); RunProcesses.Of(run, 0).Count > 0 && clock.Elapsed < TimeSpan.FromSeconds(20); )
            {
                Thread.Sleep(100);
            }
        }
        model.Dispose();
        Scene.Dispose();
    }

    // Of tmux that is asked of something that is gone it says nothing.
    private string Tmux(params string[] arguments) =>
        Scene.Sandbox.Run("tmux", ["-u", .. arguments], Scene.Repository.Path, variables).Output;

    // What it asks its user once, at the first start and in each new repository.
    private void Trust() =>
        File.WriteAllText(
            Scene.Sandbox.Path("home", ".claude.json"),
            new JsonObject
            {
                ["hasCompletedOnboarding"] = true,
                ["theme"] = "dark",
                ["bypassPermissionsModeAccepted"] = true,
                ["customApiKeyResponses"] = new JsonObject { ["approved"] = new JsonArray(ClaudeClient.Key[^20..]) },
                ["projects"] = new JsonObject
                {
                    [Scene.Repository.Path] = new JsonObject
                    {
                        ["hasTrustDialogAccepted"] = true,
                        ["hasCompletedProjectOnboarding"] = true,
                    },
                },
            }.ToJsonString()
        );
}
