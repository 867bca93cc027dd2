using GitSwarm.Store;

namespace GitSwarm.Sessions;

/// <summary>How a session stands at one moment.</summary>
public enum SessionState
{
    /// <summary>At work.</summary>
    Active,

    /// <summary>Between turns, its process alive.</summary>
    Idle,

    /// <summary>Two ticks missed, and no process to ask.</summary>
    Stale,

    /// <summary>Ended, or its process is dead.</summary>
    Gone,
}

/// <summary>A session as all its records together tell it.</summary>
/// <param name="Ref">Whose records these are.</param>
/// <param name="Record">Who it is.</param>
/// <param name="Process">Its process and place; null for sessions of other clones.</param>
/// <param name="Heartbeat">Its last tick.</param>
/// <param name="Touched">What it touched.</param>
/// <param name="IsLocal">True when it belongs to this clone.</param>
/// <param name="State">How it stands now.</param>
/// <param name="LastSeen">The last sign of life on record, UTC.</param>
/// <param name="Name">What to call it among the sessions of this view: unique among the live ones of a clone.</param>
public sealed record Session(
    SwarmRef Ref,
    SessionRecord Record,
    ProcessRecord? Process,
    HeartbeatRecord? Heartbeat,
    TouchedRecord? Touched,
    bool IsLocal,
    SessionState State,
    DateTimeOffset LastSeen,
    string Name
)
{
    /// <summary>The id as it stands in refs.</summary>
    public string Id => Ref.Stream;

    /// <summary>What was said to everybody from then on was said to it, too: its start, or that before it was killed and came back.</summary>
    public DateTimeOffset Since => Record.Since ?? Record.Started;

    /// <summary>True unless it is gone.</summary>
    public bool IsLive => State != SessionState.Gone;

    /// <summary>True when it asked neither to appear nor to be told.</summary>
    public bool IsMuted => Record.Muted?.Contains("all") == true;
}
