using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.Agents.Runs;
using GitSwarm.Agents.Servers;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;
using GitSwarm.Teams;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;
using RunFiles = GitSwarm.Agents.Runs.RunFiles;

namespace GitSwarm.Tests.Agents.Runs;

/// <summary>Runs in one real repository, with real processes; the supervisor is a thread of the test.</summary>
internal sealed class RunWorld : IDisposable
{
    private readonly TestStore store;
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);
    private readonly Random random = new(11);

    internal RunWorld(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files)
    {
        store = new TestStore(git, format);
        Files = new RunFiles(store.Repository);
        Files.Make();
        Sessions.Edit(As("parent"), new PresenceEdit { Name = "parent" }, joining: true);
    }

    internal RunFiles Files { get; }

    /// <summary>How long required servers are waited for.</summary>
    internal ProbePace ServerPace { get; init; } = ProbePace.OfRule;

    internal DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

    internal string Directory => store.User.Path;

    /// <summary>A new look at the time and the processes.</summary>
    internal Vantage Vantage => new(TestStore.Clone, "machine", ProcessTables.ForThisSystem(), Now);

    internal SwarmStore Store => TestStore.StoreAt(store.GitAt(store.User.Path, store.Sandbox.GitProgram));

    internal SessionStore Sessions => new(Store, Vantage, Ids);

    internal RunStore Runs => new(Store, new FeedStore(Store, Sessions, Vantage, Ids), Vantage, Ids);

    internal TeamStore Teams => new(Store, Vantage, Ids);

    internal DeliveryStore Delivery => new(Store, Vantage);

    internal Outbox Outbox => new(new FeedStore(Store, Sessions, Vantage, Ids), Now, Ids);

    internal GitSwarm.Git.Repository Repository => store.Repository;

    internal Ids Ids => new(TimeProvider.System, random);

    internal static Caller As(string id) =>
        new()
        {
            SwarmSession = id,
            Machine = "machine",
            Defaults = new Lazy<SessionDefaults>(new SessionDefaults("host", null)),
            WorktreePath = "/app",
            Branch = "main",
        };

    internal LaunchPlan Plan(string line, bool background = true, int? limit = null, string prompt = "do it")
    {
        var id = Ids.NewUuid();
        return new LaunchPlan
        {
            Identity = new LaunchIdentity
            {
                Id = id,
                Agent = "worker",
                Source = "built-in",
                Description = "the work",
                Path = LaunchPath.Subagent,
                Model = new PlannedValue(null, "runner"),
            },
            Context = new GitSwarm.Agents.Plans.LaunchContext
            {
                Directory = Directory,
                ParentDirectory = Directory,
                Mode = new PlannedValue("acceptEdits", "default"),
                MayAsk = false,
                Background = background,
            },
            Tools = new LaunchTools(),
            Prompt = new LaunchPrompt
            {
                Facts = new EnvironmentFacts
                {
                    Directory = Directory,
                    Platform = "linux",
                    Date = "2026-01-05",
                },
                Messages = [new PromptPart(PromptKind.Task, prompt)],
            },
            Hooks = new LaunchHooks(),
            Execution = new LaunchExecution
            {
                Runner = new PlannedValue(CommandRunner.Id, "call"),
                Program = line,
                Directory = Files.Directory,
                OutputFile = Files.Output(id),
                TimeLimit = limit,
            },
            CleanUp = [],
        };
    }

    /// <summary>Puts a run on record as <c>spawn</c> does.</summary>
    /// <param name="plan">What was decided.</param>
    /// <param name="caller">Who waits for it.</param>
    /// <param name="supervisor">Who stands for it; this process by default.</param>
    /// <param name="seat">Its place in a team.</param>
    internal RunRecord Launch(LaunchPlan plan, RunProcess? caller = null, RunProcess? supervisor = null, TeamSeat? seat = null)
    {
        var me = supervisor ?? RunProcess.Of(Environment.ProcessId, Vantage);
        RunFiles.Write(Files.Mark(plan.Identity.Id), RunFiles.MarkOf(me));
        return Runs.Launch(
            As("parent"),
            parent => new RunRecord
            {
                Id = plan.Identity.Id,
                Agent = plan.Identity.Agent,
                Description = plan.Identity.Description,
                Runner = plan.Execution.Runner.Value!,
                Parent = parent.Id,
                Background = plan.Context.Background,
                Launched = Now,
                Caller = caller,
                Supervisor = me,
                State = RunState.Running,
                OutputFile = plan.Execution.OutputFile,
                Directory = plan.Context.Directory,
            },
            Agent(plan),
            new PresenceEdit
            {
                Name = "worker",
                Client = CommandRunner.Id,
                Moves = true,
                Record = r => r with { Team = seat },
            }
        );
    }

    /// <summary>Supervises it to its end.</summary>
    internal RunRecord? Supervise(LaunchPlan plan, MemberScene? member = null, CancellationToken stop = default) =>
        new Supervisor(
            new Supervision
            {
                Plan = plan,
                Runner = new CommandRunner(),
                Files = Files,
                ProcessId = Environment.ProcessId,
                Runs = () => Runs,
                Run = Runs.Read(plan.Identity.Id)!.Record,
                Agent = _ => Agent(plan),
                Variables = new Dictionary<string, string>(store.Sandbox.Variables.Concat(variables).ToDictionary(), StringComparer.Ordinal)
                {
                    [LaunchVariables.Run] = plan.Identity.Id,
                },
                ServerPace = ServerPace,
                Member = member,
                Clock = TimeProvider.System,
                Stop = stop,
            }
        ).Run();

    internal static Caller Agent(LaunchPlan plan) =>
        As(plan.Identity.Id) with
        {
            Process = ProcessIdentity.Of(Environment.ProcessId, ProcessTables.ForThisSystem()),
        };

    /// <summary>Launches and supervises.</summary>
    internal RunRecord Do(LaunchPlan plan, RunProcess? caller = null)
    {
        Launch(plan, caller);
        return Supervise(plan)!;
    }

    /// <summary>What waits for the parent.</summary>
    internal IReadOnlyList<MailLine> Mail()
    {
        var inflow = new DeliveryStore(Store, Vantage).Read(() => As("parent"));
        return [.. inflow.Text.Lines.Select(w => w.Line)];
    }

    internal TaskNotice Notice() => TaskNoticeJson.Read(Assert.Single(Mail()).Fields)!;

    internal static IReadOnlyList<TranscriptLine> Transcript(LaunchPlan plan) => TranscriptReader.ReadAll(plan.Execution.OutputFile);

    public void Dispose() => store.Dispose();
}
