using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands;

/// <summary>Who else works on a branch, and the line that says so.</summary>
internal static class Neighbours
{
    /// <summary>Those of the sessions that work on the branch, subagents left out.</summary>
    public static IEnumerable<Session> OnBranch(IEnumerable<Session> sessions, string? branch, IReadOnlyList<Worktree> worktrees) =>
        branch is null ? [] : sessions.Where(s => s.Record.Parent is null && BranchOf(s, worktrees) == branch);

    /// <summary>One line for a person or a model: facts only.</summary>
    public static string Line(Session other, string branch, DateTimeOffset now)
    {
        var record = other.Record;
        var task = record.Task is { } t ? $": {Texts.Cut(t, 100)}" : "";
        return $"git-swarm: {Who.Name(other)} ({Texts.Cut(record.Client, 10)}, {Ages.Ago(other.LastSeen, now)} ago) also works on {Texts.Cut(branch, 60)}{task}";
    }

    private static string? BranchOf(Session session, IReadOnlyList<Worktree> worktrees) =>
        session is { IsLocal: true, Process: { } process }
            ? worktrees.FirstOrDefault(w => w.Id == process.Worktree)?.Branch ?? session.Record.Branch
            : session.Record.Branch;
}
