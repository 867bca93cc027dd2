using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Store;

namespace GitSwarm.Commands.Hooks;

/// <summary>Before a commit: do the staged files meet claims of others? The backstop for edits no client hook saw.</summary>
internal static class PreCommitHook
{
    /// <returns>1 to stop the commit, where <c>swarm.commitEnforce</c> is <c>deny</c>; else 0.</returns>
    public static int Run(SwarmHost host)
    {
        // Where nobody ever claimed anything, a commit costs no process.
        if (!RefPresence.IsPossible(host.Repository, SwarmRefs.Prefix(SwarmRefs.Locks)))
        {
            return ExitCode.Yes;
        }
        GitChild? staged = null;
        var scene = HookScene.Read(
            host,
            () => staged ??= new ChangedNames(host.GitProcess, host.Repository).StartStaged(host.Outside.Variable("GIT_INDEX_FILE"))
        );
        var paths = ChangedNames.Names(staged!);
        var met = Meetings.Claims(scene, paths);
        if (met.Count == 0)
        {
            return ExitCode.Yes;
        }
        var enforce = host.Settings["swarm.commitenforce"]?.ToLowerInvariant();
        if (enforce == "off")
        {
            return ExitCode.Yes;
        }
        Meetings.Say(host, [.. Meetings.Lines(met, host.Now)]);
        if (enforce != "deny")
        {
            return ExitCode.Yes;
        }
        host.Output.Hook(
            $"git-swarm: commit stopped (swarm.commitEnforce=deny); {ClaimText.Ask([.. met.Select(m => m.Claim)])}, or go ahead with 'git commit --no-verify'"
        );
        return ExitCode.No;
    }
}
