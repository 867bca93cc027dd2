using GitSwarm.Conflicts;
using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Conflicts;

/// <summary>Work trees in odd states, and programs of the user's that must not run.</summary>
public class SurroundingsTests
{
    [Fact]
    public void Filters_drivers_and_hooks_of_the_user_do_not_run()
    {
        using var scene = new RadarScene(before: r =>
        {
            r.Write(".gitattributes", "*.big filter=big merge=mine diff=mine\n");
            r.Write("a.big", "one\ntwo\nthree\n");
            r.Commit("attributes");
        });
        var mark = scene.Sandbox.Path("ran");
        foreach (
            var key in new[] { "filter.big.clean", "filter.big.smudge", "filter.big.process", "merge.mine.driver", "diff.mine.textconv" }
        )
        {
            scene.Repository.Git("config", key, $"echo {key} >> '{mark}'; cat");
        }
        scene.Repository.Git("config", "filter.big.required", "true");
        var hooks = Directory.CreateDirectory(scene.Sandbox.Path("hooks")).FullName;
        foreach (var hook in new[] { "reference-transaction", "post-index-change", "pre-auto-gc" })
        {
            var file = Path.Combine(hooks, hook);
            File.WriteAllText(file, $"#!/bin/sh\necho {hook} >> '{mark}'\n");
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }
        scene.Sandbox.Git(scene.Left, "config", "--global", "core.hooksPath", hooks);
        // Of another size, or status would have to ask the filter itself.
        RadarScene.Write(scene.Left, "a.big", "one\nleft side\nthree\n");
        RadarScene.Write(scene.Right, "a.big", "one\nthe right side\nthree\n");
        File.Delete(mark);

        Assert.Equal("content a.big 2/2", scene.Conflicts());

        Assert.False(File.Exists(mark), File.Exists(mark) ? File.ReadAllText(mark) : "");
    }

    [Fact]
    public void What_cannot_be_compared_is_said_and_the_others_are()
    {
        using var scene = new RadarScene();
        var gone = scene.Repository.AddWorktree("gone", "gone");
        var odd = scene.Repository.AddWorktree("odd", "odd");
        var unborn = scene.Repository.AddWorktree("unborn", "unborn");
        Directory.Delete(gone, recursive: true);
        File.WriteAllText(Path.Combine(odd, ".git"), "gitdir: /nowhere\n");
        scene.Sandbox.Git(unborn, "checkout", "--quiet", "--orphan", "nothing");
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        var report = new Radar(scene.Git, TimeProvider.System).Compare(scene.AllSides(), (_, _) => true, new RadarOptions());

        Assert.Equal("content README.md 1/1", RadarScene.Text(report));
        Assert.Equal(
            [("gone", "its work tree is gone"), ("odd", "git cannot look into its work tree"), ("unborn", "it has no commit yet")],
            report.Skipped.Select(s => (s.Label, s.Reason)).Order()
        );
    }

    [Fact]
    public void A_merge_under_way_brings_its_other_parent_along()
    {
        using var scene = new RadarScene();
        scene.Repository.Write("README.md", "main\n");
        scene.Repository.Write("src/app.js", "main\n");
        scene.Repository.Commit("main");
        RadarScene.Write(scene.Left, "README.md", "left\n");
        scene.Sandbox.Git(scene.Left, "commit", "--quiet", "--all", "-m", "left");
        Assert.False(scene.Sandbox.Run("git", ["merge", "--quiet", "main"], scene.Left).Ok);
        var main = Sides.OfCommit("refs/heads/main", "main");

        var report = new Radar(scene.Git, TimeProvider.System).Compare(
            [scene.AllSides().Single(s => s.Label == "left"), main],
            (_, _) => true,
            new RadarOptions()
        );

        // It contains main already, conflict and all.
        Assert.False(report.HasConflicts);
    }

    [Fact]
    public void Files_outside_of_a_sparse_checkout_are_not_deleted()
    {
        using var scene = new RadarScene();
        scene.Sandbox.Git(scene.Left, "sparse-checkout", "set", "--no-cone", "/README.md");
        RadarScene.Write(scene.Right, "src/app.js", "right\n");
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        Assert.Equal("content README.md 1/1", scene.Conflicts());
    }

    [Fact]
    public void Huge_and_unreadable_files_are_compared_by_what_they_look_like()
    {
        using var scene = new RadarScene();
        foreach (var top in new[] { scene.Left, scene.Right })
        {
            using var file = File.Create(Path.Combine(top, "huge"));
            file.SetLength(ChangedFile.Huge + 1);
        }
        File.SetLastWriteTimeUtc(Path.Combine(scene.Right, "huge"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal("binary huge", scene.Conflicts());
    }

    [Fact]
    public void A_name_that_is_no_text_is_compared()
    {
        using var scene = new RadarScene();
        foreach (var top in new[] { scene.Left, scene.Right })
        {
            scene.Sandbox.Run("sh", ["-c", "printf %s \"$1\" > \"$(printf 'a\\377b\\nc')\"", "sh", top], top).OutputOrThrow("write");
        }

        Assert.Equal("add/add a\uFFFDb\nc", scene.Conflicts());
    }

    [Theory]
    [InlineData("link", @"to\377", @"to\376")]
    [InlineData(@"link\377", "here", "there")]
    public void A_link_whose_name_or_target_is_no_text_is_compared(string name, string left, string right)
    {
        using var scene = new RadarScene();
        foreach (var (top, target) in new[] { (scene.Left, left), (scene.Right, right) })
        {
            scene
                .Sandbox.Run("sh", ["-c", "ln -s \"$(printf \"$1\")\" \"$(printf \"$2\")\"", "sh", target, name], top)
                .OutputOrThrow("link");
        }

        Assert.Contains("link", scene.Conflicts(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("back\\slash")]
    [InlineData("line\nend")]
    [InlineData("\"quotes\" é #")]
    public void A_repository_of_any_name_lends_its_objects(string name)
    {
        using var scene = new RadarScene(name: name);
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        Assert.Equal("content README.md 1/1", scene.Conflicts());
    }

    [Fact]
    public void Histories_without_a_common_commit_are_told_as_such()
    {
        using var scene = new RadarScene();
        scene.Sandbox.Git(scene.Right, "checkout", "--quiet", "--orphan", "other");
        scene.Sandbox.Git(scene.Right, "commit", "--quiet", "--allow-empty", "-m", "other");

        Assert.Contains("no common history", scene.Conflicts(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_inside_is_nobodys_work()
    {
        using var scene = new RadarScene();
        scene.Repository.Git("worktree", "add", "--quiet", "-b", "inside", Path.Combine(scene.Left, "inside"));
        RadarScene.Write(scene.Right, "inside/file", "right\n");

        Assert.Equal("", scene.Conflicts());
    }

    [Fact]
    public void What_killed_looks_left_goes_after_an_hour_and_an_old_cache_after_a_day()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        scene.Look();
        var repository = scene.Git.Repository;
        var left = Directory.CreateDirectory(Path.Combine(RadarCache.FolderIn(repository), "look-killed")).FullName;
        var now = TimeProvider.System.GetUtcNow();

        Assert.False(RadarCache.Prune(repository, now));
        Assert.True(Directory.Exists(left));

        Assert.True(RadarCache.Prune(repository, now.AddDays(2)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(RadarCache.FolderIn(repository)));
    }
}
