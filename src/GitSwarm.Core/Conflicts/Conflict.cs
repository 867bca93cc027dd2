namespace GitSwarm.Conflicts;

/// <summary>One thing a merge would stop at.</summary>
/// <param name="Path">Where, as text.</param>
/// <param name="OtherPath">The other path of a rename or a collision; null for none.</param>
/// <param name="Kind">See <see cref="ConflictKinds"/>.</param>
/// <param name="LeftLines">Lines in the left side's own file; empty where lines are not the point.</param>
/// <param name="RightLines">Lines in the right side's own file.</param>
/// <param name="Message">What git says, one line.</param>
public sealed record Conflict(
    string Path,
    string? OtherPath,
    string Kind,
    IReadOnlyList<LineRange> LeftLines,
    IReadOnlyList<LineRange> RightLines,
    string Message
)
{
    /// <summary>The same, seen from the other side.</summary>
    public Conflict Turned() => this with { LeftLines = RightLines, RightLines = LeftLines };
}
