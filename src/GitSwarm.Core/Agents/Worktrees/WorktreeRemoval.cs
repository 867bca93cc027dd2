using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Removes a worktree that was judged to hold nothing, then its branch; wherever it is stopped, the next call goes on.</summary>
/// <remarks>
/// Git checks once more by itself before it deletes, and the branch goes only from where it was judged to be. Each step is a
/// mark of how far it came: the note that removal began, the worktree's directory at git's, the branch.
/// </remarks>
internal sealed class WorktreeRemoval(WorktreeGit git)
{
    /// <summary>Puts back what a removal that was stopped had taken, the rules of what is ignored among it, so that it can be judged again.</summary>
    internal void Resume(AgentWorktree worktree)
    {
        var site = WorktreeSite.Find(worktree, git.Repository);
        if (site is { GitDir: { } gitDir, HasFiles: true } && File.Exists(site.Removing))
        {
            var dotGit = Path.Combine(site.Path, ".git");
            if (!Path.Exists(dotGit))
            {
                File.WriteAllText(dotGit, $"gitdir: {gitDir}\n");
            }
            // Only files that are missing; whether it could, the verdict tells.
            git.In(site, ["checkout-index", "--all", "--quiet"]);
        }
    }

    /// <summary>Removes.</summary>
    internal WorktreeEnd Remove(AgentWorktree worktree, WorktreeVerdict verdict)
    {
        var site = WorktreeSite.Find(worktree, git.Repository);
        if (site.GitDir is not null && RemoveTree(site) is { } refused)
        {
            return new WorktreeEnd(verdict with { Reasons = [new Keep(KeepReason.GitRefused, refused)] }, IsRemoved: false);
        }
        if (site.Remains is { } remains && !WorktreeSite.Clear(remains, site.Path))
        {
            return new WorktreeEnd(verdict with { Reasons = [new Keep(KeepReason.GitRefused, remains)] }, IsRemoved: false);
        }
        return new WorktreeEnd(verdict, IsRemoved: true, worktree.Branch is { } branch ? RemoveBranch(branch, verdict.Tip) : null);
    }

    /// <summary>Gives git's reason where it did not.</summary>
    private string? RemoveTree(WorktreeSite site)
    {
        if (site.HasFiles)
        {
            File.WriteAllText(site.Removing, "");
        }
        // Never forced: git looks once more by itself.
        var result = git.Shared(["worktree", "remove", site.Path]);
        if (result.Ok || !Directory.Exists(site.GitDir))
        {
            return null;
        }
        return result.Reason;
    }

    /// <summary>Gives the reason where it stays.</summary>
    private string? RemoveBranch(string branch, string? tip)
    {
        if (tip is null)
        {
            return null;
        }
        var found = git.Shared(["for-each-ref", "--format=%(objectname) %(worktreepath)", AgentBranch.Ref(branch)]);
        if (!found.Ok)
        {
            return Texts.Cut(found.Reason, 200);
        }
        var (now, place) = found.Text.Split(' ', 2) is [var id, var path] ? (id, path) : (found.Text, "");
        if (now.Length == 0)
        {
            return null;
        }
        if (place.Length > 0)
        {
            return $"it is checked out at {Texts.OneLine(place)}";
        }
        var deleted = git.Shared(["update-ref", "-d", AgentBranch.Ref(branch), tip]);
        if (!deleted.Ok)
        {
            return now == tip ? Texts.Cut(deleted.Reason, 200) : "it has moved in the meantime";
        }
        // Where a branch pushes to, if it ever was told: git's own 'branch -d' takes that along, too.
        if (
            ConfigFile
                .Read(Path.Combine(git.Repository.CommonDir, "config"))
                .Keys.Any(k => k.StartsWith($"branch.{branch}.", StringComparison.Ordinal))
        )
        {
            git.Shared(["config", "--local", "--remove-section", "branch." + branch]);
        }
        return null;
    }
}
