namespace GitSwarm.Conflicts;

/// <summary>Two sides and, once it is known, what a merge of them comes to.</summary>
internal sealed class PairInQuestion
{
    private IReadOnlyList<Conflict>? conflicts;
    private string? unknown;

    internal PairInQuestion(Sighting left, Sighting right, RadarCache? cache)
    {
        (Left, Right) = (left, right);
        if (left.State.Key == right.State.Key)
        {
            conflicts = [];
        }
        else if (cache?.Pair(left.State.Key, right.State.Key) is { } known)
        {
            (conflicts, unknown) = known;
        }
    }

    internal Sighting Left { get; }

    internal Sighting Right { get; }

    /// <summary>The answer is there.</summary>
    internal bool IsSettled => conflicts is not null;

    /// <summary>The answer.</summary>
    internal PairReport Report => new(Left.Seen.Side, Right.Seen.Side, conflicts ?? [], unknown);

    /// <summary>Gives the answer.</summary>
    internal void Settle(IReadOnlyList<Conflict> found, string? why = null) => (conflicts, unknown) = (found, why);
}
