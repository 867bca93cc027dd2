using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>The ignored files that <c>.worktreeinclude</c> names; git matches the patterns, here as there.</summary>
internal static class ListedFiles
{
    /// <summary>The file with the patterns, at the top of a work tree.</summary>
    internal const string Name = ".worktreeinclude";

    /// <summary>More is no list of patterns any more.</summary>
    internal const int MostBytes = 1 << 20;

    /// <summary>Those of the caller's work tree.</summary>
    /// <exception cref="SwarmException">Git cannot tell.</exception>
    internal static List<RawPath> OfCaller(WorktreeGit git, WorktreeSite site)
    {
        var named = git.Caller(Arguments(site)).OrThrow("list the files " + Name + " names");
        if (Files(named.Output).Count == 0)
        {
            return [];
        }
        // Exit code 1: none of them is ignored.
        var ignored = git.Caller(["check-ignore", "-z", "--stdin"], named.Output);
        return ignored.ExitCode is 0 or 1 ? Files(ignored.Output) : throw Failed(ignored);
    }

    /// <summary>Those of the worktree; what is not ignored there counts as untracked anyhow.</summary>
    internal static GitResult AskIn(WorktreeGit git, WorktreeSite site) => git.In(site, Arguments(site));

    /// <summary>The paths of such an answer, without directories that are repositories of their own.</summary>
    internal static List<RawPath> Files(ReadOnlySpan<byte> output)
    {
        var paths = new List<RawPath>();
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)0);
            var path = output[..(end < 0 ? output.Length : end)];
            if (!path.IsEmpty && path[^1] != '/')
            {
                paths.Add(RawPath.Parse(path));
            }
            output = end < 0 ? [] : output[(end + 1)..];
        }
        return paths;
    }

    /// <summary>Describes files as they are now; one that is missing is left out.</summary>
    /// <param name="git">Hashes them, all in one process.</param>
    /// <param name="site">Where they are.</param>
    /// <param name="paths">Relative to the top; names that are no text are left out, for nothing here can open them.</param>
    /// <exception cref="SwarmException">One cannot be read.</exception>
    internal static List<CopiedFile> Describe(WorktreeGit git, WorktreeSite site, IEnumerable<RawPath> paths)
    {
        var found = new List<CopiedFile>();
        var files = new List<RawPath>();
        foreach (var path in paths.Where(IsText))
        {
            var file = new FileInfo(Path.Combine(site.Path, path.Text));
            if (file.LinkTarget is { } target)
            {
                found.Add(new CopiedFile { Path = path.Text, Link = target });
            }
            else if (file.Exists)
            {
                files.Add(path);
            }
        }
        if (files.Count == 0)
        {
            return found;
        }
        // One line a path; in quotes, so that a path may hold a line end.
        var input = Encoding.Latin1.GetBytes(string.Concat(files.Select(p => p.Quoted + "\n")));
        var hashed = git.In(site, ["hash-object", "--no-filters", "--stdin-paths"], input).OrThrow("read files that " + Name + " names");
        var hashes = hashed.Text.Split('\n');
        return [.. found, .. files.Zip(hashes, (path, hash) => new CopiedFile { Path = path.Text, Hash = hash })];
    }

    /// <summary>Whether a path is UTF-8.</summary>
    internal static bool IsText(RawPath path) => RawPath.Of(path.Text) == path;

    private static string[] Arguments(WorktreeSite site) => ["ls-files", "-z", "--others", "--ignored", "--exclude-from=" + site.Patterns];

    private static SwarmException Failed(GitResult result) =>
        new(ErrorCode.WorktreeFailed, $"cannot tell which files of {Name} are ignored: {result.Reason}", "look at the patterns in " + Name);
}
