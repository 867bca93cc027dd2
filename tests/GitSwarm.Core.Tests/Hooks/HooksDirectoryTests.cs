using GitSwarm.Hooks;
using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>Where hooks are written, and where never.</summary>
[Collection(HookCollection.Name)]
public sealed class HooksDirectoryTests
{
    [Theory]
    [InlineData(".githooks")]
    [InlineData("tools/hooks")]
    public void A_hooks_path_in_the_work_tree_is_the_projects(string path)
    {
        using var repository = new HookRepository();
        repository.Git("config", "core.hooksPath", path).OrThrow("config");
        HookRepository.WriteScript(Path.Combine(repository.Path, path, "pre-commit"), "#!/bin/sh\nexit 0\n");
        AssertByHand(repository, HookAction.InsideWorktree, Path.Combine(repository.Path, path, "pre-commit"));
    }

    [Fact]
    public void A_hooks_path_of_the_user_serves_other_repositories_too()
    {
        using var repository = new HookRepository();
        repository.Git("config", "--global", "core.hooksPath", "~/.githooks").OrThrow("config");
        AssertByHand(repository, HookAction.Outside, Path.Combine(repository.Root, "home", ".githooks", "pre-commit"));
    }

    [Fact]
    public void A_hooks_path_that_is_no_directory_switches_hook_files_off()
    {
        using var repository = new HookRepository();
        repository.Git("config", "core.hooksPath", "/dev/null").OrThrow("config");
        AssertByHand(repository, HookAction.Outside, "/dev/null/pre-commit");
        Assert.Contains("2.54", repository.Hooks(files: true).Plan(repository.Program).Steps[0].Advice[0]);
    }

    [Fact]
    public void A_linked_hooks_directory_is_whoevers_it_leads_to()
    {
        using var repository = new HookRepository();
        Directory.Delete(repository.HooksDir);
        var inTree = Directory.CreateDirectory(Path.Combine(repository.Path, "hooks")).FullName;
        Directory.CreateSymbolicLink(repository.HooksDir, "../hooks");
        AssertByHand(repository, HookAction.InsideWorktree, Path.Combine(inTree, "pre-commit"));
        Assert.Empty(Directory.GetFileSystemEntries(inTree));
    }

    [Fact]
    public void A_repository_reached_through_a_link_is_the_same()
    {
        using var repository = new HookRepository();
        var link = Path.Combine(repository.Root, "link");
        Directory.CreateSymbolicLink(link, repository.Path);
        var hooks = repository.Hooks(files: true, directory: link);
        hooks.Apply(hooks.Plan(repository.Program));
        Assert.Equal(5, Directory.GetFiles(repository.HooksDir).Length);
        hooks.Apply(hooks.PlanRemoval());
        Assert.Empty(Directory.GetFiles(repository.HooksDir));
    }

    [Fact]
    public void A_hooks_path_in_the_git_directory_is_ours_to_write()
    {
        using var repository = new HookRepository();
        repository.Git("config", "core.hooksPath", ".git/own").OrThrow("config");
        var before = repository.Snapshot();
        repository.Install(files: true);
        repository.Commit();
        Assert.Equal(2, repository.Calls().Count);
        Assert.Equal(5, Directory.GetFiles(Path.Combine(repository.Path, ".git", "own")).Length);
        repository.Remove();
        Assert.Equal(before, repository.Snapshot());
        Assert.False(Directory.Exists(Path.Combine(repository.Path, ".git", "own")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_created_hooks_directory_goes_again_unless_it_was_used(bool used)
    {
        using var repository = new HookRepository();
        Directory.Delete(repository.HooksDir);
        var before = repository.Snapshot();
        repository.Install(files: true);
        repository.Commit();
        Assert.Equal(2, repository.Calls().Count);
        if (used)
        {
            repository.WriteHook("commit-msg", "#!/bin/sh\n");
        }
        repository.Remove();
        Assert.Equal(used, Directory.Exists(repository.HooksDir));
        Assert.Equal(before[0], repository.Snapshot()[0]);
    }

    [Fact]
    public void A_hooks_directory_that_cannot_be_made_is_a_refusal()
    {
        using var repository = new HookRepository();
        Directory.Delete(repository.HooksDir);
        File.WriteAllText(repository.HooksDir, "");
        var refusal = Assert.Throws<SwarmException>(() => repository.Install(files: true));
        Assert.Equal(ErrorCode.StoreReadOnly, refusal.Code);
    }

    private static void AssertByHand(HookRepository repository, HookAction action, string file)
    {
        var before = repository.Snapshot();
        var plan = repository.Install(chain: true, files: true);
        Assert.False(plan.ChangesAnything);
        Assert.All(plan.Steps, s => Assert.Equal(action, s.Action));
        Assert.Equal(file, plan.Steps[0].Path);
        Assert.Equal(before, repository.Snapshot());
    }
}
