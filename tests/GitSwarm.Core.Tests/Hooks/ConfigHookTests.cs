using GitSwarm.Hooks;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>Hooks in the config, which git knows from 2.54 on.</summary>
[Collection(HookCollection.Name)]
public sealed class ConfigHookTests
{
    private const string Needed = "git 2.54";

    [ToolFact(Needed)]
    public void They_run_beside_files_and_whatever_the_hooks_path_is()
    {
        using var repository = New();
        repository.WriteHook("pre-commit", "#!/bin/sh\necho users >>\"$LOG\"\n");
        var plan = repository.Install();
        Assert.All(plan.Steps, s => Assert.Equal(HookAction.Config, s.Action));
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "users", "hook git post-commit []"], repository.Calls());
        repository.Git("config", "core.hooksPath", "/dev/null").OrThrow("config");
        Assert.False(repository.Hooks().Plan(repository.Program).ChangesAnything);
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []"], repository.Calls());
    }

    [ToolFact(Needed)]
    public void They_take_over_from_files()
    {
        using var repository = New();
        repository.WriteHook("post-commit", "#!/bin/sh\necho users >>\"$LOG\"\n");
        var before = repository.Snapshot();
        repository.Install(chain: true, files: true);
        repository.Install();
        Assert.Equal([Path.Combine(repository.HooksDir, "post-commit")], Directory.GetFiles(repository.HooksDir));
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []", "users"], repository.Calls());
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
    }

    [ToolFact(Needed)]
    public void Files_take_over_when_an_older_git_sets_up()
    {
        using var repository = New();
        repository.WriteHook("pre-commit", "#!/bin/sh\n");
        repository.Install();
        repository.Install(files: true);
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []"], repository.Calls());
        Assert.NotEqual("", repository.Git("config", "hook.swarm-pre-commit.command").Text);
        Assert.Equal("", repository.Git("config", "hook.swarm-post-commit.command").Text);
    }

    [ToolFact(Needed)]
    public void An_edited_command_is_left_alone_and_removed_with_its_section()
    {
        using var repository = New();
        var before = repository.Snapshot();
        repository.Install();
        repository.Git("config", "hook.swarm-pre-commit.command", "true").OrThrow("config");
        var plan = repository.Hooks().Plan(repository.Program);
        Assert.False(plan.ChangesAnything);
        Assert.Equal(HookAction.Foreign, plan.Steps[0].Action);
        Assert.Equal(HookProbeOutcome.Missed, GitHooksTests.Probe(repository, "pre-commit").Outcome);
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
    }

    [ToolFact(Needed)]
    public void A_half_written_section_is_completed()
    {
        using var repository = New();
        repository.Install();
        repository.Git("config", "--unset", "hook.swarm-pre-commit.event").OrThrow("config");
        Assert.Equal(HookAction.Config, repository.Install().Steps[0].Action);
        // Git refuses to commit with an event that has no command.
        repository.Git("config", "--unset", "hook.swarm-pre-commit.command").OrThrow("config");
        Assert.NotEqual(0, repository.Git("commit", "-q", "--allow-empty", "-m", "no").ExitCode);
        Assert.Equal(HookAction.Config, repository.Install().Steps[0].Action);
        repository.Commit();
        Assert.Equal(2, repository.Calls().Count);
    }

    [ToolFact(Needed)]
    public void A_probe_sees_that_the_user_switched_a_hook_off()
    {
        using var repository = New();
        repository.Install();
        repository.Git("config", "--global", "hook.swarm-pre-commit.enabled", "no").OrThrow("config");
        Assert.Equal(HookProbeOutcome.Disabled, GitHooksTests.Probe(repository, "pre-commit").Outcome);
        repository.Commit();
        Assert.Equal(["hook git post-commit []"], repository.Calls());
    }

    private static HookRepository New() => new(TestTools.Find(Needed));
}
