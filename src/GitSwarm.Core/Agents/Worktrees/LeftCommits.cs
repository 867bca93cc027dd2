using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Agents.Worktrees;

/// <summary>Work in a worktree that is committed or stashed, and reached by nothing that stays.</summary>
/// <param name="Reasons">What was found.</param>
/// <param name="Tip">Where the branch is; null where it is not there.</param>
internal sealed record LeftCommits(IReadOnlyList<Keep> Reasons, string? Tip)
{
    /// <summary>
    /// What does not count as another ref: our records; refs of one worktree or one moment; and all branches of agents, for two
    /// of them that reach one commit must not each be removed for the sake of the other.
    /// </summary>
    private static readonly string[] Passing =
    [
        AgentBranch.RefPattern,
        "refs/swarm/*",
        "refs/stash",
        "refs/bisect/*",
        "refs/rewritten/*",
        "refs/worktree/*",
        "refs/replace/*",
    ];

    private static readonly string[] Own = ["refs/worktree", "refs/bisect", "refs/rewritten"];

    /// <summary>Looks.</summary>
    /// <exception cref="SwarmException">Git cannot tell.</exception>
    internal static LeftCommits Look(WorktreeGit git, WorktreeSite site, AgentWorktree worktree)
    {
        // Without a name, a ref nobody can have.
        var branch = AgentBranch.Ref(worktree.Branch ?? "");
        string[] asked = [branch, "refs/stash", "HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"];
        var answers = Resolve(git, site, asked);
        var reasons = new List<Keep>();
        if (site.GitDir is not null && (answers[3] ?? answers[4]) is not null)
        {
            // In the reftable store, where these are refs, no file tells.
            reasons.Add(new Keep(KeepReason.Operation, answers[3] is null ? "revert" : "cherry-pick"));
        }
        var head = site.GitDir is null ? null : answers[2];
        if (site.GitDir is not null && head is null)
        {
            reasons.Add(new Keep(KeepReason.CannotTell, "HEAD has no commit"));
        }
        List<string> logs = [];
        if (head is not null)
        {
            logs.Add("HEAD");
        }
        if (answers[0] is not null)
        {
            logs.Add(branch);
        }
        var history = Reflogs(git, site, logs);
        HashSet<string> ends = [.. new[] { head, answers[0] }.OfType<string>(), .. OwnRefs(git, site)];
        reasons.AddRange(Unreached(git, worktree, ends, KeepReason.Commits, []));
        reasons.AddRange(Unreached(git, worktree, [.. history.Except(ends)], KeepReason.Discarded, ends));
        if (answers[1] is not null)
        {
            reasons.AddRange(Stashes(git, worktree, history));
        }
        return new LeftCommits(reasons, answers[0]);
    }

    private static string?[] Resolve(WorktreeGit git, WorktreeSite site, string[] names)
    {
        string[] arguments = ["cat-file", "--batch-check=%(objectname)"];
        var input = Encoding.UTF8.GetBytes(string.Join('\n', names) + "\n");
        var lines = (site.GitDir is null ? git.Shared(arguments, input) : git.In(site, arguments, input))
            .OrThrow("see where the branch is")
            .Text.Split('\n');
        return [.. lines.Select(line => ObjectId.TryParse(line, out var id) ? id.Hex : null)];
    }

    /// <summary>What the worktree's own refs hold: they go with it, and no other worktree sees them.</summary>
    private static string[] OwnRefs(WorktreeGit git, WorktreeSite site) =>
        // Git never packs these, so mostly a look at folders tells that there are none.
        site.GitDir
            is not { } own
        || (git.Repository.RefFormat == RefFormat.Files && !Own.Any(r => Directory.Exists(Path.Combine(own, r))))
            ? []
            : git.In(site, ["for-each-ref", "--format=%(objectname)", .. Own])
                .OrThrow("list the refs of the worktree")
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every commit HEAD and the branch have been at, as far as git remembers.</summary>
    private static HashSet<string> Reflogs(WorktreeGit git, WorktreeSite site, List<string> names)
    {
        if (names.Count == 0)
        {
            return [];
        }
        string[] arguments = ["rev-list", "--walk-reflogs", .. names, "--"];
        var result = (site.GitDir is null ? git.Shared(arguments) : git.In(site, arguments)).OrThrow("read the reflog of the worktree");
        return [.. result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static IEnumerable<Keep> Unreached(
        WorktreeGit git,
        AgentWorktree worktree,
        HashSet<string> commits,
        KeepReason reason,
        HashSet<string> told
    )
    {
        if (commits.Count == 0 || commits.All(c => c == worktree.Start))
        {
            return [];
        }
        // Names may be many: through the input, and before the others, where every git takes them for wanted ones.
        var exclusions = Passing.Append(AgentBranch.Ref(worktree.Branch ?? "")).Select(p => "--exclude=" + p);
        string[] arguments =
        [
            "--no-replace-objects",
            "rev-list",
            "--stdin",
            "--not",
            .. worktree.Start is { } start ? [start] : Array.Empty<string>(),
            .. told,
            .. exclusions,
            "--glob=refs/*",
        ];
        var found = git.Shared(arguments, Encoding.ASCII.GetBytes(string.Join('\n', commits) + "\n"))
            .OrThrow("see which commits nothing else reaches")
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Keep.Of(reason, [.. found.Select(id => id[..Math.Min(id.Length, 10)])]);
    }

    /// <summary>Stashes made on the branch; and those made on no branch at a commit HEAD was at.</summary>
    private static IEnumerable<Keep> Stashes(WorktreeGit git, AgentWorktree worktree, HashSet<string> history)
    {
        var log = git.Shared(["-c", "log.showSignature=false", "log", "--walk-reflogs", "-z", "--format=%gs%x00%P", "refs/stash", "--"])
            .OrThrow("list the stashes");
        var words = log.Text.Split('\0');
        var found = new List<string>();
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            var on = Words(words[i]);
            if (
                (worktree.Branch is not null && on == worktree.Branch)
                || (on == "(no branch)" && history.Contains(words[i + 1].Split(' ')[0]))
            )
            {
                found.Add(words[i]);
            }
        }
        return Keep.Of(KeepReason.Stash, found);
    }

    /// <summary>The branch in <c>WIP on main: …</c> and <c>On main: …</c>; null where a stash says something else.</summary>
    private static string? Words(string message)
    {
        var rest =
            message.StartsWith("WIP on ", StringComparison.Ordinal) ? message[7..]
            : message.StartsWith("On ", StringComparison.Ordinal) ? message[3..]
            : null;
        return rest?.Split(": ")[0];
    }
}
