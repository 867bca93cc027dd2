using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Runs;

/// <summary>How a run stands.</summary>
public enum RunState
{
    /// <summary>Launched; its worktree is being made.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Its supervisor is at it.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It did what it was asked.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It did not.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Somebody stopped it.</summary>
    [JsonStringEnumMemberName("killed")]
    Killed,

    /// <summary>Its supervisor died without a verdict.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,
}

/// <summary>What follows from a state.</summary>
public static class RunStates
{
    /// <summary>True where nothing more comes.</summary>
    public static bool IsOver(this RunState state) => state is not (RunState.Queued or RunState.Running);

    /// <summary>As it is written: <c>running</c>.</summary>
    public static string Word(this RunState state) => state.ToString().ToLowerInvariant();
}
