using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Commands.Hooks;

/// <summary>Before a commit: do the staged files meet claims or open work of others? The backstop for edits no client hook saw.</summary>
internal static class PreCommitHook
{
    private static readonly string[] Kinds = [SwarmRefs.Locks, SwarmRefs.Touched];

    /// <returns>1 to stop the commit, where <c>swarm.commitEnforce</c> is <c>deny</c>; else 0.</returns>
    public static int Run(SwarmHost host)
    {
        // Where nobody ever claimed or touched anything, a commit costs no process.
        if (!RefPresence.IsPossible(host.Repository, Kinds))
        {
            return ExitCode.Yes;
        }
        var index = host.Outside.Variable("GIT_INDEX_FILE");
        var changed = new ChangedNames(host.GitProcess, host.Repository);
        GitChild? staged = null;
        var scene = HookScene.ReadForCommit(host, () => staged ??= changed.StartStaged(index));
        // Before the first commit of a branch without history there is nothing to compare with: all of it is new.
        var paths = ChangedNames.Names(staged!) ?? changed.InIndex(index);
        if (!scene.IsAnyKnown(paths))
        {
            return ExitCode.Yes;
        }
        var met = Meetings.Claims(scene, paths);
        var merged = MergedIn(host.Repository);
        if (met.Count > 0 && merged.Count > 0)
        {
            // What a merge brings in as it was committed elsewhere is no change of ours: only what was resolved by hand.
            var theirs = merged.Select(commit => ChangedNames.Names(changed.StartStaged(index, commit))).OfType<IReadOnlyList<string>>();
            met = Meetings.Claims(scene, [.. theirs.Aggregate(paths.AsEnumerable(), (left, some) => left.Intersect(some))]);
        }
        var conflicts = merged.Count > 0 ? [] : CommitConflicts.Lines(host, scene, paths, index);
        if (met.Count + conflicts.Count == 0)
        {
            return ExitCode.Yes;
        }
        var enforce = host.Settings["swarm.commitenforce"]?.ToLowerInvariant();
        if (enforce == "off")
        {
            return ExitCode.Yes;
        }
        Meetings.Say(host, [.. Meetings.Lines(met, host.Now), .. conflicts]);
        // A conflict foreseen is news, not a claim: only claims stop a commit.
        if (enforce != "deny" || met.Count == 0)
        {
            return ExitCode.Yes;
        }
        host.Output.Hook(
            $"git-swarm: commit stopped (swarm.commitEnforce=deny); {ClaimText.Ask([.. met.Select(m => m.Claim)])}, or go ahead with 'git commit --no-verify'"
        );
        return ExitCode.No;
    }

    /// <summary>The commits a merge that stopped is about to bring in.</summary>
    private static List<string> MergedIn(Repository repository)
    {
        var file = Path.Combine(repository.GitDir, "MERGE_HEAD");
        return File.Exists(file) ? [.. File.ReadLines(file).Where(line => ObjectId.TryParse(line, out _))] : [];
    }
}
