using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A side as it was seen.</summary>
/// <param name="Side">Who.</param>
/// <param name="Commit">The commit checked out, or named.</param>
/// <param name="Branch">Short name; null when detached or a plain commit.</param>
/// <param name="Uncommitted">How many changed and untracked files came on top of the commit.</param>
/// <param name="ObservedAt">When it was looked at, UTC.</param>
public sealed record SeenSide(Side Side, ObjectId Commit, string? Branch, int Uncommitted, DateTimeOffset ObservedAt);

/// <summary>Two sides and what would stop a merge of them.</summary>
/// <param name="Left">One.</param>
/// <param name="Right">The other.</param>
/// <param name="Verdict">What would stop it.</param>
public sealed record PairReport(Side Left, Side Right, Verdict Verdict)
{
    /// <summary>What would stop it, sorted by path; empty: they merge cleanly.</summary>
    public IReadOnlyList<Conflict> Conflicts => Verdict.Conflicts;

    /// <summary>Why it could not be told; null when it could.</summary>
    public string? Unknown => Verdict.Unknown;
}

/// <summary>Somebody who could not be compared.</summary>
/// <param name="Label">Who.</param>
/// <param name="Reason">Why not, in plain words.</param>
public sealed record SkippedSide(string Label, string Reason);

/// <summary>What the radar sees.</summary>
/// <param name="Sides">Everybody who was compared.</param>
/// <param name="Pairs">Every pair that was asked for, those without a conflict too.</param>
/// <param name="Skipped">Who could not be compared.</param>
/// <param name="Method"><c>merge</c>; or <c>paths</c> where git is older than 2.38 and only shared paths are told.</param>
/// <param name="Merged">How many merges were made for this answer; the others were known or could not meet.</param>
public sealed record RadarReport(
    IReadOnlyList<SeenSide> Sides,
    IReadOnlyList<PairReport> Pairs,
    IReadOnlyList<SkippedSide> Skipped,
    string Method,
    int Merged
)
{
    /// <summary>The oldest look this rests on, UTC; null when nothing was looked at.</summary>
    public DateTimeOffset? ObservedAt => Sides.Count == 0 ? null : Sides.Min(s => s.ObservedAt);

    /// <summary>True when a merge of some pair would stop.</summary>
    public bool HasConflicts => Pairs.Any(p => p.Conflicts.Count > 0);
}
