using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>The paths a side changed since it parted from another, made ready for the question whether two sides can meet.</summary>
internal sealed class ChangeSet
{
    private readonly HashSet<string> paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> emptied = new(StringComparer.Ordinal);
    private readonly List<string> comes = [];
    private readonly bool folds;

    /// <param name="folds">True where upper and lower case are one (<c>core.ignoreCase</c>).</param>
    internal ChangeSet(bool folds) => this.folds = folds;

    /// <summary>The paths, folded where case does not count.</summary>
    internal IReadOnlySet<string> Paths => paths;

    /// <summary>Adds a path.</summary>
    /// <param name="path">Which.</param>
    /// <param name="status">Git's letter: A came, D went, others changed.</param>
    internal void Add(RawPath path, char status)
    {
        var at = folds ? path.Folded : path;
        paths.Add(at.Raw);
        foreach (var folder in at.Ancestors())
        {
            folders.Add(folder);
            if (status == 'D')
            {
                emptied.Add(folder);
            }
        }
        if (status == 'A')
        {
            comes.Add(at.Raw);
        }
    }

    /// <summary>
    /// True when a merge could stop: the same path, a path where the other has a directory, or a new file in a directory
    /// from which the other took files (it may have been renamed).
    /// </summary>
    internal bool Meets(ChangeSet other)
    {
        var (few, many) = paths.Count <= other.paths.Count ? (this, other) : (other, this);
        return few.paths.Overlaps(many.paths)
            || few.paths.Overlaps(many.folders)
            || few.folders.Overlaps(many.paths)
            || ComesWhereOtherTook(other)
            || other.ComesWhereOtherTook(this);
    }

    private bool ComesWhereOtherTook(ChangeSet other) =>
        other.emptied.Count > 0 && comes.Exists(c => new RawPath(c).Ancestors().Any(other.emptied.Contains));
}
