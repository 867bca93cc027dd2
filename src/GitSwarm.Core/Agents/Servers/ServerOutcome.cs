namespace GitSwarm.Agents.Servers;

/// <summary>What one look at a server came to.</summary>
/// <param name="Connected">It answered <c>initialize</c>.</param>
/// <param name="Authenticated">It let us in.</param>
/// <param name="Tools">How many tools it has.</param>
/// <param name="Reason">Why it does not count, in one line; null where it does. Nothing the server said, and no secret, is in it.</param>
public sealed record ServerOutcome(bool Connected, bool Authenticated, int Tools, string? Reason)
{
    /// <summary>Whether it can be worked with ([C6]).</summary>
    public bool Counts => Connected && Authenticated && Tools > 0;

    /// <summary>Whether it was given up because its time was over: it may only be slow.</summary>
    public bool IsOutOfTime { get; init; }
}
