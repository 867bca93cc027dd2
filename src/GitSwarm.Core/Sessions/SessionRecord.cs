using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Sessions;

/// <summary>Who a session is (kind <c>sessions</c>); leaves the machine with sync.</summary>
public sealed record SessionRecord : IStoredRecord
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>The id as it stands in the ref.</summary>
    public required string Id { get; init; }

    /// <summary>The client's own id, where it did not fit a ref name.</summary>
    public string? Original { get; init; }

    /// <summary>Time of this write, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What people call it; unique among the live, or nearly so (two may take one name at the same moment).</summary>
    public required string Name { get; init; }

    /// <summary>Which program: <c>claude</c>, <c>codex</c>, <c>shell</c>, ….</summary>
    public required string Client { get; init; }

    /// <summary>Alias of the machine.</summary>
    public string? Host { get; init; }

    /// <summary>Short branch name when last written; null when detached.</summary>
    public string? Branch { get; init; }

    /// <summary>What it works on, in its own words.</summary>
    public string? Task { get; init; }

    /// <summary>The session this one is a subagent of.</summary>
    public string? Parent { get; init; }

    /// <summary>True for an agent with a process of its own: it does not end with its parent. Null for all others.</summary>
    public bool? Detached { get; init; }

    /// <summary>When this start of the session was, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>
    /// Where it came back after it was killed: since when it is here, as far as others' words to everybody go. Null where that
    /// is <see cref="Started"/>.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Differs for every start, also under one id.</summary>
    public required string Nonce { get; init; }

    /// <summary>When it ended, UTC; null while it lives.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What it does not want: <c>all</c> (neither appears nor is told), <c>mail</c>, <c>notes</c>.</summary>
    public IReadOnlyList<string>? Muted { get; init; }

    /// <summary>Its place in a team; null where it never had one.</summary>
    public TeamSeat? Team { get; init; }

    /// <summary>The channels it listens to; at most <see cref="Sessions.Channels.Most"/>.</summary>
    public IReadOnlyList<Subscription>? Channels { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool IsWhole => Muted?.Any(m => m is null) != true && Channels?.Any(c => c is null) != true;
}
