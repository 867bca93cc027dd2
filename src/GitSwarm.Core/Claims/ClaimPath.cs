namespace GitSwarm.Claims;

/// <summary>The path of a file, made ready once to be compared with many patterns.</summary>
public readonly record struct ClaimPath
{
    private ClaimPath(string folded) => Folded = folded;

    /// <summary>Folded by <see cref="PathFold"/>.</summary>
    internal string Folded { get; }

    /// <summary>The path relative to the top of the work tree, with forward slashes.</summary>
    public static ClaimPath Of(string path) => new(PathFold.Fold(path));

    internal static ClaimPath OfFolded(string folded) => new(folded);
}
