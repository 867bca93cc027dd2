using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Feeds;

/// <summary>One line of a feed: what notes and messages have in common.</summary>
/// <remarks>A line of a later version is told apart by <c>v</c> and passed over, never guessed at.</remarks>
public abstract record FeedLine
{
    /// <summary>Rises by one in a feed, also from segment to segment. The first is the time, Unix milliseconds: a feed begun anew goes on above.</summary>
    [JsonPropertyOrder(-3)]
    public long Seq { get; init; }

    /// <summary>A UUIDv7.</summary>
    [JsonPropertyOrder(-2)]
    public required string Id { get; init; }

    /// <summary>When it was written, UTC.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset At { get; init; }

    /// <summary>Format version; left out for the first.</summary>
    [JsonPropertyName("v")]
    public int? Version { get; init; }

    /// <summary>What its author was called when it was written; the record of the session says who it really was.</summary>
    public string? By { get; init; }

    /// <summary>Fields of a newer version.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
