namespace GitSwarm.Sync;

/// <summary>What somebody wants exchanged.</summary>
public sealed record SyncRequest
{
    /// <summary>False to leave out what others have.</summary>
    public bool Fetch { get; init; } = true;

    /// <summary>False to leave out what others lack.</summary>
    public bool Push { get; init; } = true;

    /// <summary>True to find out what there is to do, and do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>True where nobody asked, and it goes on and on: then less is sent.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>After how long silence what a clone left at the remote goes.</summary>
    public required TimeSpan Retention { get; init; }
}

/// <summary>What an exchange came to.</summary>
/// <param name="Remote">With whom.</param>
/// <param name="Fetched">What changed here, own records left out.</param>
/// <param name="Pushed">What changed there, or was to.</param>
public sealed record SyncReport(SyncRemote Remote, IReadOnlyList<RefResult> Fetched, IReadOnlyList<RefResult> Pushed)
{
    /// <summary>Why the remote took nothing at all; null where it did, or nothing was to be pushed.</summary>
    public string? Refused { get; init; }

    /// <summary>What else went wrong, without stopping it.</summary>
    public string? Trouble { get; init; }

    /// <summary>How many clones have records there, this one included.</summary>
    public int Clones { get; init; }
}
