using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A text that changes when a work tree's HEAD, branch or index does, made without starting git.</summary>
internal static class HeadStamp
{
    private const string SymbolicRef = "ref: ";

    /// <summary>The text for a work tree.</summary>
    internal static string Of(Repository repository, Worktree worktree)
    {
        var gitDir = worktree.GitDirIn(repository);
        var text = new StringBuilder($"{FileStamp.Of(Path.Combine(gitDir, "index"))}\n");
        if (repository.RefFormat == RefFormat.Reftable)
        {
            return text.Append($"{Tables(repository.CommonDir)}\n{Tables(gitDir)}").ToString();
        }
        var head = TryRead(Path.Combine(gitDir, "HEAD")) ?? "";
        text.Append(head);
        if (head.StartsWith(SymbolicRef, StringComparison.Ordinal))
        {
            var name = head[SymbolicRef.Length..].TrimEnd('\n');
            text.Append(
                TryRead(Path.Combine(repository.CommonDir, name)) ?? $"{FileStamp.Of(Path.Combine(repository.CommonDir, "packed-refs"))}"
            );
        }
        return text.Append(TryRead(Path.Combine(gitDir, "MERGE_HEAD"))).ToString();
    }

    private static FileStamp? Tables(string directory) => FileStamp.Of(Path.Combine(directory, "reftable", "tables.list"));

    private static string? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
