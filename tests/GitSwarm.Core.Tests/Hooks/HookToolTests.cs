using GitSwarm.Hooks;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>The common hook tools, really installed, before and after git-swarm, with hooks as files.</summary>
[Collection(HookCollection.Name)]
public sealed class HookToolTests
{
    private static readonly string[] Both = ["hook git pre-commit []", "tool"];

    [ToolFact("husky")]
    public void Husky_before_us()
    {
        using var repository = new HookRepository();
        InstallHusky(repository);
        var plan = repository.Install(chain: true, files: true);
        Assert.False(plan.ChangesAnything);
        var step = plan.Steps[0];
        Assert.Equal(HookAction.InsideWorktree, step.Action);
        Assert.Equal(Path.Combine(repository.Path, ".husky", "pre-commit"), step.Path);
        PasteOnTop(step);
        AssertBoth(repository);
        Assert.Equal(HookAction.Already, repository.Hooks(files: true).Plan(repository.Program).Steps[0].Action);
    }

    [ToolFact("husky")]
    public void Husky_after_us()
    {
        using var repository = new HookRepository();
        var before = repository.Snapshot();
        repository.Install(files: true);
        InstallHusky(repository);
        repository.Commit();
        Assert.Equal(["tool"], repository.Calls());
        Assert.Equal(HookProbeOutcome.NotInstalled, GitHooksTests.Probe(repository, "pre-commit", files: true).Outcome);
        PasteOnTop(repository.Install(files: true).Steps[0]);
        AssertBoth(repository);
        repository.Remove();
        Assert.Equal(before[1..], repository.Snapshot().Where(l => !l.Contains(".husky", StringComparison.Ordinal)).Skip(1));
    }

    [ToolFact("lefthook")]
    public void Lefthook_before_us()
    {
        using var repository = new HookRepository();
        InstallLefthook(repository);
        var before = repository.Snapshot();
        Assert.Contains("lefthook", repository.Install(files: true).Steps[0].Text);
        Assert.Equal(HookAction.Chain, repository.Install(chain: true, files: true).Steps[0].Action);
        AssertBoth(repository);
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());

        // Its next installation writes the file anew; the next of ours notices.
        repository.Install(chain: true, files: true);
        InstallLefthook(repository);
        Assert.Equal(HookProbeOutcome.NotInstalled, GitHooksTests.Probe(repository, "pre-commit", files: true).Outcome);
        repository.Install(chain: true, files: true);
        AssertBoth(repository);
    }

    [ToolFact("lefthook")]
    public void Lefthook_after_us()
    {
        using var repository = new HookRepository();
        var before = repository.Snapshot();
        repository.Install(files: true);
        InstallLefthook(repository);
        Assert.True(File.Exists(Path.Combine(repository.HooksDir, "pre-commit.old")));
        Assert.Equal(HookAction.Foreign, repository.Install(files: true).Steps[0].Action);
        repository.Install(chain: true, files: true);
        AssertBoth(repository);
        repository.Remove();
        Assert.Equal(0, repository.Tool("lefthook", "uninstall").ExitCode);
        Assert.Equal(before, repository.Snapshot().Where(l => !l.Contains("/info/", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    [ToolFact("pre-commit")]
    public void PreCommit_before_us()
    {
        using var repository = new HookRepository();
        InstallPreCommit(repository);
        var before = repository.Snapshot();
        Assert.Contains("pre-commit", repository.Install(files: true).Steps[0].Text);
        repository.Install(chain: true, files: true);
        AssertBoth(repository);
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
    }

    [ToolFact("pre-commit")]
    public void PreCommit_after_us()
    {
        using var repository = new HookRepository();
        var before = repository.Snapshot();
        repository.Install(files: true);
        InstallPreCommit(repository);
        AssertBoth(repository);
        var plan = repository.Hooks(files: true).Plan(repository.Program);
        Assert.False(plan.ChangesAnything);
        Assert.EndsWith("pre-commit.legacy", plan.Steps[0].Path);
        Assert.Equal(HookProbeOutcome.Reached, GitHooksTests.Probe(repository, "pre-commit", files: true).Outcome);

        repository.WriteProgram("exit 1");
        Assert.Equal(1, repository.Git("commit", "--allow-empty", "-m", "no").ExitCode);
        repository.WriteProgram("exit 2");
        repository.Commit();

        repository.Remove();
        Assert.Equal(0, repository.Tool("pre-commit", "uninstall").ExitCode);
        Assert.Equal(before, repository.Snapshot());
    }

    [ToolFact("git-lfs")]
    public void GitLfs_before_us()
    {
        using var repository = new HookRepository();
        Assert.Equal(0, repository.Tool("git", "lfs", "install", "--local").ExitCode);
        var before = repository.Snapshot();
        var step = repository.Install(files: true).Steps.Single(s => s.Event == "post-commit");
        Assert.Contains("git-lfs", step.Text);
        repository.Install(chain: true, files: true);
        Assert.Equal("hook git post-commit []", TraceCommit(repository)[^1]);
        repository.Remove();
        Assert.Equal(before.Count, repository.Snapshot().Count);
        Assert.Equal(before, repository.Snapshot());
    }

    [ToolFact("git-lfs")]
    public void GitLfs_after_us()
    {
        using var repository = new HookRepository();
        repository.Install(files: true);
        // It refuses, and tells the user to add its lines by hand: they go below ours.
        var refusal = repository.Tool("git", "lfs", "install", "--local");
        Assert.Equal(2, refusal.ExitCode);
        Assert.Contains("Hook already exists", refusal.Output);
        var path = Path.Combine(repository.HooksDir, "post-commit");
        File.AppendAllText(path, "git lfs post-commit \"$@\"\n");
        Assert.Equal("hook git post-commit []", TraceCommit(repository)[^1]);
        Assert.False(repository.Install(files: true).ChangesAnything);
        repository.Remove();
        Assert.Equal("#!/bin/sh\ngit lfs post-commit \"$@\"\n", File.ReadAllText(path));
    }

    [ToolFact("husky", "lefthook", "pre-commit", "git 2.54")]
    public void Config_hooks_need_no_combining()
    {
        foreach (var install in new Action<HookRepository>[] { InstallHusky, InstallLefthook, InstallPreCommit })
        {
            using var before = new HookRepository(TestTools.Find("git 2.54"));
            install(before);
            before.Install();
            AssertBoth(before);
            using var after = new HookRepository(TestTools.Find("git 2.54"));
            after.Install();
            install(after);
            AssertBoth(after);
        }
    }

    private static void InstallHusky(HookRepository repository)
    {
        File.WriteAllText(Path.Combine(repository.Path, "package.json"), "{}");
        Assert.Equal(0, repository.Tool("husky").ExitCode);
        File.WriteAllText(Path.Combine(repository.Path, ".husky", "pre-commit"), "echo tool >>\"$LOG\"\n");
    }

    private static void InstallLefthook(HookRepository repository)
    {
        File.WriteAllText(Path.Combine(repository.Path, "lefthook.yml"), "pre-commit:\n  scripts:\n    tool:\n      runner: sh\n");
        HookRepository.WriteScript(Path.Combine(repository.Path, ".lefthook", "pre-commit", "tool"), "echo tool >>\"$LOG\"\n");
        Assert.Equal(0, repository.Tool("lefthook", "install").ExitCode);
    }

    private static void InstallPreCommit(HookRepository repository)
    {
        File.WriteAllText(
            Path.Combine(repository.Path, ".pre-commit-config.yaml"),
            """
            repos:
            - repo: local
              hooks:
              - id: tool
                name: tool
                language: system
                entry: sh -c 'echo tool >>"$LOG"'
                always_run: true
                pass_filenames: false

            """
        );
        repository.Git("add", ".pre-commit-config.yaml").OrThrow("add");
        var (exitCode, output) = repository.Tool("pre-commit", "install");
        Assert.True(exitCode == 0, output);
    }

    private static void PasteOnTop(HookStep step) => File.WriteAllText(step.Path, step.Advice[^1] + "\n" + File.ReadAllText(step.Path));

    private static void AssertBoth(HookRepository repository)
    {
        // A pasted line finds the program on PATH.
        repository.WriteProgram(path: Path.Combine(repository.BinOnPath, "git-swarm"));
        repository.Calls();
        repository.Commit();
        Assert.Equal(Both, repository.Calls().Where(c => !c.Contains("post-", StringComparison.Ordinal)));
    }

    /// <summary>Commits and returns our calls, after making sure that git-lfs ran as well.</summary>
    private static List<string> TraceCommit(HookRepository repository)
    {
        repository.Calls();
        var trace = repository.GitWith("GIT_TRACE", "1", "commit", "-q", "--allow-empty", "-m", "traced").OrThrow("commit").Error;
        Assert.Contains("git-lfs post-commit", trace);
        return repository.Calls();
    }
}
