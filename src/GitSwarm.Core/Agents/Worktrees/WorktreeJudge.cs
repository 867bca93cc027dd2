using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Tells whether a worktree may go: every reason against it is looked for, the dearest last.</summary>
/// <param name="git">Asks.</param>
/// <param name="inside">Which processes work in a directory; null where that cannot be told.</param>
/// <param name="own">Processes that do not count.</param>
internal sealed class WorktreeJudge(WorktreeGit git, Func<string, IReadOnlyList<int>?> inside, IReadOnlySet<int> own)
{
    // What git keeps while it is at something, in files whatever the store of refs is.
    private static readonly (string Name, string What)[] Operations =
    [
        ("MERGE_HEAD", "merge"),
        ("rebase-merge", "rebase"),
        ("rebase-apply", "rebase"),
        ("sequencer", "cherry-pick or revert"),
        ("BISECT_LOG", "bisect"),
    ];

    /// <summary>Judges.</summary>
    internal WorktreeVerdict Judge(AgentWorktree worktree)
    {
        var site = WorktreeSite.Find(worktree, git.Repository);
        var verdict = new WorktreeVerdict(site.Path, worktree.Branch, []);
        if (worktree.ByHook)
        {
            return verdict with { Reasons = [new Keep(KeepReason.MadeByHook, worktree.Path)] };
        }
        if (site is { GitDir: null, HasFiles: true })
        {
            return verdict with { Reasons = [new Keep(KeepReason.NotAWorktree, site.Path)] };
        }
        var reasons = new List<Keep>();
        try
        {
            reasons.AddRange(Outside(site));
            var changes = site.HasFiles ? TreeChanges.Look(git, site) : new TreeChanges([], []);
            reasons.AddRange(changes.Reasons);
            if (site.HasFiles)
            {
                reasons.AddRange(Listed(site, worktree));
                reasons.AddRange(NestedRepositories.Look(git, site.Path, changes.Submodules));
            }
            // Last, so that a commit made meanwhile is most likely seen.
            var commits = LeftCommits.Look(git, site, worktree);
            reasons.AddRange(commits.Reasons);
            return verdict with { Reasons = reasons, Tip = commits.Tip };
        }
        catch (Exception error) when (error is SwarmException or IOException or UnauthorizedAccessException)
        {
            return verdict with { Reasons = [.. reasons, new Keep(KeepReason.CannotTell, error.Message)] };
        }
    }

    /// <summary>What needs no git.</summary>
    private IEnumerable<Keep> Outside(WorktreeSite site)
    {
        if (site.Lock is { } reason)
        {
            yield return new Keep(KeepReason.Locked, reason);
        }
        foreach (var (name, what) in Operations)
        {
            if (site.GitDir is not null && Path.Exists(site.File(name)))
            {
                yield return new Keep(KeepReason.Operation, what);
            }
        }
        if (!site.HasFiles)
        {
            yield break;
        }
        if (inside(site.Path) is not { } processes)
        {
            yield return new Keep(KeepReason.ProcessesUnknown, site.Path);
        }
        else if (processes.Where(p => !own.Contains(p)).ToList() is { Count: > 0 } strangers)
        {
            yield return new Keep(KeepReason.Process, $"process {strangers[0]}", strangers.Count);
        }
    }

    /// <summary>Files of <c>.worktreeinclude</c> that are not as they were; one that was deleted is still where it was copied from.</summary>
    private IEnumerable<Keep> Listed(WorktreeSite site, AgentWorktree worktree)
    {
        var before = (worktree.Copied ?? []).ToDictionary(c => c.Path, StringComparer.Ordinal);
        var here = File.Exists(site.Patterns)
            ? ListedFiles.Files(ListedFiles.AskIn(git, site).OrThrow("list the copied files").Output)
            : [];
        // The first that is new decides; the others need not be read.
        var changed = here.Where(p => !before.ContainsKey(p.Text)).Select(p => p.Text).ToList();
        var now = ListedFiles.Describe(git, site, before.Keys.Select(RawPath.Of));
        changed.AddRange(now.Where(c => (c.Hash, c.Link) != (before[c.Path].Hash, before[c.Path].Link)).Select(c => c.Path));
        return Keep.Of(KeepReason.Listed, changed);
    }
}
