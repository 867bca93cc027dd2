using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Plans;

/// <summary>Where a part of what it is told comes from; the order is that of the messages ([P1]).</summary>
public enum PromptKind
{
    /// <summary>The definition, or what overrides it: the system prompt.</summary>
    [JsonStringEnumMemberName("system")]
    System,

    /// <summary>What hooks add.</summary>
    [JsonStringEnumMemberName("hook")]
    Hook,

    /// <summary>What the swarm adds: who is here, claims that touch this work.</summary>
    [JsonStringEnumMemberName("swarm")]
    Swarm,

    /// <summary>Skills it has read.</summary>
    [JsonStringEnumMemberName("skill")]
    Skill,

    /// <summary>What the definition says before the first turn.</summary>
    [JsonStringEnumMemberName("initial")]
    Initial,

    /// <summary>The reminder, where the runner cannot repeat it ([P2]).</summary>
    [JsonStringEnumMemberName("reminder")]
    Reminder,

    /// <summary>The task itself; the directive of a fork.</summary>
    [JsonStringEnumMemberName("task")]
    Task,
}

/// <summary>A part of what it is told.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Text">The text.</param>
public sealed record PromptPart(PromptKind Kind, string Text);

/// <summary>Facts about its surroundings (step 15).</summary>
public sealed record EnvironmentFacts
{
    /// <summary>Where it works; absolute.</summary>
    public required string Directory { get; init; }

    /// <summary><c>linux</c>, <c>darwin</c>, <c>win32</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Today, <c>yyyy-MM-dd</c>, UTC.</summary>
    public required string Date { get; init; }

    /// <summary>The shell's name; null where it is not known.</summary>
    public string? Shell { get; init; }

    /// <summary>The branch; null where HEAD is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>Other directories it may use; absolute.</summary>
    public IReadOnlyList<string> Directories { get; init; } = [];
}

/// <summary>Steps 14 to 17: what it is told.</summary>
public sealed record LaunchPrompt
{
    /// <summary>What is added to the system prompt; null for a fork, which keeps its parent's byte for byte ([P3]).</summary>
    public string? System { get; init; }

    /// <summary>What it remembers; part of the system prompt.</summary>
    public AgentMemory? Memory { get; init; }

    /// <summary>True where <c>{cwd}</c> and <c>{branch}</c> in <see cref="System"/> stand for themselves: prompts that come with git-swarm.</summary>
    public bool FillsIn { get; init; }

    /// <summary>Its surroundings; part of the system prompt, but for a fork.</summary>
    public required EnvironmentFacts Facts { get; init; }

    /// <summary>What comes as messages, in this order; the last is the task.</summary>
    public required IReadOnlyList<PromptPart> Messages { get; init; }

    /// <summary>What is told again with every turn of its user ([P2]).</summary>
    public string? Reminder { get; init; }

    /// <summary>The system prompt as the program gets it: filled in, and the surroundings after it; null for a fork.</summary>
    /// <remarks>Made only now, for the directory may have got another name since it was planned.</remarks>
    public string? SystemText() =>
        System is null
            ? null
            : string.Join(
                "\n\n",
                new[]
                {
                    FillsIn ? EnvironmentText.Fill(System, Facts) : System,
                    Memory?.Text(Facts) ?? "",
                    EnvironmentText.Of(Facts),
                }.Where(t => t.Length > 0)
            );

    /// <summary>The same with more parts, each before the first of a later kind.</summary>
    public LaunchPrompt Before(IReadOnlyList<PromptPart> more) => this with { Messages = [.. Messages.Concat(more).OrderBy(p => p.Kind)] };
}
