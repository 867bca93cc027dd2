using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A path of a work tree that differs from the commit checked out there.</summary>
/// <param name="Path">Where.</param>
/// <param name="Mode">What lies in the work tree, as trees write it: 100644, 100755, 120000, 160000; empty for nothing (deleted).</param>
/// <param name="IndexId">The object in the index; empty for untracked and unmerged paths.</param>
/// <param name="State">The file when it was looked at; null where nothing was there.</param>
public sealed record ChangedFile(RawPath Path, string Mode, string IndexId, FileState? State)
{
    /// <summary>Mode of a file.</summary>
    public const string Plain = "100644";

    /// <summary>Mode of a file that may be run.</summary>
    public const string Executable = "100755";

    /// <summary>Mode of a symbolic link.</summary>
    public const string Link = "120000";

    /// <summary>Mode of a submodule.</summary>
    public const string Submodule = "160000";

    /// <summary>Larger files are not read: size and time stand for their content.</summary>
    public const long Huge = 10 * 1024 * 1024;

    /// <summary>The content is that of the index, not of the file.</summary>
    public bool IsStaged { get; init; }

    /// <summary>Nothing is there any more.</summary>
    public bool IsDeleted => Mode.Length == 0;

    /// <summary>Git reads its content, as it would for <c>git add</c>.</summary>
    public bool IsHashed => Mode is Plain or Executable && State is { IsFile: true, Size: <= Huge };
}
