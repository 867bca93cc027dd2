using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Hooks;
using GitSwarm.Setup;
using GitSwarm.Sync;

namespace GitSwarm.Commands;

/// <summary><c>git swarm deinit</c>: opt a repository out.</summary>
internal static class DeinitCommand
{
    public static Command Create(Runner run)
    {
        var purge = new Option<bool>("--purge") { Description = "Delete every ref and file of git-swarm, too" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var command = new Command("deinit", "Opt this repository out: remove hooks and settings") { purge, dryRun };
        run.On(
            command,
            (host, parsed) =>
            {
                var steps = new StepLog(host, parsed.GetValue(dryRun));
                var left = parsed.GetValue(purge) ? LeftAtRemotes(host) : [];
                var hooks = new GitHooks(host.GitProcess, host.Repository, OptIn.RequireGit(host.GitProcess));
                var plan = hooks.PlanRemoval();
                if (!steps.DryRun)
                {
                    LocalSettings.FreeLock(host.Repository);
                    hooks.Apply(plan);
                }
                foreach (var step in plan.Steps)
                {
                    steps.Tell(step.Text, step.Undo, step.Advice);
                }
                var all = parsed.GetValue(purge);
                if (OptIn.HasSettings(host.Repository, all))
                {
                    steps.Do(
                        "remove its settings from the repository's config",
                        "git swarm init",
                        () => OptIn.RemoveSettings(host.Git, all)
                    );
                }
                // Last, or a session still at work would write records again.
                if (all && OptIn.HasRecords(host.Git))
                {
                    if (!steps.DryRun)
                    {
                        OptIn.Purge(host.Git);
                    }
                    steps.Tell("delete every ref and file of git-swarm", undo: null, left);
                }
                steps.End(
                    steps.IsEmpty ? $"nothing of git-swarm is in {host.Repository.Name}" : $"git-swarm is gone from {host.Repository.Name}"
                );
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>For each remote records went to, how to take them away there: the id they are found by is gone afterwards.</summary>
    private static List<string> LeftAtRemotes(SwarmHost host) =>
        host.Repository.Config["swarm.clone"] is { } clone
            ? [.. SyncState.All(host.Repository).Select(s => s.Remote!).Select(remote => Left(remote, clone))]
            : [];

    private static string Left(string remote, string clone)
    {
        var word = remote.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') ? remote : ShellQuote.Quote(remote);
        return $"what was sent to '{Texts.Cut(remote, 60)}' stays there until other clones drop it after swarm.retention; at once: "
            + $"git push {word} --delete $(git ls-remote {word} 'refs/swarm/*/{clone}/*' 'refs/heads/swarm-sync/{clone}' | cut -f 2)";
    }
}
