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
        var folder = new DirectoryInfo(Path.Combine(git.Repository.CommonDir, "worktrees"));
        foreach (var name in folder.Exists ? folder.EnumerateDirectories("agent-*").Select(d => d.Name).Where(AgentBranch.Is) : [])
        {
            var lockFile = Path.Combine(folder.FullName, name, "locked");
            if (
                File.Exists(lockFile)
                && MakingMark.Parse(File.ReadAllText(lockFile).TrimEnd()) is { } mark
                && !(mark.Maker is { } maker && Liveness.Of(maker, table) != Life.Dead)
            )
            {
                found.Add(
                    new Leftover(
                        new AgentWorktree
                        {
                            Path = mark.Path,
                            Branch = name,
                            Start = mark.Start,
                            Worktree = name,
                        },
                        true
                    )
                );
            }
        }
        var branches = git.Shared(["for-each-ref", "--format=%(refname:lstrip=2) %(objectname) %(worktreepath)", AgentBranch.RefPattern]);
        if (!branches.Ok && found.Count > 0)
        {
            // With half a worktree around git lists nothing: first that one has to go.
            return found;
        }
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

    /// <summary>Takes the lock off, so that it is judged like any other; no agent was in it yet, so copies in it are nothing but copies.</summary>
    internal static void Unlock(WorktreeGit git, Leftover leftover)
    {
        if (leftover.IsLocked)
        {
            var folder = Path.Combine(git.Repository.CommonDir, "worktrees", leftover.Worktree.Worktree!);
            File.Delete(Path.Combine(folder, WorktreeSite.PatternsName));
            File.Delete(Path.Combine(folder, "locked"));
        }
    }
}
