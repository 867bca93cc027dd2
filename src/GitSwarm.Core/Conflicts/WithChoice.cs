using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Conflicts;

/// <summary>What <c>--with</c> means: a session, else a branch or commit.</summary>
public static class WithChoice
{
    /// <summary>The side somebody names.</summary>
    /// <param name="git">Knows branches.</param>
    /// <param name="roster">Knows sessions.</param>
    /// <param name="sides">The sides there are; the answer is one of them where it can be.</param>
    /// <param name="typed">A session's name or id, a branch, a commit; sessions are also found by branch and folder.</param>
    /// <exception cref="SwarmException">Nothing has that name.</exception>
    public static Side Find(SwarmGit git, Roster roster, IReadOnlyList<Side> sides, string typed)
    {
        var address = typed.TrimStart('@');
        var exact = roster.Live.Where(s => s.Id == address || (s.IsLocal && s.Name == address)).ToList();
        if (exact is [var only] && SideOf(only, sides) is { } side)
        {
            return side;
        }
        if (Commit(git, typed) is { } revision)
        {
            return Sides.OfCommit(revision, typed);
        }
        var found = SessionAddress.Find(roster, typed);
        return SideOf(found, sides)
            ?? throw new SwarmException(
                ErrorCode.BadArgument,
                $"the work of {Texts.Cut(found.Name, 40)} is not to be seen from here",
                "name a branch instead"
            );
    }

    private static Side? SideOf(Session session, IReadOnlyList<Side> sides) => sides.FirstOrDefault(s => s.Sessions.Contains(session.Id));

    private static string? Commit(SwarmGit git, string typed)
    {
        if (typed.StartsWith('-') || typed.StartsWith('@') || typed.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }
        var branch = git.Run(["for-each-ref", "--format=%(refname)", $"refs/heads/{typed}", $"refs/remotes/{typed}"])
            .Text.Split('\n')
            .FirstOrDefault(r => r == $"refs/heads/{typed}" || r == $"refs/remotes/{typed}");
        if (branch is not null)
        {
            return branch;
        }
        var result = git.Run(["rev-parse", "--verify", "--quiet", "--end-of-options", typed + "^{commit}"]);
        return result.Ok ? result.Text : null;
    }
}
