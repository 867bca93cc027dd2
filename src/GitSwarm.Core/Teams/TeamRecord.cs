using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Sessions;

namespace GitSwarm.Teams;

/// <summary>A team (kind <c>teams</c>): who leads it, who is and was in it.</summary>
/// <remarks>
/// Written by compare-and-swap: by its lead, by who joins or leaves, and by housekeeping once it is over. It leaves the machine with
/// sync, but for everything called <c>local</c>: panes, directories and runs are of use here only, and some would tell too much.
/// </remarks>
public sealed record TeamRecord : IStoredRecord
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>Differs for every team that bears one name after another.</summary>
    public required string Id { get; init; }

    /// <summary>Time of this write, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Its name, as it stands in the ref.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in the words of who created it.</summary>
    public string? Description { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Agent id of its lead: <c>team-lead@web</c>.</summary>
    public required string LeadAgent { get; init; }

    /// <summary>The session that leads it; the team ends with it.</summary>
    public required TeamLead Lead { get; init; }

    /// <summary>Who is in it, and the last who were; in the order they joined.</summary>
    public required IReadOnlyList<TeamMember> Members { get; init; }

    /// <summary>When it ended, UTC, where somebody put that on record; <see cref="Team.IsLive"/> says what is true now.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool IsWhole => Members.All(m => m is not null && m.Subscriptions?.Any(s => s is null) != true);
}

/// <summary>The session that leads a team.</summary>
public sealed record TeamLead
{
    /// <summary>Its id.</summary>
    public required string Session { get; init; }

    /// <summary>Which start of it: another start leads no more.</summary>
    public required string Nonce { get; init; }

    /// <summary>What it was called when it created the team.</summary>
    public required string Name { get; init; }

    /// <summary>What is only of use on this machine.</summary>
    public TeamLocal? Local { get; init; }

    /// <summary>Fields of a newer version.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A member of a team.</summary>
public sealed record TeamMember
{
    /// <summary><c>ui@web</c>.</summary>
    public required string AgentId { get; init; }

    /// <summary>What it is called; nobody else in the team is.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the agent's definition; null for a session that joined by hand.</summary>
    public string? Type { get; init; }

    /// <summary>The model it uses.</summary>
    public string? Model { get; init; }

    /// <summary>What it may do without asking, such as <c>plan</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>What plays it.</summary>
    public string? Runner { get; init; }

    /// <summary>Its session, which may not have begun yet.</summary>
    public required string Session { get; init; }

    /// <summary>When it joined, UTC.</summary>
    public DateTimeOffset Joined { get; init; }

    /// <summary>The colour it is shown in.</summary>
    public string? Color { get; init; }

    /// <summary>Channels it was to listen to from the start.</summary>
    public IReadOnlyList<string>? Subscriptions { get; init; }

    /// <summary>When it left, UTC; null for one that did not.</summary>
    public DateTimeOffset? Left { get; init; }

    /// <summary>Why it left, in a few words.</summary>
    public string? Why { get; init; }

    /// <summary>What it worked on last, where it left.</summary>
    public string? LastTask { get; init; }

    /// <summary>What is only of use on this machine.</summary>
    public TeamLocal? Local { get; init; }

    /// <summary>Fields of a newer version.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>How a lead or member is reached on this machine; never leaves it.</summary>
public sealed record TeamLocal
{
    /// <summary>What its pane is in: <c>tmux</c>, <c>iterm2</c>, …; <c>in-process</c> for none.</summary>
    public string? Backend { get; init; }

    /// <summary>The pane, in the words of that backend.</summary>
    public string? Pane { get; init; }

    /// <summary>Where it works; absolute.</summary>
    public string? Directory { get; init; }

    /// <summary>The run it is.</summary>
    public string? Run { get; init; }

    /// <summary>Fields of a newer version.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>How teams look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(TeamRecord))]
public sealed partial class TeamJson : JsonSerializerContext;
