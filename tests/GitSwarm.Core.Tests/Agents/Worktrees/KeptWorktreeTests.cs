using System.Diagnostics;
using GitSwarm.Agents.Worktrees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

/// <summary>Every way to leave work behind keeps the worktree.</summary>
public sealed class KeptWorktreeTests : IDisposable
{
    private readonly WorktreeScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact, Trait("Rule", "W1")]
    public void A_changed_file()
    {
        var worktree = scene.Make();
        WorktreeScene.Write(worktree, "README.md", "changed");

        Assert.Equal([KeepReason.Changed], scene.Kept(worktree));
        Assert.Equal(
            $"kept {worktree.Path} (branch {worktree.Branch}): 1 uncommitted change (README.md)",
            scene.From().RemoveIfNothingIsLost(worktree).Text
        );
    }

    [Fact, Trait("Rule", "W1")]
    public void A_staged_change_that_was_taken_back_outside_the_index()
    {
        var worktree = scene.Make();
        var before = File.ReadAllText(Path.Combine(worktree.Path, "README.md"));
        WorktreeScene.Write(worktree, "README.md", "staged");
        scene.Git(worktree, "add", "README.md");
        WorktreeScene.Write(worktree, "README.md", before);

        Assert.Equal([KeepReason.Changed], scene.Kept(worktree));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData("all")]
    [InlineData("no")]
    public void An_untracked_file_also_where_the_user_does_not_want_to_see_any(string shown)
    {
        scene.User.Git("config", "status.showUntrackedFiles", shown);
        var worktree = scene.Make();
        WorktreeScene.Write(worktree, "new dir/neu\nü.txt", "text");

        Assert.Equal([KeepReason.Untracked], scene.Kept(worktree));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData("--assume-unchanged")]
    [InlineData("--skip-worktree")]
    public void A_change_that_index_bits_hide(string bit)
    {
        var worktree = scene.Make();
        scene.Git(worktree, "update-index", bit, "README.md");
        WorktreeScene.Write(worktree, "README.md", "changed");

        Assert.Equal("", scene.Git(worktree, "status", "--porcelain"));
        Assert.Equal([KeepReason.Hidden], scene.Kept(worktree));
        Assert.Equal("", scene.Git(worktree, "status", "--porcelain"));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData(".env", "changed")]
    [InlineData("conf/new.env", "new")]
    public void An_ignored_file_that_is_listed_and_not_as_it_was(string path, string text)
    {
        scene.List("*.env", "*.env");
        scene.User.Write(".env", "SECRET=1");
        var worktree = scene.Make();
        WorktreeScene.Write(worktree, path, text);

        Assert.Equal([KeepReason.Listed], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_copied_file_that_was_changed_after_the_list_was_lost()
    {
        scene.List("*.env", "*.env");
        scene.User.Write(".env", "SECRET=1");
        var worktree = scene.Make();
        File.Delete(Path.Combine(scene.CommonDir, "worktrees", worktree.Worktree!, "swarm-include"));
        WorktreeScene.Write(worktree, ".env", "changed");

        Assert.Equal([KeepReason.Listed], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_link_that_leads_elsewhere_now()
    {
        scene.List("link", "link");
        File.CreateSymbolicLink(Path.Combine(scene.User.Path, "link"), "README.md");
        var worktree = scene.Make();
        File.Delete(Path.Combine(worktree.Path, "link"));
        File.CreateSymbolicLink(Path.Combine(worktree.Path, "link"), "src");

        Assert.Equal([KeepReason.Listed], scene.Kept(worktree));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData("MERGE_HEAD")]
    [InlineData("CHERRY_PICK_HEAD")]
    [InlineData("REVERT_HEAD")]
    [InlineData("rebase-merge")]
    [InlineData("rebase-apply")]
    [InlineData("BISECT_LOG")]
    public void An_operation_in_progress(string mark)
    {
        var worktree = scene.Make();
        var file = Path.Combine(scene.CommonDir, "worktrees", worktree.Worktree!, mark);
        File.WriteAllText(file, worktree.Start + "\n");

        Assert.Equal([KeepReason.Operation], scene.Kept(worktree));
        File.Delete(file);
        Assert.True(scene.Goes(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_lock()
    {
        var worktree = scene.Make();
        scene.User.Git("worktree", "lock", "--reason", "mine", worktree.Path);

        Assert.Equal([KeepReason.Locked], scene.Kept(worktree));
        Assert.Contains("locked: mine", scene.Judge(worktree).Text, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "W1")]
    public void A_process_that_works_in_it()
    {
        var worktree = scene.Make();
        var start = new ProcessStartInfo("sleep", "3600")
        {
            WorkingDirectory = Path.Combine(worktree.Path, "src"),
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        try
        {
            Assert.Equal([KeepReason.Process], scene.Kept(worktree));
            Assert.True(scene.From().Judge(worktree, new HashSet<int> { process.Id }).MayGo);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
        Assert.True(scene.Goes(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void Processes_that_cannot_be_seen()
    {
        var worktree = scene.Make();

        var end = scene.From(inside: _ => null).RemoveIfNothingIsLost(worktree);

        Assert.Equal([KeepReason.ProcessesUnknown], end.Verdict.Reasons.Select(r => r.Reason));
        Assert.True(scene.IsThere(worktree));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData("vendor/lib", false)]
    [InlineData("src/ui", false)]
    [InlineData("vendor/lib.git", true)]
    public void Another_repository_where_git_does_not_look(string path, bool bare)
    {
        scene.User.Write(".gitignore", "vendor\n");
        scene.User.Commit("Ignore");
        var worktree = scene.Make();
        var nested = Path.Combine(worktree.Path, path);
        scene.Sandbox.Git(worktree.Path, ["init", "--quiet", .. bare ? ["--bare"] : Array.Empty<string>(), nested]);
        var commit = bare
            ? ["commit-tree", "-m", "x", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"]
            : new[] { "commit", "--quiet", "--allow-empty", "-m", "x" };
        if (bare)
        {
            scene.Sandbox.Git(nested, "hash-object", "-w", "-t", "tree", "/dev/null");
            scene.Sandbox.Git(nested, "update-ref", "refs/heads/main", scene.Sandbox.Git(nested, commit));
        }
        else
        {
            scene.Sandbox.Git(nested, commit);
        }

        Assert.Equal([KeepReason.NestedRepository], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void Another_worktree_within_it()
    {
        scene.User.Write(".gitignore", "trees\n");
        scene.User.Commit("Ignore");
        var worktree = scene.Make();
        scene.Git(worktree, "worktree", "add", "--quiet", "--detach", "trees/one");

        Assert.Equal([KeepReason.NestedRepository], scene.Kept(worktree));
    }

    [Theory, Trait("Rule", "W1")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_submodule_that_is_checked_out(bool changed)
    {
        AddSubmodule();
        var worktree = scene.Make();
        scene.Git(worktree, "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
        if (changed)
        {
            WorktreeScene.Write(worktree, "lib/README.md", "changed");
        }

        Assert.Equal(changed ? [KeepReason.Changed, KeepReason.Submodule] : [KeepReason.Submodule], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void A_submodule_whose_files_were_taken_away_but_not_its_branches()
    {
        AddSubmodule();
        var worktree = scene.Make();
        scene.Git(worktree, "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init");
        scene.Git(worktree, "submodule", "--quiet", "deinit", "--all");

        Assert.Equal([KeepReason.Submodule], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void What_cannot_be_read()
    {
        var worktree = scene.Make();
        File.WriteAllText(Path.Combine(scene.CommonDir, "worktrees", worktree.Worktree!, "index"), "no index");

        Assert.Equal([KeepReason.CannotTell], scene.Kept(worktree));
    }

    [Fact, Trait("Rule", "W1")]
    public void Something_else_in_its_place()
    {
        var worktree = scene.Make();
        Directory.Delete(worktree.Path, recursive: true);
        scene.User.Git("worktree", "prune");
        WorktreeScene.Write(worktree, "mine.txt", "text");

        Assert.Equal([KeepReason.NotAWorktree], scene.Kept(worktree));
    }

    private void AddSubmodule()
    {
        TestRepository.Create(scene.Sandbox, "lib");
        scene.User.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", scene.Sandbox.Path("lib"), "lib");
        scene.User.Commit("Add a submodule");
    }
}
