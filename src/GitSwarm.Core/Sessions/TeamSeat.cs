using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Sessions;

/// <summary>A session's place in a team, as its own record has it: whoever reads mail needs no other record for it.</summary>
/// <remarks>Who is in a team, the team's record decides; this is written along with it.</remarks>
public sealed record TeamSeat
{
    /// <summary>What the lead is called in its team.</summary>
    public const string Lead = "team-lead";

    /// <summary>The team's name; a team is of the clone its members are of.</summary>
    public required string Team { get; init; }

    /// <summary>The team's id: differs for every team that bears one name after another.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called there.</summary>
    public required string Member { get; init; }

    /// <summary>The colour it is shown in.</summary>
    public string? Color { get; init; }

    /// <summary>When it joined, UTC.</summary>
    public DateTimeOffset Joined { get; init; }

    /// <summary>When it left, UTC; null while it is a member.</summary>
    public DateTimeOffset? Left { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A channel a session listens to.</summary>
/// <param name="Channel">Its name, without <c>#</c>.</param>
/// <param name="Since">From when on, UTC.</param>
public sealed record Subscription(string Channel, DateTimeOffset Since);
