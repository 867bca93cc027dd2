using System.CommandLine;
using GitSwarm.Cli;
using GitSwarm.Hooks;
using GitSwarm.Setup;

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
                    steps.Do("delete every ref and file of git-swarm", undo: null, () => OptIn.Purge(host.Git));
                }
                steps.End(
                    steps.IsEmpty ? $"nothing of git-swarm is in {host.Repository.Name}" : $"git-swarm is gone from {host.Repository.Name}"
                );
                return ExitCode.Yes;
            }
        );
        return command;
    }
}
