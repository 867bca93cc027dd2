using System.Text;
using GitSwarm.Hooks;
using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>Hook files of others: left alone, or combined with on demand.</summary>
[Collection(HookCollection.Name)]
public sealed class ForeignHookTests
{
    private const string Users = "#!/bin/sh\necho users \"$@\" >>\"$LOG\"\nexit 0\n";

    [Fact]
    public void A_foreign_hook_is_left_alone_with_two_ways_to_combine()
    {
        using var repository = new HookRepository();
        var path = repository.WriteHook("pre-commit", Users);
        var plan = repository.Install(files: true);
        var step = Assert.Single(plan.Steps, s => s.Event == "pre-commit");
        Assert.Equal(HookAction.Foreign, step.Action);
        Assert.Null(step.Undo);
        Assert.Contains("--chain", step.Advice[0]);
        Assert.Contains("git-swarm hook git pre-commit \"$@\"", step.Advice[^1]);
        Assert.Equal(["pre-commit"], plan.Missing);
        Assert.Equal(Users, File.ReadAllText(path));
        repository.Commit();
        Assert.Equal(["users", "hook git post-commit []"], repository.Calls());
    }

    [Fact]
    public void A_chained_hook_runs_both_and_keeps_its_input()
    {
        using var repository = new HookRepository();
        repository.WriteHook("post-rewrite", "#!/bin/sh -eu\nexec cat >>\"$LOG\"\n");
        repository.WriteHook("pre-commit", Users);
        repository.Install(chain: true, files: true);
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "users", "hook git post-commit []"], repository.Calls());
        repository.Git("commit", "-q", "--amend", "--allow-empty", "-m", "other").OrThrow("amend");
        var calls = repository.Calls();
        Assert.Equal("hook git post-rewrite amend []", calls[3]);
        Assert.Matches("^[0-9a-f]{40} [0-9a-f]{40}$", calls[4]);
    }

    [Fact]
    public void A_denial_stops_a_chained_hook_and_a_crash_does_not()
    {
        using var repository = new HookRepository();
        repository.WriteHook("pre-commit", Users.Replace("#!/bin/sh", "#!/bin/bash -eu", StringComparison.Ordinal));
        repository.Install(chain: true, files: true);
        repository.WriteProgram("exit 3");
        repository.Commit();
        Assert.Equal("users", repository.Calls()[1]);
        repository.WriteProgram("exit 1");
        Assert.Equal(1, repository.Git("commit", "--allow-empty", "-m", "no").ExitCode);
        Assert.Equal(["hook git pre-commit []"], repository.Calls());
        repository.GitWith("GIT_SWARM", "off", "commit", "--allow-empty", "-m", "yes").OrThrow("commit");
        Assert.Equal(["users"], repository.Calls());
        File.Delete(repository.Program);
        repository.Commit();
        Assert.Equal(["users"], repository.Calls());
    }

    [Fact]
    public void A_probe_does_not_run_the_users_part()
    {
        using var repository = new HookRepository();
        repository.WriteHook("pre-commit", Users);
        repository.Install(chain: true, files: true);
        Assert.Equal(HookProbeOutcome.Reached, GitHooksTests.Probe(repository, "pre-commit", files: true).Outcome);
        File.Delete(repository.Program);
        Assert.Equal(HookProbeOutcome.Missed, GitHooksTests.Probe(repository, "pre-commit", files: true).Outcome);
        Assert.Empty(repository.Calls());
    }

    [Theory]
    [InlineData("#!/bin/sh\nexit 0\n")]
    [InlineData("#!/bin/sh\nexit 0")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("#!/bin/sh")]
    [InlineData("#!/bin/sh\r\nexit 0\r\n")]
    [InlineData("#!/bin/sh\r\nexit 0")]
    [InlineData("#! /usr/bin/env -S A=b bash -e\n\n\nexit 0\n\n")]
    [InlineData("#!/usr/bin/zsh\nexit 0\n")]
    [InlineData("# no shebang\nexit 0\n")]
    [InlineData("\n")]
    [InlineData("")]
    [InlineData("#!/bin/ksh\n# Gr\u00fc\u00dfe in Latin-1 \u00ff\n")]
    public void Removal_restores_a_chained_hook(string text)
    {
        using var repository = new HookRepository();
        const UnixFileMode Mode = (UnixFileMode)0b111_001_000;
        var path = repository.WriteHook("pre-commit", text, Mode);
        var before = repository.Snapshot();
        repository.Install(chain: true, files: true);
        Assert.Contains(HookTexts.Open, File.ReadAllText(path));
        Assert.Equal(Mode, File.GetUnixFileMode(path));
        Assert.False(repository.Hooks(files: true).Plan(repository.Program, chain: true).ChangesAnything);
        Assert.False(repository.Hooks(files: true).Plan(repository.Program).ChangesAnything);
        repository.Hooks(files: true).Apply(repository.Hooks(files: true).Plan("/elsewhere/git-swarm"));
        Assert.Contains("/elsewhere/git-swarm", File.ReadAllText(path));
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
        Assert.Equal(Encoding.Latin1.GetBytes(text), File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("#!/usr/bin/env python3\nprint(1)\n", "'python3'")]
    [InlineData("#!/usr/bin/fish\n", "'fish'")]
    [InlineData("#!/usr/bin/env\n", "'env'")]
    [InlineData("\u007fELF\0\0", "no script")]
    public void Chain_refuses_what_is_no_shell_script(string text, string reason)
    {
        using var repository = new HookRepository();
        repository.WriteHook("pre-commit", text);
        AssertRefused(repository, reason);
    }

    [Fact]
    public void Chain_refuses_a_file_that_git_does_not_run()
    {
        using var repository = new HookRepository();
        repository.WriteHook("pre-commit", Users, (UnixFileMode)0b110_100_100);
        AssertRefused(repository, "not executable");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Chain_refuses_a_symbolic_link(bool dangling)
    {
        using var repository = new HookRepository();
        var target = Path.Combine(repository.Root, "shared-hook");
        if (!dangling)
        {
            HookRepository.WriteScript(target, Users);
        }
        File.CreateSymbolicLink(Path.Combine(repository.HooksDir, "pre-commit"), target);
        AssertRefused(repository, "symbolic link");
        Assert.Equal(!dangling, File.Exists(target));
    }

    [Fact]
    public void A_pasted_snippet_counts()
    {
        using var repository = new HookRepository();
        repository.WriteHook("pre-commit", Users);
        repository.WriteProgram(path: Path.Combine(repository.BinOnPath, "git-swarm"));
        var line = repository.Install(files: true).Steps[0].Advice[^1];
        repository.WriteHook("pre-commit", Users.Replace("#!/bin/sh\n", $"#!/bin/sh -eu\n{line}\n", StringComparison.Ordinal));
        var before = repository.Snapshot();
        Assert.False(repository.Install(chain: true, files: true).ChangesAnything);
        Assert.Equal(HookProbeOutcome.ByHand, GitHooksTests.Probe(repository, "pre-commit", files: true).Outcome);
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "users", "hook git post-commit []"], repository.Calls());

        repository.WriteProgram("exit 1", Path.Combine(repository.BinOnPath, "git-swarm"));
        Assert.Equal(1, repository.Git("commit", "-q", "--allow-empty", "-m", "no").ExitCode);
        repository.WriteProgram("exit 2", Path.Combine(repository.BinOnPath, "git-swarm"));
        repository.Commit();
        File.Delete(Path.Combine(repository.BinOnPath, "git-swarm"));
        repository.Commit();
        Assert.Equal(before[1..2], repository.Snapshot()[1..2]);
    }

    [Fact]
    public void A_hook_that_changed_after_the_plan_is_not_overwritten()
    {
        using var repository = new HookRepository();
        var plan = repository.Hooks(files: true).Plan(repository.Program);
        var path = repository.WriteHook("pre-commit", Users);
        var refusal = Assert.Throws<SwarmException>(() => repository.Hooks(files: true).Apply(plan));
        Assert.Equal(ErrorCode.ForeignFile, refusal.Code);
        Assert.Equal(Users, File.ReadAllText(path));
    }

    [Fact]
    public void A_directory_in_the_place_of_a_hook_is_foreign()
    {
        using var repository = new HookRepository();
        Directory.CreateDirectory(Path.Combine(repository.HooksDir, "pre-commit"));
        AssertRefused(repository, "no script");
    }

    private static void AssertRefused(HookRepository repository, string reason)
    {
        var before = repository.Snapshot();
        var step = repository.Hooks(files: true).Plan(repository.Program, chain: true).Steps[0];
        Assert.Equal(HookAction.Foreign, step.Action);
        Assert.Contains(reason, step.Advice[0]);
        repository.Install(chain: true, files: true);
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
    }
}
