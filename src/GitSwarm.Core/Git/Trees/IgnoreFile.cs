using System.Text;
using System.Text.Unicode;

namespace GitSwarm.Git.Trees;

/// <summary>A file of ignore rules.</summary>
/// <param name="Rules">In the order of its lines; none where there is no such file.</param>
internal sealed record IgnoreFile(IReadOnlyList<IgnoreRule> Rules)
{
    private const int Longest = 1 << 20;

    /// <summary>A file that says nothing.</summary>
    internal static IgnoreFile Empty { get; } = new([]);

    /// <summary>Reads one.</summary>
    /// <param name="path">Absolute, as the system knows it.</param>
    /// <param name="mayBeLink">False in a work tree, where git follows none.</param>
    /// <returns>Null where it is git that has to read it.</returns>
    internal static IgnoreFile? Read(byte[] path, bool mayBeLink)
    {
        if (FileState.Of(path) is not { } state)
        {
            return Empty;
        }
        return
            Utf8.IsValid(path)
            && (mayBeLink || state.IsFile)
            && PlainFile.Read(Encoding.UTF8.GetString(path), Longest).Content is { } content
            && IgnoreRule.Read(content) is { } rules
            ? new IgnoreFile(rules)
            : null;
    }

    /// <summary>Whether it ignores a path; null where it says nothing of it.</summary>
    /// <inheritdoc cref="IgnoreRule.Matches"/>
    internal bool? Ignores(ReadOnlySpan<byte> path, bool isFolder)
    {
        for (var i = Rules.Count - 1; i >= 0; i--)
        {
            if (Rules[i].Matches(path, isFolder))
            {
                return !Rules[i].IsNegated;
            }
        }
        return null;
    }
}
