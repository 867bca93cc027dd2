namespace GitSwarm.Claims;

/// <summary>What somebody wants to have.</summary>
/// <param name="Patterns">What it should cover: all of them or none.</param>
/// <param name="Ttl">How long without renewal.</param>
public sealed record ClaimRequest(IReadOnlyList<ClaimPattern> Patterns, TimeSpan Ttl)
{
    /// <summary>How long a claim lasts that says nothing about it.</summary>
    public static readonly TimeSpan DefaultTtl = TimeSpan.FromHours(2);

    /// <summary>How long the claim of an edit lasts.</summary>
    public static readonly TimeSpan AutoTtl = TimeSpan.FromMinutes(30);

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>True to exclude only exclusive claims.</summary>
    public bool Shared { get; init; }

    /// <summary>True to take over what others of this clone hold.</summary>
    public bool Steal { get; init; }

    /// <summary>The remote that is to arbitrate it; null: none.</summary>
    public string? Scope { get; init; }

    /// <summary>True where what is new is only noted until the remote was heard, and what is held already stays as it is.</summary>
    public bool Pending { get; init; }

    /// <summary>True for an edit: what is free is taken, what is not is told.</summary>
    public bool Auto { get; init; }
}

/// <summary>A wish that meets another's claim.</summary>
/// <param name="Wanted">What was wanted.</param>
/// <param name="Held">What is in the way.</param>
public sealed record ClaimConflict(ClaimPattern Wanted, Claim Held);

/// <summary>What became of a request.</summary>
/// <param name="Granted">What the session holds of what it asked for; empty when it was refused.</param>
/// <param name="Conflicts">What is in the way; with <see cref="ClaimRequest.Steal"/>, what was taken over.</param>
public sealed record ClaimOutcome(IReadOnlyList<ClaimRecord> Granted, IReadOnlyList<ClaimConflict> Conflicts)
{
    /// <summary>Nothing was asked for.</summary>
    public static ClaimOutcome Nothing { get; } = new([], []);

    /// <summary>Why an edit goes on without the claims it could have had; null where it did not give up on any.</summary>
    public string? GivenUp { get; init; }
}
