namespace GitSwarm.Conflicts;

/// <summary>Two sides and, once it is known, what a merge of them comes to.</summary>
internal sealed class PairInQuestion
{
    private Verdict? verdict;

    internal PairInQuestion(Sighting left, Sighting right, RadarCache? cache)
    {
        (Left, Right) = (left, right);
        verdict = left.State.Key == right.State.Key ? Verdict.Clean : cache?.Pair(left.State.Key, right.State.Key);
    }

    internal Sighting Left { get; }

    internal Sighting Right { get; }

    /// <summary>The answer is there.</summary>
    internal bool IsSettled => verdict is not null;

    /// <summary>The answer.</summary>
    internal PairReport Report => new(Left.Seen.Side, Right.Seen.Side, verdict ?? Verdict.Clean);

    /// <summary>Gives the answer.</summary>
    internal void Settle(Verdict found) => verdict = found;
}
