using System.Text;

namespace GitSwarm.Claims;

/// <summary>
/// Which files a claim is about: a path with everything below it, or a pattern by git's rules for <c>:(glob)</c>, relative to
/// the top of the work tree. Letter case and Unicode normalisation make no difference, so that all systems decide alike.
/// </summary>
/// <remarks>
/// As in git, a file that is named exactly as the pattern is written always counts: <c>src/[id].tsx</c> names that very file,
/// too. A directory does so only without <c>*</c> and <c>?</c> in the name: what is below <c>[id]</c> counts for <c>[id]</c>
/// and <c>[id]/**</c>, but with a directory called <c>*.md</c> in mind, <c>*.md</c> would overlap <c>**/*.cs</c>.
/// </remarks>
public sealed class ClaimPattern : IEquatable<ClaimPattern>
{
    /// <summary>The longest pattern, in bytes of UTF-8.</summary>
    public const int MaxBytes = 4096;

    internal const string LiteralMark = ":(literal)";

    private readonly string key;
    private readonly string[] names;
    private readonly Glob? glob;

    private ClaimPattern(string text)
    {
        Text = text;
        key = PathFold.Fold(text);
        var literal = text.StartsWith(LiteralMark, StringComparison.Ordinal);
        glob = literal ? null : Glob.Compile(text);
        names =
            literal ? [PathFold.Fold(text[LiteralMark.Length..])]
            : glob is null ? [key]
            : Names(text);
    }

    /// <summary>The form that records hold and people see: case as typed, NFC, no <c>.</c>, <c>..</c> or trailing slash.</summary>
    public string Text { get; }

    /// <summary>It names one path, and everything below it; it has no wildcards.</summary>
    public bool IsLiteral => glob is null;

    /// <summary>The path, of a pattern that names one; else null.</summary>
    public string? LiteralPath =>
        !IsLiteral ? null
        : Text.StartsWith(LiteralMark, StringComparison.Ordinal) ? Text[LiteralMark.Length..]
        : Text;

    /// <summary><see cref="LiteralPath"/>, folded.</summary>
    internal string? FoldedPath => IsLiteral ? names[0] : null;

    /// <summary>What a user typed.</summary>
    /// <param name="text">A path or pattern; git's magic <c>:/</c>, <c>top</c>, <c>glob</c>, <c>literal</c> and <c>icase</c> may stand before it.</param>
    /// <param name="prefix">The directory it was typed in, relative to the top, with forward slashes; empty at the top.</param>
    /// <exception cref="SwarmException"><see cref="ErrorCode.BadArgument"/>: not a pattern, not claimable, or outside the work tree.</exception>
    public static ClaimPattern Parse(string text, string prefix) => new(TypedPattern.Canonical(text, prefix));

    /// <summary>The pattern that is about one file, whatever characters its name has.</summary>
    /// <param name="path">Relative to the top, with forward slashes.</param>
    public static ClaimPattern ForPath(string path)
    {
        var name = Composition.Compose(path);
        return new(name.AsSpan().IndexOfAny("*?[\\") >= 0 || name[0] == ':' ? LiteralMark + name : name);
    }

    /// <summary>What a record holds; null if no git-swarm wrote it.</summary>
    public static ClaimPattern? FromRecord(string text)
    {
        // The cheap bound first: normalising never makes less than a third of the characters.
        if (text.Length is 0 or > MaxBytes || text.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }
        var canonical = Composition.Compose(text);
        var path = canonical.StartsWith(LiteralMark, StringComparison.Ordinal) ? canonical[LiteralMark.Length..] : canonical;
        var marked = path.Length < canonical.Length;
        var malformed = Encoding.UTF8.GetByteCount(canonical) > MaxBytes || (!marked && path[0] == ':') || HasOddComponent(path);
        return malformed ? null : new ClaimPattern(canonical);
    }

    /// <summary>Whether the claim is about this file.</summary>
    /// <param name="path">Relative to the top, with forward slashes.</param>
    public bool Matches(string path) => Matches(ClaimPath.Of(path));

    /// <inheritdoc cref="Matches(string)"/>
    public bool Matches(ClaimPath path)
    {
        foreach (var name in names)
        {
            if (IsAtOrBelow(path.Folded, name))
            {
                return true;
            }
        }
        return glob is not null && (glob.Matches(path.Folded) || string.Equals(path.Folded, key, StringComparison.Ordinal));
    }

    /// <summary>Whether it is written as something below a path, which must be a directory then.</summary>
    /// <param name="path">Relative to the top, with forward slashes.</param>
    public bool IsWrittenBelow(ClaimPath path)
    {
        var written = FoldedPath ?? key;
        return written.Length > path.Folded.Length && IsAtOrBelow(written, path.Folded);
    }

    /// <summary>
    /// Whether there can be a file that both are about. Never false if there can; true without such a file only for
    /// character classes beyond ASCII and for patterns of such size that the answer would take too long.
    /// </summary>
    public bool Overlaps(ClaimPattern other)
    {
        foreach (var name in names)
        {
            foreach (var another in other.names)
            {
                if (IsAtOrBelow(name, another) || IsAtOrBelow(another, name))
                {
                    return true;
                }
            }
        }
        return Meets(other) || other.Meets(this) || (glob is not null && other.glob is not null && GlobOverlap.Exists(glob, other.glob));
    }

    /// <inheritdoc/>
    public bool Equals(ClaimPattern? other) => other is not null && string.Equals(key, other.key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClaimPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(key);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool HasOddComponent(ReadOnlySpan<char> path)
    {
        foreach (var component in path.Split('/'))
        {
            if (path[component] is "" or "." or "..")
            {
                return true;
            }
        }
        return false;
    }

    // By the text of one and the wildcards of the other.
    private bool Meets(ClaimPattern other) =>
        (glob is not null && other.names.Any(name => GlobOverlap.Exists(glob, Glob.AtOrBelow(name))))
        || (other.glob is not null && Matches(ClaimPath.OfFolded(other.key)));

    // The directories, or files, that a pattern with wildcards names as it is written.
    private static string[] Names(string text)
    {
        var directory = text.EndsWith("/**", StringComparison.Ordinal) ? text[..^3] : text;
        var named = directory.AsSpan().ContainsAny('[', '\\') && !TypedPattern.HasStars(directory);
        return named ? [PathFold.Fold(directory), PathFold.Fold(TypedPattern.Unescape(directory))] : [];
    }

    private static bool IsAtOrBelow(string path, string name) =>
        path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] == '/');
}
