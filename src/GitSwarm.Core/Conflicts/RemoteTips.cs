using System.Buffers;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>What this repository last heard of a branch of another clone.</summary>
public static class RemoteTips
{
    private static readonly SearchValues<char> Unfit = SearchValues.Create("*?[\\ \n");

    /// <summary>The newest remote-tracking ref of a branch, else the local branch of that name; null for none.</summary>
    public static string? Of(SwarmGit git, string branch)
    {
        // A name from another clone's record: no pattern, no option.
        if (branch.AsSpan().ContainsAny(Unfit) || branch.StartsWith('-'))
        {
            return null;
        }
        var refs = git.Run([
                "for-each-ref",
                "--sort=-committerdate",
                "--format=%(refname)",
                $"refs/remotes/*/{branch}",
                $"refs/heads/{branch}",
            ])
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            // A pattern matches what lies below, too.
            .Where(r => r.EndsWith("/" + branch, StringComparison.Ordinal))
            .ToList();
        return refs.Find(r => r.StartsWith("refs/remotes/", StringComparison.Ordinal)) ?? refs.FirstOrDefault();
    }
}
