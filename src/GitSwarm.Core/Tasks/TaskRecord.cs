using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Sessions;

namespace GitSwarm.Tasks;

/// <summary>One task, as its list has it.</summary>
/// <remarks>How it stands is not written but follows: done with <see cref="Done"/>, in progress while its owner is there, open else.</remarks>
public sealed record TaskRecord
{
    /// <summary>Its number; rises within the list, and is never given again.</summary>
    public required int Id { get; init; }

    /// <summary>What is to be done, in one line.</summary>
    public required string Subject { get; init; }

    /// <summary>What is to be done, in full.</summary>
    public string? Description { get; init; }

    /// <summary>Who works on it, or did it.</summary>
    public TaskPerson? Owner { get; init; }

    /// <summary>When its owner took it, UTC.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>When it was done, UTC.</summary>
    public DateTimeOffset? Done { get; init; }

    /// <summary>The tasks that have to be done first.</summary>
    public IReadOnlyList<int>? BlockedBy { get; init; }

    /// <summary>Who put it on the list.</summary>
    public TaskPerson? By { get; init; }

    /// <summary>When it was put on the list, UTC.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was changed last, UTC.</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A session as a list names it.</summary>
public sealed record TaskPerson
{
    /// <summary>Its clone.</summary>
    [JsonPropertyName("clone")]
    public required string CloneId { get; init; }

    /// <summary>Its id, as it stands in refs.</summary>
    public required string Session { get; init; }

    /// <summary>What it was called then.</summary>
    public required string Name { get; init; }

    /// <summary>The nonce of its start: started again, it is somebody else.</summary>
    public required string Start { get; init; }

    /// <summary>A session as it is now.</summary>
    public static TaskPerson Of(Session session) =>
        new()
        {
            CloneId = session.Ref.CloneId,
            Session = session.Id,
            Name = session.Name,
            Start = session.Record.Nonce,
        };

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Somebody who asked for a task and got none.</summary>
public sealed record TaskWaiter
{
    /// <summary>Who.</summary>
    public required TaskPerson Who { get; init; }

    /// <summary>The task it asked for; null for any.</summary>
    public int? Task { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
