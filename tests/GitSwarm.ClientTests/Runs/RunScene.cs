using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>A repository in which one client plays agents.</summary>
internal sealed class RunScene : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly AgentClient client;
    private readonly ModelEndpoint model;
    private readonly List<Run> runs = [];

    internal RunScene(string name)
    {
        client = AgentClient.Of(name);
        model = new ModelEndpoint(client.Api);
        Runner = AgentRunners.Named(name)!;
        Repository = TestRepository.Create(Sandbox);
        client.Prepare(Sandbox);
        client.Connect(Sandbox, model.Port);
    }

    internal Sandbox Sandbox { get; } = new();

    internal TestRepository Repository { get; }

    internal AgentRunner Runner { get; }

    /// <summary>Variables besides the client's own.</summary>
    internal Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked of its model.</summary>
    internal IReadOnlyList<ModelRequest> Requests => model.Requests();

    /// <summary>What its model answers, turn by turn; afterwards it says "done".</summary>
    internal RunScene Answers(params Reply[] replies)
    {
        model.Script(ModelApi.Main, replies);
        return this;
    }

    internal Reply Create(string path) => client.Create(Repository.Path, path, "one\n");

    internal Reply Shell(string command) => client.Shell(command);

    internal bool Has(string path) => File.Exists(Path.Combine(Repository.Path, path));

    /// <summary>A plan to do something here.</summary>
    internal LaunchPlan Plan(string mode = "acceptEdits", string task = "Please begin.")
    {
        var id = Guid.CreateVersion7().ToString();
        var folder = Sandbox.Path("home", "runs");
        return new LaunchPlan
        {
            Identity = new LaunchIdentity
            {
                Id = id,
                Agent = "general-purpose",
                Source = "built-in",
                Description = "Begin",
                Path = LaunchPath.Subagent,
                // With a model Gemini CLI does not ask another one which to take.
                Model = new PlannedValue(client.Name == "gemini" ? "gemini-2.5-flash" : null, "call"),
                Parent = "0123456789",
            },
            Context = new LaunchContext
            {
                Directory = Repository.Path,
                ParentDirectory = Repository.Path,
                Mode = new PlannedValue(mode, "call"),
                MayAsk = false,
            },
            Tools = new LaunchTools(),
            Prompt = new LaunchPrompt
            {
                Facts = new EnvironmentFacts
                {
                    Directory = Repository.Path,
                    Platform = "linux",
                    Date = "2030-01-02",
                },
                Messages = [new PromptPart(PromptKind.Task, task)],
            },
            Hooks = new LaunchHooks(),
            Execution = new LaunchExecution
            {
                Runner = new PlannedValue(client.Name, "call"),
                Program = Path.Combine(Installed.Bin(client.Name), client.Name),
                Directory = folder,
                OutputFile = Path.Combine(folder, id + ".jsonl"),
            },
            CleanUp = [],
        };
    }

    /// <summary>A fork of a session, with a directive.</summary>
    internal LaunchPlan Fork(string parent, string directive, string mode = "bypassPermissions")
    {
        var plan = Plan(mode, directive);
        return plan with { Identity = plan.Identity with { Path = LaunchPath.Fork, Inherits = parent } };
    }

    internal Run Start(LaunchPlan plan) => Start(plan, Runner.Command(plan));

    /// <summary>Starts what goes on where a run of that plan ended.</summary>
    internal Run Continue(LaunchPlan plan, RunResult result, string reason) =>
        Start(plan, Runner.Continue(plan, result.ClientSession, reason)!);

    /// <summary>Waits for the end of a run.</summary>
    internal async Task<RunResult> End(Run run)
    {
        if (await Task.WhenAny(run.Ended, Task.Delay(Patience)) != run.Ended)
        {
            throw new TimeoutException($"it did not end\n{run.Report()}\n{Report()}");
        }
        return await run.Ended;
    }

    /// <summary>Waits for the end of a run, which must go well.</summary>
    internal async Task<RunResult> EndWell(Run run)
    {
        var result = await End(run);
        Assert.True(result.Done, $"{result.Error}\n{run.Report()}\n{Report()}");
        return result;
    }

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
            throw new TimeoutException($"no request {number}\n{string.Join('\n', runs.Select(r => r.Report()))}", e);
        }
    }

    public void Dispose()
    {
        runs.ForEach(r => r.Dispose());
        model.Dispose();
        Sandbox.Dispose();
    }

    private Run Start(LaunchPlan plan, RunnerCommand command)
    {
        var variables = new Dictionary<string, string>(Sandbox.Variables, StringComparer.Ordinal);
        foreach (var (variable, value) in client.Variables(model.Port).Concat(Variables))
        {
            variables[variable] = value;
        }
        variables["PATH"] = $"{Installed.Bin(client.Name)}:{variables["PATH"]}";
        variables["TERM"] = "xterm";
        var run = new Run(command, Runner.Open(plan), plan.Context.Directory, variables);
        runs.Add(run);
        return run;
    }

    private string Report() =>
        string.Join(
            '\n',
            [.. Requests.Select((r, i) => $"-- request {i + 1}: {r.Text[^Math.Min(r.Text.Length, 1500)..]}"), .. model.Unknown]
        );
}
