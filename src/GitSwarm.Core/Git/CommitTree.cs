using System.Text;

namespace GitSwarm.Git;

/// <summary>A commit and what it holds.</summary>
/// <param name="Commit">Its name.</param>
/// <param name="Tree">The name of its tree.</param>
public readonly record struct CommitTree(ObjectId Commit, ObjectId Tree)
{
    /// <summary>Reads the text of a commit object, which begins with its tree; null where it does not.</summary>
    public static CommitTree? Parse(ObjectId commit, ReadOnlySpan<byte> text) =>
        text.StartsWith("tree "u8)
        && text.IndexOf((byte)'\n') is > 5 and var end
        && ObjectId.TryParse(Encoding.ASCII.GetString(text[5..end]), out var tree)
            ? new CommitTree(commit, tree)
            : null;
}
