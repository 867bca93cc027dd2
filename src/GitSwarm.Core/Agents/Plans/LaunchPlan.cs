using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Plans;

/// <summary>Everything that was decided about one launch. It is written once, and who runs it sees nothing else.</summary>
/// <remarks>
/// Seven parts for the seven stages of docs/agents.md, each decided by a pure step over the ones before. Nothing here is
/// found out later, with two exceptions that are recorded as they happen: the name of a worktree that another process took
/// at the same moment (<see cref="At"/>), and what SubagentStart hooks add (<see cref="With"/>).
/// </remarks>
public sealed record LaunchPlan
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    /// <summary>Stage 1: who it is.</summary>
    public required LaunchIdentity Identity { get; init; }

    /// <summary>Stage 2: where it works and what it may do.</summary>
    public required LaunchContext Context { get; init; }

    /// <summary>Stage 3: with what.</summary>
    public required LaunchTools Tools { get; init; }

    /// <summary>Stage 4: what it is told.</summary>
    public required LaunchPrompt Prompt { get; init; }

    /// <summary>Stage 5: what runs beside it.</summary>
    public required LaunchHooks Hooks { get; init; }

    /// <summary>Stage 6: what plays it, and how long.</summary>
    public required LaunchExecution Execution { get; init; }

    /// <summary>Stage 7: what is cleared away afterwards, in this order.</summary>
    public required IReadOnlyList<string> CleanUp { get; init; }

    /// <summary>What was overridden, clamped, left out or is not supported, each in one line.</summary>
    public IReadOnlyList<PlanNote> Notes { get; init; } = [];

    /// <summary>The same launch in a directory that got another name.</summary>
    public LaunchPlan At(PlannedWorktree worktree) =>
        this with
        {
            Context = Context with { Directory = worktree.Path, Branch = worktree.Branch, Worktree = worktree },
            Prompt = Prompt with { Facts = Prompt.Facts with { Directory = worktree.Path, Branch = worktree.Branch } },
        };

    /// <summary>The same launch of a member, once its team says what it is called and in which colour it is shown.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="lead">What its lead's session is called.</param>
    public LaunchPlan Seated(string name, string? color, string lead)
    {
        var introduction = LaunchMember.Introduction(name, Identity.Team!, lead, Execution.Member!.ModeAfterPlan is not null);
        return this with
        {
            Identity = Identity with { Name = name, Color = color },
            Prompt = Prompt.Before([new PromptPart(PromptKind.Swarm, introduction)]),
            Execution = Execution with
            {
                Environment = new SortedDictionary<string, string>(Execution.Environment.ToDictionary(), StringComparer.Ordinal)
                {
                    [LaunchVariables.Team] = Identity.Team!,
                    [LaunchVariables.Member] = name,
                },
            },
        };
    }

    /// <summary>The same launch in the mode a member has once its plan was approved of.</summary>
    public LaunchPlan Approved() =>
        Execution.Member is { ModeAfterPlan: { } mode } member
            ? this with
            {
                Context = Context with { Mode = mode },
                Execution = Execution with { Member = member with { ModeAfterPlan = null } },
            }
            : this;

    /// <summary>The same launch with more context before the prompt.</summary>
    public LaunchPlan With(IReadOnlyList<PromptPart> contexts) => this with { Prompt = Prompt.Before(contexts) };
}

/// <summary>Something about a plan that whoever started it may not expect.</summary>
/// <param name="Rule">The rule of docs/agents.md it follows from, such as <c>M2</c>; null for fields a runner does not know.</param>
/// <param name="Text">One line.</param>
public sealed record PlanNote(string? Rule, string Text);
