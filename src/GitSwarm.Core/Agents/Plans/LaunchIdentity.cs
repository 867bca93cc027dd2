using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Plans;

/// <summary>Which way a launch takes ([C1]).</summary>
public enum LaunchPath
{
    /// <summary>An agent of a definition, with a context of its own.</summary>
    [JsonStringEnumMemberName("subagent")]
    Subagent,

    /// <summary>A copy of its parent that goes on with one directive.</summary>
    [JsonStringEnumMemberName("fork")]
    Fork,

    /// <summary>A member of a team.</summary>
    [JsonStringEnumMemberName("teammate")]
    Teammate,
}

/// <summary>A value and what decided it.</summary>
/// <param name="Value">The value; null where the runner's own default stands.</param>
/// <param name="From"><c>call</c>, <c>definition</c>, <c>parent</c>, <c>setting</c>, <c>found</c> (on PATH), <c>runner</c>, <c>fork</c>, <c>default</c>.</param>
public sealed record PlannedValue(string? Value, string From);

/// <summary>Steps 1 to 5 of a launch: who it is.</summary>
public sealed record LaunchIdentity
{
    /// <summary>Id of the run, of the agent, and of its session: a UUIDv7.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the definition; <c>fork</c> for a fork.</summary>
    public required string Agent { get; init; }

    /// <summary>Where the definition came from, as <c>agents</c> shows it.</summary>
    public required string Source { get; init; }

    /// <summary>What it is for, in a few words: three to five from the prompt where none were given.</summary>
    public required string Description { get; init; }

    /// <summary>The name it was given.</summary>
    public string? Name { get; init; }

    /// <summary>The team it joins; null but for teammates.</summary>
    public string? Team { get; init; }

    /// <summary>In which colour it is shown.</summary>
    public string? Color { get; init; }

    /// <summary>Which way it takes.</summary>
    public required LaunchPath Path { get; init; }

    /// <summary>Step 1: call, definition, parent, runner's default.</summary>
    public required PlannedValue Model { get; init; }

    /// <summary>How much it may think, as in definitions; null: the runner's default.</summary>
    public string? Effort { get; init; }

    /// <summary>The session that started it; null where it had none when this was planned.</summary>
    public string? Parent { get; init; }

    /// <summary>The run it was started in; null where its parent is no run.</summary>
    public string? ParentRun { get; init; }

    /// <summary>The client's id of the call that started it, for the notification.</summary>
    public string? ToolUse { get; init; }

    /// <summary>True where its parent has a tool to read the transcript with.</summary>
    public bool ParentCanRead { get; init; } = true;

    /// <summary>Step 4: the client session whose messages it inherits; null but for forks.</summary>
    public string? Inherits { get; init; }

    /// <summary>Step 5: <c>fresh</c>, or <c>cloned</c> for a fork.</summary>
    public string FileState { get; init; } = "fresh";
}
