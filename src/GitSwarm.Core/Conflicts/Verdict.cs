namespace GitSwarm.Conflicts;

/// <summary>What a merge of two sides comes to.</summary>
/// <param name="Conflicts">Sorted by path; empty: they merge cleanly.</param>
/// <param name="Unmerged">The paths git would leave to a person, sorted; a conflict may leave several or, rarely, none.</param>
/// <param name="Unknown">Why it could not be told; null when it could.</param>
public sealed record Verdict(IReadOnlyList<Conflict> Conflicts, IReadOnlyList<string> Unmerged, string? Unknown)
{
    /// <summary>They merge cleanly.</summary>
    public static Verdict Clean { get; } = new([], [], null);

    /// <summary>Git cannot say.</summary>
    internal static Verdict Untold(string why) => new([], [], why);

    /// <summary>The same, seen from the other side.</summary>
    internal Verdict Turned() => this with { Conflicts = [.. Conflicts.Select(c => c.Turned())] };

    /// <summary>False where something that is always there is missing.</summary>
    internal bool IsWhole =>
        Conflicts is not null
        && Unmerged is not null
        && Conflicts.All(c => c is { Path: not null, Kind: not null, LeftLines: not null, RightLines: not null, Message: not null });
}
