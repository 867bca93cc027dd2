using GitSwarm.Git;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Finds what makings that were killed left behind.</summary>
/// <remarks>
/// A worktree locked with the mark of a process that runs no more; and a branch named like an agent's at which no worktree
/// is. The latter may also be one a person kept, so nothing is removed by this alone: the usual rule judges.
/// </remarks>
internal static class Leftovers
{
    internal static List<Leftover> Find(WorktreeGit git, IProcessTable table)
    {
        var found = new List<Leftover>();
        foreach (var tree in Worktree.List(git.Repository).Where(w => w.Id is not null && AgentBranch.Is(w.Id)))
        {
            var site = WorktreeSite.Find(new AgentWorktree { Path = tree.Path, Worktree = tree.Id }, git.Repository);
            if (MakingMark.Parse(site.Lock) is { } mark && !(mark.Maker is { } maker && Liveness.Of(maker, table) != Life.Dead))
            {
                found.Add(
                    new Leftover(
                        new AgentWorktree
                        {
                            Path = tree.Path,
                            Branch = tree.Id,
                            Start = mark.Start,
                            Worktree = tree.Id,
                        },
                        true
                    )
                );
            }
        }
        var branches = git.Shared(["for-each-ref", "--format=%(refname:lstrip=2) %(objectname) %(worktreepath)", AgentBranch.RefPattern]);
        foreach (var line in branches.OrThrow("list branches").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ', 3) is [var name, _, ""] && AgentBranch.Is(name) && WorktreeSite.GitDirOf(git.Repository, name) is null)
            {
                found.Add(
                    new Leftover(
                        new AgentWorktree
                        {
                            Path = "",
                            Branch = name,
                            Worktree = name,
                        },
                        false
                    )
                );
            }
        }
        return found;
    }
}
