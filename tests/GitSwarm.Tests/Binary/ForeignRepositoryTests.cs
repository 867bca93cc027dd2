using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Repositories git itself would not work in: their config must not get to run anything, whoever comes by.</summary>
[Trait("Category", "Binary")]
public sealed class ForeignRepositoryTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly string ran;

    public ForeignRepositoryTests() => ran = cli.Sandbox.Path("ran");

    public void Dispose() => cli.Dispose();

    [RootFact]
    public void Somebody_elses_is_left_alone_until_git_is_told_to_trust_it()
    {
        Arm(cli.GitDir);
        cli.Sandbox.Run("chown", ["-R", "65534", cli.Repository.Path]).OutputOrThrow("chown");
        var before = GitDirListing.Of(cli.GitDir);

        Assert.Equal((0, "", ""), Told(Hook(cli.Repository.Path)));
        foreach (var command in new string[][] { ["status"], ["join"], ["sync"], ["init"], ["doctor"] })
        {
            var finished = cli.Run(command);

            Assert.Equal(128, finished.ExitCode);
            Assert.Contains("dubious ownership", finished.Error, StringComparison.Ordinal);
            Assert.Contains("hint: if you do: git config --global --add safe.directory", finished.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
        Assert.False(File.Exists(ran));

        cli.Sandbox.Git(cli.Sandbox.Root, "config", "--global", "safe.directory", cli.Repository.Path);
        Assert.True(cli.Run("status").Ok);
        Assert.False(cli.Run("sync").Ok);
        Assert.True(File.Exists(ran));
    }

    [Fact]
    public void A_bare_repository_among_somebodys_files_did_not_opt_in()
    {
        var planted = Plant();
        var before = GitDirListing.Of(planted);

        Assert.Equal((0, "", ""), Told(Hook(planted)));
        foreach (var command in (string[])["status", "join", "sync"])
        {
            Assert.Contains("not enabled", cli.Sandbox.Run(Cli.Program, [command], planted).Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, GitDirListing.Of(planted));
        Assert.False(File.Exists(ran));
        // Whoever wants it says so.
        cli.Sandbox.Run(Cli.Program, ["init", "--no-hooks"], planted).OutputOrThrow("init");
        Assert.True(cli.Sandbox.Run(Cli.Program, ["status"], planted).Ok);
    }

    [Fact]
    public void A_bare_repository_is_left_alone_where_git_wants_it_named()
    {
        var planted = Plant();
        cli.Sandbox.Run(Cli.Program, ["init", "--no-hooks"], planted).OutputOrThrow("init");
        cli.Sandbox.Git(cli.Sandbox.Root, "config", "--global", "safe.bareRepository", "explicit");
        if (cli.Sandbox.Run("git", ["rev-parse", "--git-dir"], planted).Ok)
        {
            // git before 2.38 does not know the setting.
            return;
        }

        Assert.Equal((0, "", ""), Told(Hook(planted)));
        Assert.Contains("git does not trust", cli.Sandbox.Run(Cli.Program, ["status"], planted).Error, StringComparison.Ordinal);
        var named = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = planted };
        Assert.True(cli.Sandbox.Run(Cli.Program, ["status"], planted, named).Ok);
        Assert.False(File.Exists(ran));
    }

    [Fact]
    public void What_works_beside_the_user_is_not_kept_from_the_git_directory()
    {
        cli.Sandbox.Git(cli.Sandbox.Root, "config", "--global", "safe.bareRepository", "explicit");
        cli.Do("join", "--name", "lead");

        Assert.Contains("HI", cli.Do("spawn", "--runner", "command:echo HI", "-p", "x"), StringComparison.Ordinal);
        Assert.True(cli.Sandbox.Run(Cli.Program, ["status"], cli.GitDir).Ok);
    }

    /// <summary>A directory of a work tree that is a bare repository, its config armed.</summary>
    private string Plant()
    {
        var planted = Path.Combine(cli.Repository.Path, "docs");
        cli.Sandbox.Git(cli.Sandbox.Root, "init", "--quiet", "--bare", planted);
        cli.Sandbox.Git(planted, "config", "swarm.enabled", "true");
        cli.Sandbox.Git(planted, "config", "swarm.clone", "evilevil");
        Arm(planted);
        return planted;
    }

    /// <summary>Has a config start a program at the first exchange, and that at the first occasion.</summary>
    private void Arm(string gitDir)
    {
        var evil = cli.Sandbox.Path("evil");
        Script.Write(evil, $"#!/bin/sh\n>'{ran}'\nexit 1\n");
        foreach (
            var (key, value) in new[]
            {
                ("remote.origin.url", "ssh://nowhere/x"),
                ("core.sshCommand", evil),
                ("swarm.remote", "origin"),
                ("swarm.syncInterval", "1m"),
            }
        )
        {
            cli.Sandbox.Git(cli.Sandbox.Root, "--git-dir=" + gitDir, "config", key, value);
        }
    }

    private Finished Hook(string directory) =>
        cli.Sandbox.Run(
            Cli.Program,
            ["hook", "claude"],
            directory,
            input: $$"""{"hook_event_name":"SessionStart","session_id":"s1","source":"startup","cwd":"{{directory}}"}"""
        );

    private static (int, string, string) Told(Finished finished) => (finished.ExitCode, finished.Output, finished.Error);
}
