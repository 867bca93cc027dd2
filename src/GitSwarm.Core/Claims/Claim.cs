using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Claims;

/// <summary>How a claim stands; all but the first are for good.</summary>
public enum ClaimState
{
    /// <summary>It counts.</summary>
    InForce,

    /// <summary>Its time is up.</summary>
    Expired,

    /// <summary>Its session is gone, or is not the one that took it but a later start of it.</summary>
    Abandoned,

    /// <summary>Somebody took it over.</summary>
    Overridden,
}

/// <summary>A claim as all records together tell it.</summary>
/// <param name="Record">What is on record.</param>
/// <param name="Pattern">What it covers.</param>
/// <param name="Ref">Whose record it is in.</param>
/// <param name="Holder">Its session; null where the session's own record cannot be read.</param>
/// <param name="State">How it stands.</param>
public sealed record Claim(ClaimRecord Record, ClaimPattern Pattern, SwarmRef Ref, Session? Holder, ClaimState State)
{
    /// <summary>True when it counts.</summary>
    public bool IsInForce => State == ClaimState.InForce;

    /// <summary>True where it excludes only exclusive claims.</summary>
    public bool IsShared => Record.Shared == true;

    /// <summary>True where an edit took it.</summary>
    public bool IsAuto => Record.Auto == true;

    /// <summary>True when it is in the record of this session.</summary>
    public bool IsOf(Session session) => Ref.Stream == session.Id && IsOfCloneOf(session);

    /// <summary>True when it is in the record of a session of the same clone.</summary>
    public bool IsOfCloneOf(Session session) => Ref.CloneId == session.Ref.CloneId;
}
