using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary>Who else works on a branch, and the line that says so.</summary>
internal static class Neighbours
{
    /// <summary>The caller's session, if any, and the other live ones on the branch.</summary>
    public static (Session? Me, List<Session> Others) OnBranch(
        Roster roster,
        Caller caller,
        string? branch,
        IReadOnlyList<Worktree> worktrees
    )
    {
        var me = WhoAmI.Resolve(roster, caller).Live;
        var others = branch is null
            ? []
            : roster.Live.Where(s => s != me && !s.IsMuted && s.Record.Parent is null && BranchOf(s, worktrees) == branch).ToList();
        return (me, others);
    }

    /// <summary>One line for a person or a model: facts only.</summary>
    public static string Line(Session other, string branch, DateTimeOffset now)
    {
        var record = other.Record;
        var name = other.IsLocal ? Texts.Cut(other.Name, 30) : Texts.Cut($"{other.Name}@{record.Host}", 50);
        var task = record.Task is { } t ? $": {Texts.Cut(t, 100)}" : "";
        return $"git-swarm: {name} ({Texts.Cut(record.Client, 10)}, {Ages.Ago(other.LastSeen, now)} ago) also works on {Texts.Cut(branch, 60)}{task}";
    }

    private static string? BranchOf(Session session, IReadOnlyList<Worktree> worktrees) =>
        session is { IsLocal: true, Process: { } process }
            ? worktrees.FirstOrDefault(w => w.Id == process.Worktree)?.Branch ?? session.Record.Branch
            : session.Record.Branch;
}
