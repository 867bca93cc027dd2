using GitSwarm.Hooks;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>What holds with every git, whether its hooks are files or config.</summary>
[Collection(HookCollection.Name)]
public sealed class GitHooksTests
{
    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void Every_event_reaches_the_program_with_its_arguments(string git)
    {
        using var repository = New(git);
        repository.Install();
        repository.Commit("one");
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []"], repository.Calls());

        repository.Git("checkout", "-q", "-b", "topic").OrThrow("checkout");
        var head = repository.Git("rev-parse", "HEAD").Text;
        Assert.Equal([$"hook git post-checkout {head} {head} 1 []"], repository.Calls());

        repository.Git("commit", "-q", "--amend", "--allow-empty", "-m", "two").OrThrow("amend");
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []", "hook git post-rewrite amend []"], repository.Calls());

        repository.Git("checkout", "-q", "main").OrThrow("checkout");
        repository.Git("commit", "-q", "--allow-empty", "-m", "main moved").OrThrow("commit");
        repository.Calls();
        repository.Git("merge", "-q", "--allow-unrelated-histories", "-m", "merge", "topic").OrThrow("merge");
        Assert.Contains("hook git post-merge 0 []", repository.Calls());
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void A_linked_worktree_has_the_same_hooks(string git)
    {
        using var repository = New(git);
        repository.Install();
        repository.Commit();
        repository.Calls();
        var linked = Path.Combine(repository.Root, "linked");
        repository.Git("worktree", "add", "-q", "-b", "linked", linked).OrThrow("add");
        Assert.StartsWith("hook git post-checkout 0000000", Assert.Single(repository.Calls()));

        repository.GitIn(linked, "commit", "-q", "--allow-empty", "-m", "there").OrThrow("commit");
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []"], repository.Calls());
        Assert.False(repository.Hooks(directory: linked).Plan(repository.Program).ChangesAnything);
        Assert.Equal(HookProbeOutcome.Reached, Probe(repository, "post-commit", linked).Outcome);
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void A_bare_repository_gets_its_hooks_for_its_worktrees(string git)
    {
        using var repository = New(git, bare: true);
        repository.Install();
        var linked = Path.Combine(repository.Root, "linked");
        var tree = repository.Git("hash-object", "-t", "tree", "-w", "/dev/null").Text;
        repository.Git("branch", "topic", repository.Git("commit-tree", "-m", "root", tree).Text).OrThrow("branch");
        repository.Git("worktree", "add", "-q", linked, "topic").OrThrow("add");
        Assert.StartsWith("hook git post-checkout 0000000", Assert.Single(repository.Calls()));
        Assert.Equal(HookProbeOutcome.Reached, Probe(repository, "post-merge").Outcome);
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void A_program_that_moved_is_found_on_path_and_a_missing_one_is_no_failure(string git)
    {
        using var repository = New(git);
        repository.Install();
        File.Delete(repository.Program);
        var onPath = Path.Combine(repository.BinOnPath, "git-swarm");
        repository.WriteProgram(path: onPath);
        repository.Commit();
        Assert.Equal(2, repository.Calls().Count);

        File.Delete(onPath);
        repository.Commit();
        repository.Git("checkout", "-q", "-b", "topic").OrThrow("checkout");
        Assert.Empty(repository.Calls());

        // Neither a directory nor a file that cannot run is a program.
        Directory.CreateDirectory(repository.Program);
        repository.Commit();
        Directory.Delete(repository.Program);
        File.WriteAllText(repository.Program, "#!/bin/sh\nexit 1\n");
        repository.Commit();
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void A_crash_never_stops_a_commit(string git)
    {
        using var repository = New(git);
        repository.Install();
        foreach (var end in new[] { "exit 2", "exit 126", "exit 127", "exit 128", "exit 255", "kill -9 $$", "kill -ABRT $$" })
        {
            repository.WriteProgram(end);
            repository.Commit(end);
        }
        HookRepository.WriteScript(repository.Program, "#!/no/such/interpreter\n");
        repository.Commit();
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void Only_pre_commit_can_refuse(string git)
    {
        using var repository = New(git);
        repository.Commit();
        repository.Install();
        repository.WriteProgram("echo 'claimed by bob' >&2; exit 1");
        var refused = repository.Git("commit", "-q", "--allow-empty", "-m", "no");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("claimed by bob", refused.Error);
        Assert.Equal(["hook git pre-commit []"], repository.Calls());

        repository.Git("checkout", "-q", "-b", "topic").OrThrow("checkout, whose exit code is that of its hook");
        repository.GitWith("GIT_SWARM", "off", "commit", "-q", "--allow-empty", "-m", "yes").OrThrow("commit");
        Assert.Single(repository.Calls());
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void Removal_restores_every_byte(string git)
    {
        using var repository = New(git);
        repository.WriteHook("commit-msg", "#!/bin/sh\nexit 0\n");
        repository.Git("config", "swarm.enabled", "true").OrThrow("config");
        var before = repository.Snapshot();

        var plan = repository.Hooks().Plan(repository.Program);
        Assert.Equal(before, repository.Snapshot());
        Assert.All(plan.Steps, s => Assert.NotNull(s.Undo));

        repository.Install();
        Assert.NotEqual(before, repository.Snapshot());
        Assert.False(repository.Hooks().Plan(repository.Program).ChangesAnything);
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
        Assert.False(repository.Hooks().PlanRemoval().ChangesAnything);
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void Another_program_path_is_an_upgrade(string git)
    {
        using var repository = New(git);
        var before = repository.Snapshot();
        repository.Install();
        var moved = Path.Combine(repository.Root, "moved 'here'", "git-swarm");
        repository.WriteProgram(path: moved);
        File.Delete(repository.Program);
        var plan = repository.Hooks().Plan(moved);
        Assert.All(plan.Steps, s => Assert.True(s.Action is HookAction.Upgrade or HookAction.Config));
        repository.Hooks().Apply(plan);
        repository.Commit();
        Assert.Equal(2, repository.Calls().Count);
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
    }

    [Theory]
    [MemberData(nameof(HookGits.All), MemberType = typeof(HookGits))]
    public void A_probe_tells_whether_the_program_is_reached(string git)
    {
        using var repository = New(git);
        Assert.All(HookEvents.Installed, e => Assert.Equal(HookProbeOutcome.NotInstalled, Probe(repository, e).Outcome));
        repository.Install();
        Assert.All(HookEvents.Installed, e => Assert.Equal(HookProbeOutcome.Reached, Probe(repository, e).Outcome));
        Assert.Empty(repository.Calls());
        HookRepository.WriteScript(repository.Program, "#!/bin/sh\necho 'cannot load' >&2\nexit 3\n");
        var missed = Probe(repository, "pre-commit");
        Assert.Equal(HookProbeOutcome.Missed, missed.Outcome);
        Assert.Contains("cannot load", missed.Detail);
        Assert.False(File.Exists(Path.Combine(repository.Root, "mark")));
    }

    [Fact]
    public void An_answer_is_for_one_event()
    {
        using var repository = new HookRepository();
        var mark = Path.Combine(repository.Root, "mark");
        HookProbe.Answer(mark, "pre-commit");
        Assert.True(HookProbe.IsAnswered(mark, "pre-commit"));
        Assert.False(HookProbe.IsAnswered(mark, "post-commit"));
    }

    internal static HookProbeResult Probe(HookRepository repository, string eventName, string? directory = null, bool files = false) =>
        repository.Hooks(files, directory: directory).Probe(eventName, Path.Combine(repository.Root, "mark"));

    private static HookRepository New(string git, bool bare = false) => new(git, bare);
}
