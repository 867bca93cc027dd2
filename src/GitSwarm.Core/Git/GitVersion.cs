namespace GitSwarm.Git;

/// <summary>A git release, compared by major and minor number.</summary>
/// <param name="Major">2 in 2.39.5.</param>
/// <param name="Minor">39 in 2.39.5.</param>
public readonly record struct GitVersion(int Major, int Minor) : IComparable<GitVersion>
{
    /// <summary>The oldest git that works: <c>for-each-ref</c> knows <c>%(raw)</c> from 2.34 on.</summary>
    public static readonly GitVersion Oldest = new(2, 34);

    /// <summary>From here on hooks can be configured (<c>hook.&lt;name&gt;.command</c>).</summary>
    public static readonly GitVersion ConfigHooks = new(2, 54);

    /// <summary>From here on <c>pack-refs</c> can be told which refs.</summary>
    public static readonly GitVersion PackRefsInclude = new(2, 43);

    /// <summary>From here on <c>gc</c> puts unreachable objects into a cruft pack by default.</summary>
    public static readonly GitVersion CruftPacks = new(2, 41);

    /// <summary>Parses <c>git version 2.39.5 (Apple Git-154)</c>; null when there is no version in it.</summary>
    public static GitVersion? Parse(string text)
    {
        var word = text.Split(' ', '\n').FirstOrDefault(w => w.Length > 0 && char.IsAsciiDigit(w[0]));
        var parts = word?.Split('.') ?? [];
        return parts.Length >= 2 && int.TryParse(parts[0], out var major) && int.TryParse(parts[1], out var minor)
            ? new GitVersion(major, minor)
            : null;
    }

    /// <inheritdoc/>
    public int CompareTo(GitVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>Older than.</summary>
    public static bool operator <(GitVersion a, GitVersion b) => a.CompareTo(b) < 0;

    /// <summary>Newer than.</summary>
    public static bool operator >(GitVersion a, GitVersion b) => a.CompareTo(b) > 0;

    /// <summary>Not newer than.</summary>
    public static bool operator <=(GitVersion a, GitVersion b) => a.CompareTo(b) <= 0;

    /// <summary>Not older than.</summary>
    public static bool operator >=(GitVersion a, GitVersion b) => a.CompareTo(b) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}";
}
