using System.Diagnostics;
using System.Text.RegularExpressions;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;

namespace GitSwarm.ClientTests;

/// <summary>A real client in a work tree, and the model it talks to.</summary>
internal sealed class AgentSession(Scene scene, AgentClient client, string name, string directory) : IDisposable
{
    /// <summary>How long anything is waited for. Long, for the machine may be busy; nothing waits when all goes well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ModelEndpoint model = new(client.Api);
    private readonly List<ClientProcess> runs = [];

    /// <summary>Its branch, and so the name that others see.</summary>
    internal string Name { get; } = name;

    /// <summary>Its work tree.</summary>
    internal string Directory { get; } = directory;

    /// <summary>The process id of the client.</summary>
    internal int Pid => runs[^1].Pid;

    /// <summary>What its model answers, turn by turn; afterwards it says "done".</summary>
    internal AgentSession Answers(params Reply[] replies) => Answers(ModelApi.Main, replies);

    /// <summary>What its model answers where the prompt has the mark of that script, as one for a subagent can.</summary>
    internal AgentSession Answers(string script, Reply[] replies)
    {
        model.Script(script, replies);
        return this;
    }

    /// <summary>The model creates a file here.</summary>
    internal Reply Create(string path, string text = "one\n") => client.Create(Directory, path, text);

    /// <summary>The model runs a command in a shell.</summary>
    internal Reply Shell(string command) => client.Shell(command);

    /// <summary>Starts it with what its user says.</summary>
    internal AgentSession Start(string prompt = "Please begin.", params string[] options) =>
        Run([.. client.Arguments(prompt, model.Port), .. options]);

    /// <summary>Starts it so that it stays when its turn is over, as in a terminal: its user might say more.</summary>
    internal AgentSession StartOpen() => Run(ClaudeClient.Open, ClaudeClient.Message("Please begin."));

    /// <summary>Its user says more; for one that stays.</summary>
    internal void Hears(string prompt) => runs[^1].Hear(ClaudeClient.Message(prompt));

    /// <summary>Waits until others see it idle.</summary>
    internal async Task IsIdle()
    {
        for (
            var clock = Stopwatch.StartNew();
            !scene.Swarm("status").Contains($"\t{Name}\t{client.Name}\tidle\t", StringComparison.Ordinal);

        )
        {
            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException($"{Name} is not idle\n{scene.Report()}");
            }
            await Task.Delay(100);
        }
    }

    /// <summary>Goes on, in a new process, with the session that ended.</summary>
    internal AgentSession Continue(string prompt) => Run(client.Continue(prompt, model.Port));

    /// <summary>Starts it as a server that lives on, and gives the first turn to that.</summary>
    internal async Task<AgentSession> StartServed(Regex address)
    {
        Run(["serve", "--port", "0"]);
        var url =
            await runs[^1].Says(address, Patience)
            ?? throw new TimeoutException($"the server of {Name} does not say where it listens\n{scene.Report()}");
        return Start(options: ["--attach", url.Value]);
    }

    /// <summary>Waits until it asks the model for the given number of times.</summary>
    internal async Task<ModelRequest> Request(int number, string script = ModelApi.Main)
    {
        using var cancel = new CancellationTokenSource(Patience);
        var request = model.Request(number, script, cancel.Token);
        // It is no use waiting for a client that is gone.
        if (await Task.WhenAny(request, Task.WhenAll(runs.Select(r => r.Ended))) != request)
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
            throw new TimeoutException($"{Name} sent no request {number} of {script}\n{scene.Report()}", e);
        }
    }

    /// <summary>What is new in that request.</summary>
    internal async Task<string> News(int number)
    {
        var request = await Request(number);
        return number == 1 ? request.Text : request.Since(await Request(number - 1));
    }

    /// <summary>Waits until it ends by itself, which must go well.</summary>
    internal async Task End()
    {
        var run = runs[^1];
        if (await Task.WhenAny(run.Ended, Task.Delay(Patience)) != run.Ended || run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Name} did not end well\n{scene.Report()}");
        }
    }

    /// <summary>Kills the client with SIGKILL, and waits until it is gone.</summary>
    internal async Task Kill()
    {
        Process.GetProcessById(Pid).Kill();
        await runs[^1].Ended.WaitAsync(Patience);
    }

    /// <summary>What it asked its model so far.</summary>
    internal IReadOnlyList<ModelRequest> Requests(string script = ModelApi.Main) => model.Requests(script);

    /// <summary>The text of a file in its work tree; null if there is none.</summary>
    internal string? File(string path)
    {
        var file = Path.Combine(Directory, path);
        return System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file) : null;
    }

    /// <summary>What all clients of the scene did, for a failure message.</summary>
    internal string SceneReport() => scene.Report();

    /// <summary>What it did, for a failure message.</summary>
    internal string Report()
    {
        var turns = model.Requests().Select((request, i) => $"-- request {i + 1}, its end:\n{End(request.Text, 3000)}");
        return $"== {Name} ({client.Name})\n"
            + string.Join('\n', [.. turns, .. model.Unknown.Select(u => $"-- not answered: {u}"), .. runs.Select(r => r.Report())]);
    }

    public void Dispose()
    {
        runs.ForEach(r => r.Dispose());
        model.Dispose();
    }

    private static string End(string text, int length) => text.Length <= length ? text : "…" + text[^length..];

    private AgentSession Run(IEnumerable<string> arguments, string? line = null)
    {
        var variables = new Dictionary<string, string>(scene.Sandbox.Variables, StringComparer.Ordinal);
        foreach (var (variable, value) in client.Variables(model.Port))
        {
            variables[variable] = value;
        }
        var bin = Installed.Bin(client.Name);
        // The scene's first, for there is git-swarm.
        variables["PATH"] = $"{scene.Sandbox.Path("home", "bin")}:{bin}:{variables["PATH"]}";
        variables["TERM"] = "xterm";
        runs.Add(new ClientProcess(Path.Combine(bin, client.Name), arguments, Directory, variables, line));
        return this;
    }
}
