using System.CommandLine;
using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Clients.Settings;
using GitSwarm.Git;
using GitSwarm.Hooks;
using GitSwarm.Setup;

namespace GitSwarm.Commands;

/// <summary><c>git swarm init</c>: opt a repository in.</summary>
internal static class InitCommand
{
    public static Command Create(Runner run)
    {
        var noHooks = new Option<bool>("--no-hooks") { Description = "Install no git hooks" };
        var chain = new Option<bool>("--chain") { Description = "Add our lines to hook scripts that are there already" };
        var remote = new Option<string?>("--remote") { Description = "Exchange with this remote by default", HelpName = "name" };
        var clients = new Option<string[]>("--client")
        {
            Description = "Also install in this agent client, in user scope",
            HelpName = "client",
            AllowMultipleArgumentsPerToken = false,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var command = new Command("init", "Opt this repository in, and install its git hooks") { noHooks, chain, remote, clients, dryRun };
        run.On(
            command,
            (host, parsed) =>
            {
                var steps = new StepLog(host, parsed.GetValue(dryRun));
                var named = parsed.GetValue(clients) ?? [];
                // A typing error is found before anything is done.
                Array.ForEach(named, n => ClientSettings.Of(n));
                Ownership.Require(host.Repository, host.Directory, host.GitProcess);
                var version = OptIn.RequireGit(host.GitProcess);
                var remotes = RemoteSettings.Read(host.GitProcess, host.Repository);
                remotes.RequireSafeRefspecs();
                if (parsed.GetValue(remote) is { } name && host.Repository.Config[$"remote.{name}.url"] is null)
                {
                    throw new SwarmException(ErrorCode.BadArgument, $"no remote '{Texts.Cut(name, 40)}'", "see 'git remote'");
                }
                Enable(host, steps, parsed.GetValue(remote));
                if (!parsed.GetValue(noHooks))
                {
                    InstallHooks(host, steps, new GitHooks(host.GitProcess, host.Repository, version), parsed.GetValue(chain));
                }
                foreach (var client in named)
                {
                    InstallCommand.Install(host, steps, client, SettingsScope.User, statusLine: false);
                }
                foreach (var mirror in remotes.Mirrors)
                {
                    host.Output.Warn($"remote '{Texts.Cut(mirror, 40)}' is a mirror: a plain push there also publishes refs/swarm");
                }
                steps.End($"git-swarm is enabled in {host.Repository.Name}");
                return ExitCode.Yes;
            }
        );
        return command;
    }

    private static void Enable(SwarmHost host, StepLog steps, string? remote)
    {
        if (!host.Repository.IsEnabled)
        {
            steps.Do("set swarm.enabled in the repository's config", "git swarm deinit", () => OptIn.Enable(host.Git));
        }
        if (!host.Clone.IsMine)
        {
            steps.Do("give this clone an id (swarm.clone)", "git swarm deinit --purge", () => host.CloneIdForWriting());
        }
        else if (host.Repository.IsPlanted)
        {
            // One that is bound to no directory says nothing here.
            steps.Do(
                "give this clone an id of its own (swarm.clone)",
                "git swarm deinit --purge",
                () => host.Clone.Mint(host.Git, host.Ids)
            );
        }
        if (MainWorktree.Untold(host.Repository) is { } main)
        {
            steps.Do(
                $"tell linked work trees where the main one is ({MainWorktree.Key})",
                $"git config --unset {MainWorktree.Key}",
                () => LocalSettings.Set(host.Git, MainWorktree.Key, main)
            );
        }
        if (remote is not null && host.Repository.Config["swarm.remote"] != remote)
        {
            steps.Do(
                $"exchange with '{remote}' by default (swarm.remote)",
                "git config --unset swarm.remote",
                () => LocalSettings.Set(host.Git, "swarm.remote", remote)
            );
        }
    }

    private static void InstallHooks(SwarmHost host, StepLog steps, GitHooks hooks, bool chain)
    {
        var plan = hooks.Plan(host.Outside.ProgramPath ?? "git-swarm", chain);
        if (!steps.DryRun)
        {
            LocalSettings.FreeLock(host.Repository);
            hooks.Apply(plan);
        }
        foreach (var step in plan.Steps)
        {
            steps.Tell(step.Text, step.Undo, step.Advice);
        }
    }
}

/// <summary>Tells each thing done and how to undo it, or only what would be done.</summary>
internal sealed class StepLog(SwarmHost host, bool dryRun)
{
    private readonly List<StepBody> steps = [];

    public bool DryRun => dryRun;

    /// <summary>True where nothing was done, or would be.</summary>
    public bool IsEmpty => steps.Count == 0;

    /// <summary>Does something, or says that it would.</summary>
    public void Do(string text, string? undo, Action action)
    {
        if (!dryRun)
        {
            action();
        }
        Tell(text, undo, []);
    }

    /// <summary>Tells of something done elsewhere.</summary>
    public void Tell(string text, string? undo, IReadOnlyList<string> advice, IReadOnlyList<string>? diff = null)
    {
        steps.Add(new StepBody(text, undo, advice, diff));
        host.Output.Did(Texts.OneLine($"{(dryRun ? "would " : "")}{text}{(undo is null ? "" : $"   (undo: {undo})")}"));
        foreach (var line in advice)
        {
            host.Output.Did(Texts.OneLine($"    {line}"));
        }
    }

    /// <summary>Does what a plan for a client's settings says; a dry run shows it line by line.</summary>
    public void Apply(SettingsPlan plan)
    {
        if (!dryRun)
        {
            SettingsWrites.Apply(plan);
        }
        foreach (var step in plan.Steps)
        {
            var diff = dryRun && step.Change is { } change ? SettingsDiff.Of(change).ToList() : null;
            Tell(step.Text, step.Undo, step.Advice, diff);
            foreach (var line in diff ?? [])
            {
                host.Output.Did(line);
            }
        }
    }

    /// <summary>The last line, or the whole as JSON.</summary>
    public void End(string line)
    {
        if (host.Output.Json)
        {
            host.Output.Answer(new StepsBody(dryRun, steps), StepsContext.Default.StepsBody);
        }
        host.Output.Did(dryRun ? "nothing was changed" : Texts.OneLine(line));
    }
}

internal sealed record StepBody(
    string Text,
    string? Undo,
    IReadOnlyList<string> Advice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Diff
);

internal sealed record StepsBody(bool DryRun, IReadOnlyList<StepBody> Steps);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(StepsBody))]
internal sealed partial class StepsContext : JsonSerializerContext;
