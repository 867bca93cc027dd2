using System.Globalization;
using System.Text.Json.Serialization;

namespace GitSwarm.Sessions;

/// <summary>Whether a session is at work.</summary>
public enum Activity
{
    /// <summary>Between turns.</summary>
    Idle,

    /// <summary>In a turn, or doing something just now.</summary>
    Active,
}

/// <summary>A tick (kind <c>heartbeats</c>): when a session was last known to be there, to five minutes.</summary>
/// <remarks>All sessions of one state and tick share one blob, so a day of heartbeats leaves a few hundred objects, not thousands.</remarks>
public sealed record HeartbeatRecord : IStoredRecord
{
    /// <summary>Length of a tick.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    /// <summary>An idle session ticks this often.</summary>
    public static readonly TimeSpan IdleLength = TimeSpan.FromHours(1);

    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>Start of the tick, UTC, to the minute: <c>2026-11-21T07:40Z</c>.</summary>
    public required string Tick { get; init; }

    /// <summary><c>active</c> or <c>idle</c>.</summary>
    public required string State { get; init; }

    /// <summary>The tick a moment falls into.</summary>
    public static HeartbeatRecord At(DateTimeOffset now, Activity activity)
    {
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Length.Ticks), TimeSpan.Zero);
        return new HeartbeatRecord
        {
            Tick = start.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
            State = activity == Activity.Active ? "active" : "idle",
        };
    }

    /// <summary>The start of the tick as a time; null when the text is none.</summary>
    public DateTimeOffset? Time() =>
        DateTimeOffset.TryParse(
            Tick,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    /// <summary>The state as a value; anything unknown is idle.</summary>
    public Activity ActivityNow() => State == "active" ? Activity.Active : Activity.Idle;

    /// <summary>True when <paramref name="next"/> is worth a write: another state, a later tick while active, an hour later while idle.</summary>
    public bool IsOutdatedBy(HeartbeatRecord next) =>
        State != next.State || (Tick != next.Tick && (State == "active" || next.Time() - Time() >= IdleLength));
}
