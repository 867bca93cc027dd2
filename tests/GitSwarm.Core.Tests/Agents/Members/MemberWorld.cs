using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runs;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Teams;
using GitSwarm.Tests.Agents.Runs;
using Xunit;

namespace GitSwarm.Tests.Agents.Members;

/// <summary>A team of <c>parent</c>, the lead, and of members whose supervisors are threads of the test; beside it a person and a stranger that is an agent.</summary>
internal sealed class MemberWorld : IDisposable
{
    private readonly List<MemberRun> runs = [];

    internal MemberWorld()
    {
        World.Teams.Create(RunWorld.As("parent"), "web", null);
        World.Sessions.Edit(RunWorld.As("person"), new PresenceEdit { Name = "person" }, joining: true);
        World.Sessions.Edit(RunWorld.As("stranger"), new PresenceEdit { Name = "stranger", Client = "claude" }, joining: true);
        World.Sessions.Edit(RunWorld.As("mate"), new PresenceEdit { Name = "mate", Client = "claude" }, joining: true);
        World.Teams.Join(RunWorld.As("mate"), "web", _ => new JoinRequest("mate", "mate"));
    }

    internal RunWorld World { get; } = new();

    /// <summary>A shell line whose every turn keeps what it was told, waits while there is a file <c>hold</c>, and then goes on with more.</summary>
    internal static string Line(string more = "echo said $n") =>
        "n=$(cat n 2>/dev/null || echo 0); n=$((n+1)); echo $n > n; cat > new; mv new told.$n; "
        + $"while test -e hold; do sleep 0.02; done; {more}";

    /// <summary>Starts a member.</summary>
    /// <param name="line">What plays it.</param>
    /// <param name="planFirst">True where it shows a plan first.</param>
    /// <param name="endsWithLead">True where it ends with its lead.</param>
    internal MemberRun Start(string line, bool planFirst = false, bool endsWithLead = false)
    {
        var run = MemberRun.Start(this, line, planFirst, endsWithLead);
        runs.Add(run);
        return run;
    }

    /// <summary>Sends a text.</summary>
    internal MailLine Send(string from, string to, string text, Priority priority = Priority.Next, bool ack = false) =>
        World
            .Outbox.Send(
                RunWorld.As(from),
                new Message(to)
                {
                    Text = text,
                    Priority = priority,
                    Ack = ack,
                }
            )
            .Line;

    /// <summary>Asks somebody to end.</summary>
    internal void AskToEnd(string from, MemberRun member, string? reason = null) =>
        World.Outbox.Send(
            RunWorld.As(from),
            new Message(member.Id) { Type = RequestKind.Shutdown.Type, Fields = RequestFields.Shutdown(World.Ids.NewUuid(), reason) }
        );

    /// <summary>Answers a question.</summary>
    internal void Answer(string from, string to, RequestKind kind, Answer answer) =>
        World.Outbox.Send(RunWorld.As(from), new Message(to) { Type = kind.Answer, Fields = answer.Fields(kind) });

    internal Inflow Read(string session) => World.Delivery.Read(() => RunWorld.As(session));

    /// <summary>What the lead was told of turns that are over.</summary>
    internal List<IdleNotice> Idle() => [.. Read("parent").Text.Lines.Select(w => IdleNotice.Read(w.Line)).OfType<IdleNotice>()];

    /// <summary>The plans that wait for the lead's word.</summary>
    internal List<Request> Plans() => [.. Request.Open(Read("parent"), World.Now).Where(r => r.Kind == RequestKind.Plan)];

    /// <summary>Has a process stand for the lead.</summary>
    internal void LeadIs(int pid) =>
        World.Sessions.Edit(
            RunWorld.As("parent") with
            {
                Process = ProcessIdentity.Of(pid, ProcessTables.ForThisSystem()),
            },
            new PresenceEdit { ReplacesProcess = true }
        );

    internal TeamMember Member(string name) => World.Teams.Read().Local("web")!.Record.Members.Last(m => m.Name == name);

    internal static void Until(Func<bool> happened) => SupervisorTests.Until(happened);

    public void Dispose()
    {
        runs.ForEach(r => r.Kill());
        World.Dispose();
    }
}

/// <summary>One member, as the test sees it.</summary>
internal sealed class MemberRun
{
    private readonly MemberWorld world;
    private Task<RunRecord?> supervising = null!;

    private MemberRun(MemberWorld world, LaunchPlan plan, string directory) => (this.world, Plan, Directory) = (world, plan, directory);

    internal LaunchPlan Plan { get; }

    internal string Directory { get; }

    internal string Id => Plan.Identity.Id;

    internal static MemberRun Start(MemberWorld world, string line, bool planFirst, bool endsWithLead)
    {
        var plan = world.World.Plan(line, prompt: "the task");
        var directory = System.IO.Directory.CreateDirectory(Path.Combine(plan.Context.Directory, "of-" + plan.Identity.Id)).FullName;
        plan = plan with
        {
            Identity = plan.Identity with { Path = LaunchPath.Teammate, Team = "web", Name = "ui" },
            Context = plan.Context with { Directory = directory, Mode = new PlannedValue(planFirst ? "plan" : "acceptEdits", "call") },
            Execution = plan.Execution with
            {
                Member = new LaunchMember
                {
                    Backend = new PlannedValue(LaunchMember.InProcess, "default"),
                    ModeAfterPlan = planFirst ? new PlannedValue("acceptEdits", "parent") : null,
                },
            },
        };
        var (team, member) = world.World.Teams.Join(RunWorld.As("parent"), "web", _ => new JoinRequest("ui", plan.Identity.Id));
        world.World.Launch(plan, seat: TeamStore.SeatOf(team, member));
        var run = new MemberRun(world, plan, directory);
        var scene = run.Scene(team, member, endsWithLead);
        run.supervising = Task.Run(() => world.World.Supervise(plan, member: scene));
        return run;
    }

    internal Caller Me => RunWorld.Agent(Plan) with { WorktreePath = null };

    private MemberScene Scene(TeamRecord team, TeamMember member, bool endsWithLead) =>
        new()
        {
            Team = team.Name,
            TeamId = team.Id,
            Name = member.Name,
            Lead = team.Lead.Session,
            EndsWithLead = endsWithLead,
            Now = () =>
            {
                var now = world.World;
                return new MemberStores(Me, now.Delivery, now.Outbox, now.Teams, now.Now);
            },
            NewId = world.World.Ids.NewUuid,
            Repository = world.World.Repository,
        };

    /// <summary>What it was told in a turn, which is waited for.</summary>
    internal string Turn(int number)
    {
        MemberWorld.Until(() => File.Exists(At($"told.{number}")) || supervising.IsCompleted);
        Assert.True(File.Exists(At($"told.{number}")), $"it ended before turn {number}");
        return File.ReadAllText(At($"told.{number}"));
    }

    /// <summary>True once it was given that turn.</summary>
    internal bool Had(int turn) => File.Exists(At($"told.{turn}"));

    internal string At(string file) => Path.Combine(Directory, file);

    /// <summary>Keeps its turns from ending, or lets them.</summary>
    internal void Hold(bool held)
    {
        if (held)
        {
            File.WriteAllText(At("hold"), "");
        }
        else
        {
            File.Delete(At("hold"));
        }
    }

    /// <summary>Waits until it waits, as many turns being over.</summary>
    internal void Idle(int turns) => MemberWorld.Until(() => world.Idle().Count(i => i.From == "ui@web") >= turns);

    /// <summary>Waits for its end.</summary>
    internal RunRecord End()
    {
        MemberWorld.Until(() => supervising.IsCompleted);
        return supervising.Result!;
    }

    internal bool IsOver => supervising.IsCompleted;

    internal void Kill()
    {
        if (!IsOver)
        {
            RunControl.Ask(world.World.Files, Id, now: true);
            supervising.Wait(TimeSpan.FromSeconds(60));
        }
    }
}
