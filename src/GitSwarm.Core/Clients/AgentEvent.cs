using System.Text.Json;

namespace GitSwarm.Clients;

/// <summary>One event of a client's session, as the rules see it.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Name">What the client calls the event.</param>
/// <param name="Session">The client's id of the session.</param>
/// <param name="Directory">Where the session is, absolute.</param>
public sealed record AgentEvent(EventKind Kind, string Name, string Session, string Directory)
{
    /// <summary>The client's id of the subagent it happens in; null in the session itself.</summary>
    public string? Agent { get; init; }

    /// <summary>What kind of subagent that is, in the client's words.</summary>
    public string? AgentType { get; init; }

    /// <summary>The files it is about, absolute or relative to <see cref="Directory"/>.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The session goes on in the same process under another id of the client's: its start has the new id, its end the old one.</summary>
    public bool Continues { get; init; }

    /// <summary>At a start: the model no longer knows what it was told before.</summary>
    public bool HasForgotten { get; init; }

    /// <summary>At the end of a turn: it went on once already because of what it was told then.</summary>
    public bool IsAgain { get; init; }

    /// <summary>At the end of a turn: what the model said last.</summary>
    public string? Said { get; init; }

    /// <summary>Where it waits: it does so for its user to begin, and asks nothing.</summary>
    public bool IsIdle { get; init; }

    /// <summary>At the end of a turn: subagents or commands of it still run.</summary>
    public bool HasBackground { get; init; }

    /// <summary>The call its user would be asked about.</summary>
    public AskedCall? Asked { get; init; }

    /// <summary>An edit of the files failed, for they were not as the model had seen them.</summary>
    public bool ChangedUnderneath { get; init; }
}

/// <summary>A call of a tool that no rule allows.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Input">With what it would be called.</param>
/// <param name="Suggestions">Rules that would allow it for good, in the client's words.</param>
public sealed record AskedCall(string Tool, JsonElement? Input, JsonElement? Suggestions);
