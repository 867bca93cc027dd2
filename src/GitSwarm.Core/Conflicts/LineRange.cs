namespace GitSwarm.Conflicts;

/// <summary>Lines of a file, the first is 1.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last; where this side has no lines there (it deleted them), both are the line before.</param>
public readonly record struct LineRange(int First, int Last)
{
    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
