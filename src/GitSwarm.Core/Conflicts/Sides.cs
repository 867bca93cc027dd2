using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Conflicts;

/// <summary>Who is compared: every work tree, under the names of the sessions in it, and the last known commits of sessions elsewhere.</summary>
public static class Sides
{
    /// <summary>The sides of a repository; a pure function but for the question whether work trees are there.</summary>
    /// <param name="roster">Who is on record.</param>
    /// <param name="worktrees">The work trees here.</param>
    /// <param name="myWorktree">Path of the caller's work tree; null for none.</param>
    /// <param name="remoteTips">Names of refs that may be the branch of another clone's session.</param>
    public static (List<Side> Sides, List<SkippedSide> Skipped) Of(
        Roster roster,
        IReadOnlyList<Worktree> worktrees,
        string? myWorktree,
        Func<string, string?> remoteTips
    )
    {
        var live = roster.Live.Where(s => !s.IsMuted).ToList();
        var sides = worktrees.Select(w => Of(w, live) with { IsMine = w.Path == myWorktree }).ToList();
        var skipped = new List<SkippedSide>();
        foreach (var session in live.Where(s => !s.IsLocal && s.Record.Parent is null))
        {
            var label = $"{session.Name}@{session.Record.Host}";
            if (session.Record.Branch is { } branch && remoteTips(branch) is { } revision)
            {
                sides.Add(new Side(session.Id, label, [session.Id], SideSource.Commit, null, revision));
            }
            else
            {
                skipped.Add(new SkippedSide(label, "it works in another clone, and its branch is not known here"));
            }
        }
        return (sides, skipped);
    }

    /// <summary>A commit by its name, as a side.</summary>
    /// <param name="revision">A ref or anything git takes for a commit.</param>
    /// <param name="label">What to call it.</param>
    public static Side OfCommit(string revision, string label) => new($"commit:{label}", label, [], SideSource.Commit, null, revision);

    private static Side Of(Worktree worktree, List<Session> live)
    {
        var here = live.Where(s => s is { IsLocal: true, Process: { } process } && process.Worktree == worktree.Id).ToList();
        // A subagent speaks for itself only where its parent is not.
        var named = here.Where(s => s.Record.Parent is null).DefaultIfEmpty(here.FirstOrDefault()).OfType<Session>().ToList();
        return named.Count > 0
            ? new Side(
                named[0].Id,
                string.Join('+', named.Select(s => s.Name)),
                [.. here.Select(s => s.Id)],
                SideSource.Worktree,
                worktree,
                null
            )
            : new Side(
                "worktree:" + (worktree.Id ?? "main"),
                worktree.Branch ?? Path.GetFileName(worktree.Path),
                [],
                SideSource.Worktree,
                worktree,
                null
            );
    }
}
