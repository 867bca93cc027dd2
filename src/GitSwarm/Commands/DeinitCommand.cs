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
                steps.Do(
                    "remove its settings from the repository's config",
                    "git swarm init",
                    () => OptIn.RemoveSettings(host.Git, parsed.GetValue(purge))
                );
                // Last, or a session still at work would write records again.
                if (parsed.GetValue(purge))
                {
                    steps.Do("delete every ref and file of git-swarm", undo: null, () => OptIn.Purge(host.Git));
                }
                steps.End($"git-swarm is gone from {host.Repository.Name}");
                return ExitCode.Yes;
            }
        );
        return command;
    }
}
