using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Sessions;

namespace GitSwarm.Delivery;

/// <summary>How far a session has been shown one feed.</summary>
/// <remarks>A line is dealt with when its number is at most <see cref="Seq"/> and it is not <see cref="Open"/>.</remarks>
public sealed record FeedCursor
{
    /// <summary>The newest segment that was looked through.</summary>
    public int Segment { get; init; }

    /// <summary>What that segment was: while its ref still points there, nothing is new.</summary>
    public string? Blob { get; init; }

    /// <summary>
    /// What segment 1 was, where a later one was looked through: another one in its place means that the feed was dropped and
    /// begun anew, and its segments count from 1 again. Null where segment 1 was gone already.
    /// </summary>
    public string? First { get; init; }

    /// <summary>The number of the last line looked at.</summary>
    public long Seq { get; init; }

    /// <summary>Lines looked at that are for this session and wait for a later moment.</summary>
    public IReadOnlyList<OpenLine>? Open { get; init; }
}

/// <summary>A line that waits.</summary>
/// <param name="Segment">Where it is.</param>
/// <param name="Seq">Its number.</param>
public sealed record OpenLine(int Segment, long Seq);

/// <summary>What a session has been shown (kind <c>cursors</c>); never leaves the machine.</summary>
/// <remarks>Feeds are named <c>clone/session</c>. The lanes of mail are read by different readers and never touch each other's cursors.</remarks>
public sealed record CursorRecord : IStoredRecord
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary>Time of this write, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What the session was called when it was shown something last: under another name, other messages are for it.</summary>
    public string? Name { get; init; }

    /// <summary>The teams and channels it was in when it was shown something, the latest last: what is said to others was passed over.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Notes.</summary>
    public IReadOnlyDictionary<string, FeedCursor>? Notes { get; init; }

    /// <summary>Messages for people and models.</summary>
    public IReadOnlyDictionary<string, FeedCursor>? Text { get; init; }

    /// <summary>Messages for handlers.</summary>
    public IReadOnlyDictionary<string, FeedCursor>? Protocol { get; init; }

    /// <summary>Keys of facts told once already: who came, which claim or conflict; oldest first.</summary>
    public IReadOnlyList<string>? Told { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool IsWhole =>
        Groups?.Any(g => g is null) != true
        && Told?.Any(t => t is null) != true
        && new[] { Notes, Text, Protocol }.All(l => l?.Values.Any(c => c is null || c.Open?.Any(o => o is null) == true) != true);

    /// <summary>The cursors of a lane.</summary>
    public IReadOnlyDictionary<string, FeedCursor> Of(Lane lane) =>
        lane switch
        {
            Lane.Notes => Notes,
            Lane.Text => Text,
            _ => Protocol,
        } ?? new Dictionary<string, FeedCursor>();

    /// <summary>True when a line of a feed was shown, or passed over as not for this session.</summary>
    public bool HasDealtWith(Lane lane, string feed, long seq) =>
        Of(lane).TryGetValue(feed, out var cursor) && seq <= cursor.Seq && cursor.Open?.Any(o => o.Seq == seq) != true;

    /// <summary>The record with other cursors in a lane.</summary>
    public CursorRecord With(Lane lane, IReadOnlyDictionary<string, FeedCursor> cursors) =>
        lane switch
        {
            Lane.Notes => this with { Notes = cursors },
            Lane.Text => this with { Text = cursors },
            _ => this with { Protocol = cursors },
        };
}

/// <summary>What is read by one reader, in order.</summary>
public enum Lane
{
    /// <summary>Notes.</summary>
    Notes,

    /// <summary>Messages for people and models.</summary>
    Text,

    /// <summary>Messages for handlers.</summary>
    Protocol,
}

/// <summary>How cursors look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(CursorRecord))]
public sealed partial class CursorJson : JsonSerializerContext;
