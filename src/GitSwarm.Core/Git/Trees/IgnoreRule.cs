namespace GitSwarm.Git.Trees;

/// <summary>One line of a <c>.gitignore</c>, as gitignore(5) says it is read.</summary>
internal sealed class IgnoreRule
{
    private readonly byte[] pattern;
    private readonly bool isForFolders;
    private readonly bool isForNames;

    // Bytes before the first wildcard; they are compared first, and what follows is a pattern of its own to git.
    private readonly int plain;

    private IgnoreRule(byte[] pattern, bool isNegated, bool isForFolders, bool isForNames)
    {
        (this.pattern, IsNegated, this.isForFolders, this.isForNames) = (pattern, isNegated, isForFolders, isForNames);
        plain = pattern.AsSpan().IndexOfAny("*?[\\"u8);
        plain = plain < 0 ? pattern.Length : plain;
    }

    /// <summary>What it matches is not ignored after all.</summary>
    internal bool IsNegated { get; }

    /// <summary>Reads all lines of a file.</summary>
    /// <returns>Null where one is left to git.</returns>
    internal static IgnoreRule[]? Read(ReadOnlySpan<byte> content)
    {
        content = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        var rules = new List<IgnoreRule>();
        while (content.Length > 0)
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..end];
            content = end < 0 ? default : content[(end + 1)..];
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }
            line = WithoutBlanks(line[^1] == '\r' ? line[..^1] : line);
            if (line.Contains((byte)0) || !Wildcard.IsPlain(line))
            {
                return null;
            }
            rules.Add(Of(line));
        }
        return [.. rules];
    }

    /// <summary>Whether it says something of a path.</summary>
    /// <param name="path">Relative to the directory of the file the rule is in.</param>
    /// <param name="isFolder">The path is a directory, and no link to one.</param>
    internal bool Matches(ReadOnlySpan<byte> path, bool isFolder)
    {
        if (isForFolders && !isFolder)
        {
            return false;
        }
        if (isForNames)
        {
            var name = path[(path.LastIndexOf((byte)'/') + 1)..];
            return plain == pattern.Length ? name.SequenceEqual(pattern) : Wildcard.Matches(pattern, name);
        }
        return path.StartsWith(pattern.AsSpan(0, plain)) && Wildcard.Matches(pattern.AsSpan(plain), path[plain..]);
    }

    private static IgnoreRule Of(ReadOnlySpan<byte> line)
    {
        var negated = line.StartsWith("!"u8);
        line = negated ? line[1..] : line;
        var folders = line.EndsWith("/"u8);
        line = folders ? line[..^1] : line;
        var names = !line.Contains((byte)'/');
        line = line.StartsWith("/"u8) ? line[1..] : line;
        return new IgnoreRule(line.ToArray(), negated, folders, names);
    }

    // Blanks at the end do not count, unless a backslash is before the first of them.
    private static ReadOnlySpan<byte> WithoutBlanks(ReadOnlySpan<byte> line)
    {
        var end = line.Length;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != ' ')
            {
                i += line[i] == '\\' ? 1 : 0;
                end = Math.Min(i + 1, line.Length);
            }
            else if (i == 0)
            {
                end = 0;
            }
        }
        return line[..end];
    }
}
