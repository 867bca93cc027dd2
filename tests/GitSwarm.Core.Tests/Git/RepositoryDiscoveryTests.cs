using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git;

public class RepositoryDiscoveryTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void The_main_worktree_is_found_from_its_top_and_from_below()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);

        SameAsGit(sandbox, repository.Path);
        SameAsGit(sandbox, Path.Combine(repository.Path, "src", "ui"));
        SameAsGit(sandbox, repository.Path + "/src/");
    }

    [Fact]
    public void A_linked_worktree_is_found_from_its_top_and_from_below()
    {
        using var sandbox = new Sandbox();
        var linked = TestRepository.Create(sandbox).AddWorktree("linked", "topic");

        SameAsGit(sandbox, linked);
        SameAsGit(sandbox, Path.Combine(linked, "src", "ui"));
        Assert.Equal("linked", Find(linked)!.WorktreeId);
    }

    [Fact]
    public void A_bare_repository_is_found_from_all_its_directories()
    {
        using var sandbox = new Sandbox();
        var bare = TestRepository.Create(sandbox, "app.git", RepositoryFormat.Bare);

        SameAsGit(sandbox, bare.Path);
        SameAsGit(sandbox, Path.Combine(bare.Path, "objects"));
        SameAsGit(sandbox, bare.AddWorktree("linked", "topic"));
        Assert.Equal("app", Find(bare.Path)!.Name);
    }

    [Fact]
    public void Inside_the_git_directory_the_work_tree_is_still_known()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var inside = Path.Combine(repository.Path, ".git", "refs");

        var found = Find(inside)!;

        Assert.Equal(sandbox.Git(inside, "rev-parse", "--path-format=absolute", "--git-common-dir"), found.CommonDir);
        Assert.Equal(repository.Path, found.WorkTree);
        Assert.Equal(repository.Path, Find(Path.Combine(repository.Path, ".git"))!.WorkTree);
    }

    [Fact]
    public void A_submodule_and_its_linked_worktree_are_found()
    {
        using var sandbox = new Sandbox();
        var part = TestRepository.Create(sandbox, "part");
        var whole = TestRepository.Create(sandbox, "whole");
        whole.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part.Path, "parts/one");
        var submodule = Path.Combine(whole.Path, "parts", "one");

        SameAsGit(sandbox, submodule);
        SameAsGit(sandbox, Path.Combine(submodule, "src"));

        sandbox.Git(submodule, "worktree", "add", "--quiet", "-b", "topic", sandbox.Path("linked"));
        SameAsGit(sandbox, sandbox.Path("linked"));
        Assert.Equal([submodule, sandbox.Path("linked")], Worktree.List(Find(sandbox.Path("linked"))!).Select(w => w.Path));
    }

    [Fact]
    public void A_git_directory_elsewhere_is_found()
    {
        using var sandbox = new Sandbox();
        sandbox.Git(sandbox.Root, "init", "--quiet", "--separate-git-dir", sandbox.Path("elsewhere"), sandbox.Path("app"));

        SameAsGit(sandbox, sandbox.Path("app"));
        SameAsGit(sandbox, sandbox.Path("app"), new() { ["GIT_DIR"] = sandbox.Path("elsewhere") });
        SameAsGit(sandbox, sandbox.Path("app"), new() { ["GIT_DIR"] = ".git" });
    }

    [Theory]
    [InlineData("gitdir: a\0b\n")]
    [InlineData("gitdir: \0\n")]
    [InlineData("\0\0\0\0")]
    public void What_is_no_text_leads_nowhere(string text)
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.Path("app"));
        File.WriteAllText(sandbox.Path("app", ".git"), text);

        Assert.Null(RepositoryDiscovery.Find(sandbox.Path("app"), _ => null));
    }

    [Fact]
    public void A_bare_repository_behind_a_git_file_is_bare()
    {
        using var sandbox = new Sandbox();
        var bare = TestRepository.Create(sandbox, Path.Combine("app", ".bare"), RepositoryFormat.Bare);
        File.WriteAllText(sandbox.Path("app", ".git"), "gitdir: ./.bare\n");
        bare.Git("worktree", "add", "--quiet", "-b", "topic", "../topic");

        SameAsGit(sandbox, sandbox.Path("app"));
        SameAsGit(sandbox, sandbox.Path("app", "topic"));
        Assert.Equal([sandbox.Path("app", "topic")], Worktree.List(Find(sandbox.Path("app"))!).Select(w => w.Path));
    }

    [Fact]
    public void Config_of_single_worktrees_says_what_is_bare()
    {
        using var sandbox = new Sandbox();
        var bare = TestRepository.Create(sandbox, Path.Combine("app", ".git"), RepositoryFormat.Bare);
        var linked = bare.AddWorktree("linked", "topic");
        // Moves core.bare into config.worktree.
        sandbox.Git(linked, "sparse-checkout", "set", "src");
        Assert.Equal("true", bare.Git("rev-parse", "--is-bare-repository"));

        SameAsGit(sandbox, bare.Path);
        SameAsGit(sandbox, sandbox.Path("app"));
        SameAsGit(sandbox, linked);
        Assert.Equal([linked], Worktree.List(Find(linked)!).Select(w => w.Path));
        Assert.Equal([linked], Worktree.List(Find(bare.Path)!).Select(w => w.Path));
    }

    [Fact]
    public void In_a_hook_its_variables_count()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var linked = repository.AddWorktree("linked", "topic");
        var seen = sandbox.Path("seen");
        var hook = Path.Combine(repository.Path, ".git", "hooks", "post-commit");
        Directory.CreateDirectory(Path.GetDirectoryName(hook)!);
        Script.Write(hook, $"#!/bin/sh\n{{ pwd; env | grep '^GIT_' || :; }} >'{seen}'\n");
        foreach (var top in new[] { repository.Path, linked })
        {
            sandbox.Git(Path.Combine(top, "src"), "commit", "--quiet", "--allow-empty", "-m", "x");
            var lines = File.ReadAllLines(seen);
            var variables = lines[1..].Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);

            SameAsGit(sandbox, lines[0], variables);
            Assert.Equal(top, Find(lines[0], variables)!.WorkTree);
        }
    }

    [Fact]
    public void A_path_through_a_link_is_the_real_one()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        Directory.CreateSymbolicLink(sandbox.Path("link"), Path.Combine(repository.Path, "src"));

        SameAsGit(sandbox, sandbox.Path("link"));
        SameAsGit(sandbox, sandbox.Path("link", "ui"));
    }

    [Fact]
    public void Nothing_is_found_outside_or_beyond_a_ceiling()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var below = Path.Combine(repository.Path, "src", "ui");
        var src = Path.Combine(repository.Path, "src");

        SameAsGit(sandbox, sandbox.Root, new() { ["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(sandbox.Root)! });
        foreach (var ceiling in new[] { src, src + "/", repository.Path, below, "/nowhere:" + src })
        {
            SameAsGit(sandbox, below, new() { ["GIT_CEILING_DIRECTORIES"] = ceiling });
        }
        SameAsGit(sandbox, repository.Path, new() { ["GIT_DIR"] = sandbox.Path("nowhere") });
    }

    [Fact]
    public void A_work_tree_given_by_a_variable_counts()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var other = Directory.CreateDirectory(sandbox.Path("other")).FullName;

        SameAsGit(sandbox, other, new() { ["GIT_DIR"] = Path.Combine(repository.Path, ".git"), ["GIT_WORK_TREE"] = other });
        SameAsGit(sandbox, other, new() { ["GIT_DIR"] = "../app/.git", ["GIT_WORK_TREE"] = "." });
    }

    private static Repository? Find(string directory, Dictionary<string, string>? variables = null) =>
        RepositoryDiscovery.Find(directory, name => (variables ?? Nothing).GetValueOrDefault(name));

    private static void SameAsGit(Sandbox sandbox, string directory, Dictionary<string, string>? variables = null)
    {
        string? Ask(string what)
        {
            var result = sandbox.Run("git", ["rev-parse", "--path-format=absolute", what], directory, variables);
            return result.Ok ? result.Output.TrimEnd('\n') : null;
        }
        var found = Find(directory, variables);
        var expected = (Ask("--git-dir"), Ask("--git-common-dir"), Ask("--show-toplevel"));
        Assert.Equal(expected, (found?.GitDir, found?.CommonDir, found?.WorkTree));
    }
}
