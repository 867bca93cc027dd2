using System.Text.Json;
using GitSwarm.Agents.Members;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.Agents.Servers;
using GitSwarm.Sessions;

namespace GitSwarm.Agents.Runs;

/// <summary>What a supervisor needs besides the plan.</summary>
public sealed record Supervision
{
    /// <summary>The plan: all that was decided.</summary>
    public required LaunchPlan Plan { get; init; }

    /// <summary>What plays it.</summary>
    public required AgentRunner Runner { get; init; }

    /// <summary>The run, as its launcher put it on record.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>Files of runs.</summary>
    public required RunFiles Files { get; init; }

    /// <summary>The supervisor's own process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The records as they are now; a new view at each call, for a supervisor lives long.</summary>
    public required Func<RunStore> Runs { get; init; }

    /// <summary>Where the agent's session is, given the directory it works in.</summary>
    public required Func<string, Caller> Agent { get; init; }

    /// <summary>Every variable the agent gets.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Makes its worktree; null where it needs none.</summary>
    public Func<LaunchPlan, CancellationToken, RunPlace>? Make { get; init; }

    /// <summary>The member it is in a team; null for all others.</summary>
    public MemberScene? Member { get; init; }

    /// <summary>The pane its program is shown in; null where it is not.</summary>
    public MemberTerminal? Terminal { get; init; }

    /// <summary>Takes a worktree away where nothing would be lost.</summary>
    /// <returns>Why it was kept; null where it is gone.</returns>
    public Func<JsonElement, string?> Leave { get; init; } = _ => null;

    /// <summary>How often its parent is told how far it is, where nobody waits for it; null: never.</summary>
    public TimeSpan? ProgressEvery { get; init; }

    /// <summary>How long the servers it requires are waited for.</summary>
    public ProbePace ServerPace { get; init; } = ProbePace.OfRule;

    /// <summary>Time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Tells whoever waits that there is something new in the transcript.</summary>
    public Action Wake { get; init; } = () => { };

    /// <summary>Set when the supervisor itself is asked to end.</summary>
    public CancellationToken Stop { get; init; }
}

/// <summary>A worktree that was made for a run.</summary>
/// <param name="Worktree">Where it is.</param>
/// <param name="Made">All that has to be known to take it away, as its maker describes it.</param>
public sealed record RunPlace(PlannedWorktree Worktree, JsonElement Made);
