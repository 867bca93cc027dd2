using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>A person in a repository that uses git-swarm launches agents, played by a client that has our hooks.</summary>
internal sealed partial class SpawnScene : IDisposable
{
    /// <summary>The name of the session that launches.</summary>
    internal const string Lead = "lead";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly AgentClient client;
    private readonly ModelEndpoint model;
    private ClientProcess? spawn;
    private bool isMember;

    internal SpawnScene(string name)
    {
        client = AgentClient.Of(name);
        model = new ModelEndpoint(client.Api);
        Scene = new Scene(name);
        client.Connect(Scene.Sandbox, model.Port);
        Scene.Swarm("join", "--name", Lead);
    }

    internal Scene Scene { get; }

    /// <summary>Our program; Codex gives commands a login shell, which has a PATH of its own.</summary>
    internal string Program => Scene.Sandbox.Path("home", "bin", "git-swarm");

    /// <summary>What was asked of its model.</summary>
    internal IReadOnlyList<ModelRequest> Requests => model.Requests();

    /// <summary>Everybody who is here, as <c>status --json</c> tells.</summary>
    internal IReadOnlyList<JsonElement> Sessions => [.. Json("status", "--no-observe").GetProperty("sessions").EnumerateArray()];

    /// <summary>What its model answers, turn by turn; afterwards it says "done".</summary>
    internal SpawnScene Answers(params Reply[] replies)
    {
        model.Script(ModelApi.Main, replies);
        return this;
    }

    internal Reply Create(string path) => client.Create(Scene.Repository.Path, path, "one\n");

    internal Reply Shell(string command) => client.Shell(command);

    internal string Read(string path) => File.ReadAllText(Path.Combine(Scene.Repository.Path, path));

    /// <summary>Launches an agent in the foreground.</summary>
    internal SpawnScene Spawn(params string[] options)
    {
        var variables = new Dictionary<string, string>(Scene.Sandbox.Variables, StringComparer.Ordinal);
        foreach (var (variable, value) in client.Variables(model.Port))
        {
            variables[variable] = value;
        }
        variables["PATH"] = $"{Scene.Sandbox.Path("home", "bin")}:{Installed.Bin(client.Name)}:{variables["PATH"]}";
        variables["TERM"] = "xterm";
        variables["GIT_SWARM_PID"] = $"{Scene.Person}";
        string[] asked = ["spawn", "--json", "--runner", client.Name, "-p", "Please begin."];
        isMember = options.Contains("--team");
        string[] mode = options.Contains("--mode") ? [] : ["--mode", "bypassPermissions"];
        // With a model Gemini CLI does not ask another one which to take.
        string[] chosen = client.Name == "gemini" ? ["--model", "gemini-2.5-flash"] : [];
        spawn = new ClientProcess(Program, [.. asked, .. mode, .. chosen, .. options], Scene.Repository.Path, variables);
        return this;
    }

    /// <summary>The one run there is.</summary>
    internal JsonElement Run => Assert.Single(Json("runs").EnumerateArray());

    /// <summary>The one session beside that of whoever launched.</summary>
    internal JsonElement Agent()
    {
        var others = Sessions.Where(s => Text(s, "name") != Lead).ToList();
        Assert.True(others.Count == 1, $"{others.Count} sessions beside the lead's\n{Report()}");
        return others[0];
    }

    /// <summary>Waits until its model was asked so often.</summary>
    internal async Task<ModelRequest> Request(int number)
    {
        using var cancel = new CancellationTokenSource(Patience);
        var request = model.Request(number, ModelApi.Main, cancel.Token);
        // A member goes on when its launcher has answered.
        if (!isMember && await Task.WhenAny(request, spawn!.Ended) != request)
        {
            await Task.WhenAny(request, Task.Delay(200, CancellationToken.None));
            await cancel.CancelAsync();
        }
        try
        {
            return await request;
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"no request {number}\n{Report()}", e);
        }
    }

    /// <summary>Waits for the answer, which must be that it completed.</summary>
    internal async Task<JsonElement> End()
    {
        var answer = await spawn!.Says(Answer(), Patience);
        await Task.WhenAny(spawn.Ended, Task.Delay(Patience));
        Assert.True(answer is not null && spawn.ExitCode == 0, Report());
        var body = JsonDocument.Parse(answer.Value).RootElement;
        Assert.Equal("completed", Text(body, "status"));
        return body;
    }

    /// <summary>A field of an object; null where it has none.</summary>
    internal static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>What every process did so far, for a failure message.</summary>
    internal string Report() =>
        string.Join(
            '\n',
            [
                .. Requests.Select((r, i) => $"-- request {i + 1}: {r.Text[^Math.Min(r.Text.Length, 1500)..]}"),
                .. model.Unknown,
                spawn?.Report() ?? "",
                Scene.Report(),
                .. Directory.GetFiles(Path.Combine(Scene.Repository.Path, ".git", "swarm", "runs"), "*.jsonl").Select(File.ReadAllText),
            ]
        );

    public void Dispose()
    {
        spawn?.Dispose();
        // Whoever waited is gone, so the supervisor ends the run; not before it has may its files go.
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(20); Thread.Sleep(100))
        {
            if (Json("runs").EnumerateArray().All(r => Text(r, "state") is not ("queued" or "running")))
            {
                break;
            }
        }
        model.Dispose();
        Scene.Dispose();
    }

    internal JsonElement Json(params string[] arguments) => JsonDocument.Parse(Scene.Swarm([.. arguments, "--json"])).RootElement;

    [GeneratedRegex("""^\{"status".*\}$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Answer();
}
