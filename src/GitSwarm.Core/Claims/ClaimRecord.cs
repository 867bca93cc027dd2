using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Sessions;

namespace GitSwarm.Claims;

/// <summary>One claim as it stands in the record of its session.</summary>
/// <remarks>Nobody sets anything later; but what is generated to read <c>init</c> collects arguments first, and a hook reads hundreds.</remarks>
public sealed record ClaimRecord
{
    /// <summary>A UUIDv7; a claim that was void once never comes back under it.</summary>
    [JsonRequired]
    public string Id { get; set; } = "";

    /// <summary>What it covers: the text of a <see cref="ClaimPattern"/>.</summary>
    [JsonRequired]
    public string Pattern { get; set; } = "";

    /// <summary>True where it excludes only exclusive claims; left out otherwise.</summary>
    public bool? Shared { get; set; }

    /// <summary>The remote that arbitrated it; null: of this clone only.</summary>
    public string? Scope { get; set; }

    /// <summary>True while the remote was not heard yet; left out otherwise.</summary>
    public bool? Pending { get; set; }

    /// <summary>Why, in its owner's words.</summary>
    public string? Reason { get; set; }

    /// <summary>True where an edit took it, and nobody asked for it; left out otherwise.</summary>
    public bool? Auto { get; set; }

    /// <summary>The nonce of the start of the session that took it: another start, and it is void.</summary>
    [JsonRequired]
    public string Start { get; set; } = "";

    /// <summary>When it was taken, UTC.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>When it was last renewed, UTC; null: never.</summary>
    public DateTimeOffset? Renewed { get; set; }

    /// <summary>Seconds it lasts, from when it was taken or last renewed.</summary>
    public long Ttl { get; set; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>When it ends unless renewed, UTC.</summary>
    [JsonIgnore]
    public DateTimeOffset Until
    {
        get
        {
            var from = Renewed ?? At;
            var ttl = TimeSpan.FromSeconds(Math.Clamp(Ttl, 0, (long)LongestTtl.TotalSeconds));
            // Times of others may lie at the end of all time.
            return from < DateTimeOffset.MaxValue - ttl ? from + ttl : DateTimeOffset.MaxValue;
        }
    }

    /// <summary>Nobody holds anything longer than this without renewing it.</summary>
    public static readonly TimeSpan LongestTtl = TimeSpan.FromDays(30);
}

/// <summary>All claims of a session (kind <c>locks</c>); also what the head of the claims points at, which is the last record written.</summary>
public sealed record LocksRecord : IStoredRecord
{
    /// <summary>How many claims a session may have.</summary>
    public const int Most = 500;

    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary>Time of this write, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Differs for every write, so that no two records are one blob.</summary>
    public required string Nonce { get; init; }

    /// <summary>What it holds, or held until its time was up.</summary>
    public required IReadOnlyList<ClaimRecord> Claims { get; init; }

    /// <summary>Ids of other sessions' claims that are void for good: those it took over, while they are still on record.</summary>
    public IReadOnlyList<string>? Over { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool IsWhole => Claims.All(c => c is not null) && Over?.Any(o => o is null) != true;
}

/// <summary>How the records of claims look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(LocksRecord))]
public sealed partial class ClaimJson : JsonSerializerContext;
