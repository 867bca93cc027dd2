namespace GitSwarm.Agents.Plans;

/// <summary>Steps 21 to 24: what plays it, and how long.</summary>
public sealed record LaunchExecution
{
    /// <summary>Name of the runner.</summary>
    public required PlannedValue Runner { get; init; }

    /// <summary>The program: absolute path of the client; for <c>command</c> a line for the shell.</summary>
    public required string Program { get; init; }

    /// <summary>Where files of this run lie: <c>&lt;common dir&gt;/swarm/runs</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>The transcript (step 22).</summary>
    public required string OutputFile { get; init; }

    /// <summary>After how many turns it ends; null: no limit.</summary>
    public int? MaxTurns { get; init; }

    /// <summary>After how many seconds it is stopped; null: no limit.</summary>
    public int? TimeLimit { get; init; }

    /// <summary>After how many seconds a run in the foreground is moved to the background (<c>swarm.autoBackground</c>); null: never.</summary>
    public int? BackgroundAfter { get; init; }

    /// <summary>After how many seconds its parent is told again how far it is, while nobody waits for it (<c>swarm.progress</c>); null: never.</summary>
    public int? ProgressAfter { get; init; }

    /// <summary>How it asks its parent; null where it does not.</summary>
    public ParentQuestions? Questions { get; init; }

    /// <summary>How it is a member of a team; null for all others.</summary>
    public LaunchMember? Member { get; init; }

    /// <summary>A command that may look at the result before anybody is told (<c>swarm.handoffCheck</c>).</summary>
    public string? HandoffCheck { get; init; }

    /// <summary>Variables the agent gets besides those of its parent.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>How an agent asks its parent whether it may use a tool ([M4]).</summary>
/// <param name="Program">The git-swarm that asks.</param>
/// <param name="Seconds">How long the answer is waited for; then it is no.</param>
public sealed record ParentQuestions(string Program, int Seconds);
