using GitSwarm.Claims;

namespace GitSwarm.Cli;

/// <summary>Turns a path as typed into one relative to the top of the work tree.</summary>
internal static class WorkTreePath
{
    /// <summary>PATH_MAX of Linux, in characters.</summary>
    private const int Longest = 4096;

    /// <summary>A pattern of files as typed: a pathspec, which a path is too.</summary>
    /// <exception cref="SwarmException">It lies outside, has a form that cannot be claimed, or there is no work tree.</exception>
    public static ClaimPattern PatternOf(SwarmHost host, string typed)
    {
        if (Path.IsPathRooted(typed))
        {
            return ClaimPattern.ForPath(Of(host, typed));
        }
        var prefix = host.Enabled.WorkTree is { } top ? Path.GetRelativePath(top, host.Directory) : "";
        // A bare repository has no files, but claims on them can be seen and given back from there.
        return ClaimPattern.Parse(typed, prefix is "." ? "" : prefix.Replace(Path.DirectorySeparatorChar, '/'));
    }

    /// <summary>The path with forward slashes.</summary>
    /// <exception cref="SwarmException">It lies outside, or there is no work tree.</exception>
    public static string Of(SwarmHost host, string typed)
    {
        var top =
            host.Enabled.WorkTree
            ?? throw new SwarmException(ErrorCode.BadArgument, "a bare repository has no files", "run this in one of its work trees");
        if (typed.Length is 0 or > Longest || typed.Contains('\0'))
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a path: '{Texts.Cut(typed, 40)}'",
                $"paths have 1 to {Longest} characters"
            );
        }
        var relative = Path.GetRelativePath(top, Path.GetFullPath(typed, host.Directory));
        return relative is "." || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw new SwarmException(
                ErrorCode.BadArgument,
                $"not a file of this work tree: '{Texts.Cut(typed, 80)}'",
                $"give paths under {top}"
            )
            : relative.Replace(Path.DirectorySeparatorChar, '/');
    }
}
