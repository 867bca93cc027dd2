using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runners;

/// <summary>A program that plays agents: turns a plan into a process, and its output into events.</summary>
public abstract class AgentRunner
{
    /// <summary>As people name it: <c>claude</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What its program may be called; none where it is whatever its user says.</summary>
    public virtual IReadOnlyList<string> Programs => [];

    /// <summary>True where it can go on, as another, where a session of its program is.</summary>
    public virtual bool CanFork => false;

    /// <summary>True where its program can be shown in a terminal to a person who types into it.</summary>
    public virtual bool HasTerminal => false;

    /// <summary>The process that shows itself to a person in the terminal it is started in; null where the program cannot.</summary>
    /// <remarks>It is told nothing: what the plan says as messages is typed into it.</remarks>
    public virtual RunnerCommand? Terminal(LaunchPlan plan) => null;

    /// <summary>The first process of a plan: shown in a terminal where the plan says so.</summary>
    public RunnerCommand First(LaunchPlan plan) =>
        (plan.Execution.Member is { IsInteractive: true } ? Terminal(plan) : null) ?? Command(plan);

    /// <summary>The process of a plan: a pure function of it.</summary>
    public abstract RunnerCommand Command(LaunchPlan plan);

    /// <summary>The process that goes on where one of that plan ended, told why it may not end yet; null where the program cannot.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clientSession">The program's id of its session, as it told.</param>
    /// <param name="reason">Why it may not end.</param>
    public abstract RunnerCommand? Continue(LaunchPlan plan, string? clientSession, string reason);

    /// <summary>The process of a member's next turn: it goes on where the last one ended.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="clientSession">The program's id of its session, as it told; null where no turn got that far.</param>
    /// <param name="text">What it is told.</param>
    public virtual RunnerCommand Next(LaunchPlan plan, string? clientSession, string text) =>
        (clientSession is null ? null : Continue(plan, clientSession, text))
        ?? Command(plan with { Prompt = plan.Prompt.Before([new PromptPart(PromptKind.Task, text)]) });

    /// <summary>What of a plan the program cannot be told, although it knows the field: each in one line.</summary>
    public virtual IEnumerable<string> Gaps(LaunchPlan plan) => [];

    /// <summary>How each field of a definition gets to the program, by the field's name; those it does not know are missing.</summary>
    public abstract IReadOnlyDictionary<string, string> Support { get; }

    /// <summary>Starts reading the output of a process of that plan.</summary>
    public abstract RunnerOutput Open(LaunchPlan plan);

    /// <summary>Refuses a plan it cannot play: without what it is to inherit, a fork would be told to go on with nothing.</summary>
    private protected void Check(LaunchPlan plan)
    {
        if (plan.Identity.Path == LaunchPath.Fork && (!CanFork || plan.Identity.Inherits is null))
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                CanFork ? "a fork needs a session to go on from" : $"{Name} cannot go on where a session is",
                CanFork ? "start it from within a session of the client" : "start an agent of its own, without --fork"
            );
        }
    }
}

/// <summary>A process to be started.</summary>
/// <param name="Program">What is started.</param>
/// <param name="Arguments">With what.</param>
public sealed record RunnerCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>What it reads from its standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>Variables on top of those the supervisor gives.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Files it reads, by absolute path below the run's directory: written before it starts (mode 0600), gone afterwards.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
}
