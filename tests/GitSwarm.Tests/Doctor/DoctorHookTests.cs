using GitSwarm.Hooks;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Doctor;

public class DoctorHookTests
{
    [Fact]
    public void A_repository_without_hooks_of_ours_is_well()
    {
        using var repository = new DoctorRepository(init: "--no-hooks");

        Assert.Equal(0, repository.Examine().ExitCode);
        Assert.Contains("no git hooks installed", repository.Swarm("doctor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hook_that_lost_its_mode_is_wrong_until_init()
    {
        using var repository = new DoctorRepository();
        File.SetUnixFileMode(repository.Hook("post-commit"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        AssertWrong(repository, "post-commit: ", "is not executable [git swarm init]");
    }

    [Fact]
    public void A_hook_another_tool_wrote_over_is_wrong_until_it_is_chained()
    {
        using var repository = new DoctorRepository();
        File.WriteAllText(repository.Hook("pre-commit"), "#!/bin/sh\nexit 0\n");

        AssertWrong(repository, "pre-commit: ", "is not ours and does not call git-swarm [run 'git swarm init --chain'", "--chain");
    }

    [Fact]
    public void A_hook_that_is_missing_is_wrong_until_init()
    {
        using var repository = new DoctorRepository();
        File.Delete(repository.Hook("post-merge"));
        File.Delete(repository.Hook("post-rewrite"));

        AssertWrong(repository, "post-merge, post-rewrite: not installed [git swarm init]", "");
    }

    [Fact]
    public void Hooks_that_name_a_program_that_is_gone_are_wrong_until_init()
    {
        using var repository = new DoctorRepository();
        // By another process: one that this one writes may still be open in a child of a parallel test when it is run.
        var program = Path.Combine(AppContext.BaseDirectory, "git-swarm");
        var hooks = HookEvents.Installed.Select(repository.Hook);
        repository.Sandbox.Run("sed", ["-i", $"s|'{program}'|'/gone/git-swarm'|", .. hooks]).OutputOrThrow("sed");

        var (missed, _) = repository.Examine();
        Assert.All(missed, m => Assert.Contains("did not reach git-swarm", m, StringComparison.Ordinal));

        repository.Sandbox.Variables["PATH"] = AppContext.BaseDirectory + ":" + repository.Sandbox.Variables["PATH"];
        AssertWrong(repository, "pre-commit, post-checkout,", "names /gone/git-swarm, which is gone");
    }

    [Fact]
    public void Hooks_that_a_hooks_path_puts_out_of_use_are_wrong()
    {
        using var repository = new DoctorRepository();
        repository.Repository.Git("config", "core.hooksPath", ".husky");

        var (found, code) = repository.Examine();

        Assert.All(found, l => Assert.StartsWith("wrong hooks: ", l, StringComparison.Ordinal));
        Assert.Contains("core.hooksPath leads elsewhere", found[0], StringComparison.Ordinal);
        Assert.Contains("add this line at the top of", found[0], StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [ToolFact("git 2.54")]
    public void A_configured_hook_that_is_switched_off_is_wrong()
    {
        using var repository = new DoctorRepository(Gits.Newest);
        repository.Repository.Git("config", "hook.swarm-pre-commit.enabled", "false");

        var (found, code) = repository.Examine();

        Assert.Contains("pre-commit: hook.swarm-pre-commit.enabled is false", Assert.Single(found), StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [ToolFact("git 2.54")]
    public void A_hook_that_is_in_the_config_and_in_a_file_is_wrong()
    {
        using var older = new DoctorRepository();
        var file = File.ReadAllText(older.Hook("pre-commit"));
        using var repository = new DoctorRepository(Gits.Newest);
        Directory.CreateDirectory(Path.Combine(repository.CommonDir, "hooks"));
        File.WriteAllText(repository.Hook("pre-commit"), file);

        AssertWrong(repository, "pre-commit: runs twice", "[git swarm init]");
    }

    private static void AssertWrong(DoctorRepository repository, string start, string part, params string[] init)
    {
        var (found, code) = repository.Examine();
        var line = Assert.Single(found);
        Assert.StartsWith("wrong hooks: " + start, line, StringComparison.Ordinal);
        Assert.Contains(part, line, StringComparison.Ordinal);
        Assert.Equal(1, code);

        repository.Swarm(["init", .. init]).OutputOrThrow("init");
        Assert.Empty(repository.Examine().Found);
    }
}
