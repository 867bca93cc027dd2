using GitSwarm.Conflicts;
using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Conflicts;

/// <summary>What the radar answers, and that it leaves everything as it was.</summary>
public class RadarTests
{
    private static readonly string Fifty = string.Concat(Enumerable.Range(1, 50).Select(i => $"line {i}\n"));

    [GitTheory]
    public void Uncommitted_and_untracked_work_is_compared_and_nothing_is_touched(TestGit git, RepositoryFormat format)
    {
        using var scene = new RadarScene(git, format);
        RadarScene.Write(scene.Left, "long.txt", Fifty);
        scene.Sandbox.Git(scene.Left, "add", "--all");
        scene.Sandbox.Git(scene.Left, "commit", "--quiet", "-m", "long");
        scene.Sandbox.Git(scene.Right, "merge", "--quiet", "left");
        scene.Sandbox.Git(scene.Left, "config", "user.useConfigOnly", "false");
        // Left: lines 20 and 40 with one line more above; right: line 20, staged.
        RadarScene.Write(scene.Left, "long.txt", "first\n" + Fifty.Replace("line 20\n", "left\n").Replace("line 40\n", "left 40\n"));
        RadarScene.Write(scene.Right, "long.txt", Fifty.Replace("line 20\n", "right\nright\n"));
        scene.Sandbox.Git(scene.Right, "add", "long.txt");
        RadarScene.Write(scene.Left, "new.txt", "left\n");
        RadarScene.Write(scene.Right, "new.txt", "right\n");
        RadarScene.Write(scene.Left, "README.md", "only left\n");
        File.Delete(Path.Combine(scene.Left, "src/app.js"));
        RadarScene.Write(scene.Right, "src/app.js", "changed\n");
        scene.Sandbox.Git(scene.Right, "stash", "store", "-m", "kept", scene.Sandbox.Git(scene.Right, "stash", "create"));
        var before = scene.Fingerprint();
        var refs = scene.Sandbox.Git(scene.Left, "for-each-ref");

        Assert.Equal("content long.txt 21/20-21\nadd/add new.txt 1/1\nmodify/delete src/app.js", scene.Conflicts());

        Assert.Equal(before, scene.Fingerprint());
        Assert.Equal(refs, scene.Sandbox.Git(scene.Left, "for-each-ref"));
        Assert.Equal(["cache"], Directory.EnumerateFileSystemEntries(RadarCache.FolderIn(scene.Git.Repository)).Select(Path.GetFileName));
    }

    [Fact]
    public void History_is_not_walked_through_for_a_common_base()
    {
        // Whoever walks further back than the parents of what is checked out meets a commit that is not there.
        using var scene = new RadarScene(before: repository =>
        {
            var first = repository.Git("rev-parse", "HEAD").Trim();
            for (var i = 1; i <= 4; i++)
            {
                repository.Git("commit", "--quiet", "--allow-empty", "-m", $"later {i}");
            }
            File.Delete(Path.Combine(repository.Path, ".git", "objects", first[..2], first[2..]));
        });
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        Assert.Equal("content README.md 1/1", scene.Conflicts());
    }

    [Fact]
    public void A_second_call_starts_git_only_to_look_and_merges_nothing()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");
        Assert.Equal(1, scene.Look().Merged);

        Assert.Equal(0, scene.Look().Merged);
        Assert.Equal("content README.md 1/1", scene.Conflicts());
        RadarScene.Write(scene.Right, "README.md", "right again\n");
        Assert.Equal(1, scene.Look().Merged);
    }

    [Fact]
    public void A_look_a_moment_ago_is_believed_unless_something_known_changed()
    {
        using var scene = new RadarScene();
        var believe = new RadarOptions();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");
        var first = scene.Look(believe);

        // Unseen: nothing that was known changed, and the look is young.
        RadarScene.Write(scene.Left, "src/app.js", "left\n");
        Assert.Equal(first.ObservedAt, scene.Look(believe).ObservedAt);
        Assert.Equal(2, scene.Look().Sides[0].Uncommitted);

        RadarScene.Write(scene.Left, "README.md", "something else\n");
        Assert.NotEqual(first.Sides[0].ObservedAt, scene.Look(believe).Sides[0].ObservedAt);
        scene.Sandbox.Git(scene.Right, "commit", "--quiet", "--all", "-m", "right");
        Assert.Equal(0, scene.Look(believe).Sides[1].Uncommitted);
        scene.Sandbox.Git(scene.Right, "reset", "--quiet", "--soft", "HEAD^");
        Assert.Equal(1, scene.Look(believe).Sides[1].Uncommitted);
    }

    [Fact]
    public void Pairs_whose_paths_do_not_meet_are_not_merged()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "src/app.js", "right\n");

        var report = scene.Look();

        Assert.Equal((0, "merge"), (report.Merged, report.Method));
        Assert.False(report.HasConflicts);
    }

    [Fact]
    public void An_old_git_tells_shared_paths_and_says_so()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        var report = scene.Look(new RadarOptions { Fresh = true, Version = new GitVersion(2, 37) });

        Assert.Equal("paths", report.Method);
        Assert.Equal("path README.md", RadarScene.Text(report));
        // A newer git must not be told what an older one knew.
        Assert.Equal("content README.md 1/1", scene.Conflicts());
    }

    [Fact]
    public void Without_batches_each_pair_is_a_process_and_the_answer_the_same()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        Assert.Equal("content README.md 1/1", scene.Conflicts(new RadarOptions { Fresh = true, Version = new GitVersion(2, 38) }));
    }

    [Fact]
    public void A_branch_to_land_on_is_a_side()
    {
        using var scene = new RadarScene();
        scene.Repository.Write("README.md", "main\n");
        scene.Repository.Commit("main");
        RadarScene.Write(scene.Left, "README.md", "left\n");
        var main = Sides.OfCommit("refs/heads/main", "main");

        var report = new Radar(scene.Git, TimeProvider.System).Compare(
            [.. scene.AllSides(), main, Sides.OfCommit("nothing", "nothing")],
            (a, b) => a == main || b == main,
            new RadarOptions()
        );

        Assert.Equal("content README.md 1/1", RadarScene.Text(report));
        Assert.Equal(["left"], report.Pairs.Where(p => p.Conflicts.Count > 0).Select(p => p.Left.Label));
        Assert.Equal(["nothing"], report.Skipped.Select(s => s.Label));
    }

    [Fact]
    public void A_damaged_or_missing_cache_is_no_matter()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");
        scene.Look();
        var file = Path.Combine(RadarCache.FolderIn(scene.Git.Repository), "cache");
        foreach (var text in new[] { "", "{", "null", "{\"version\":99}", "[1]", "{\"pairs\":[{}]}", "{\"version\":1,\"looks\":[null]}" })
        {
            File.WriteAllText(file, text);
            Assert.Equal("content README.md 1/1", scene.Conflicts(new RadarOptions()));
        }
    }

    [Fact]
    public void Out_of_time_leaves_nothing_running_and_nothing_behind()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        Assert.Throws<OutOfTimeException>(() => scene.Look(new RadarOptions { Fresh = true, Budget = TimeSpan.FromTicks(1) }));

        var folder = RadarCache.FolderIn(scene.Git.Repository);
        Assert.Empty(Directory.Exists(folder) ? Directory.GetDirectories(folder) : []);
    }

    [Fact]
    public void What_a_killed_look_left_in_memory_is_taken_away_by_the_next()
    {
        if (!Directory.Exists("/dev/shm"))
        {
            return;
        }
        // Process numbers end at 2^22.
        var left = Directory.CreateDirectory("/dev/shm/git-swarm-look-99999999-left");
        var busy = Directory.CreateDirectory($"/dev/shm/git-swarm-look-{Environment.ProcessId}-busy");
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");

        Assert.Equal("content README.md 1/1", scene.Conflicts());

        left.Refresh();
        Assert.False(left.Exists);
        busy.Delete();
    }

    [Fact]
    public void What_is_known_is_recalled_without_a_process()
    {
        using var scene = new RadarScene();
        RadarScene.Write(scene.Left, "README.md", "left\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");
        var sides = scene.AllSides().FindAll(s => s.Label != "main");
        // A git that cannot be started.
        RadarReport? Recalled() => scene.Radar("/nonexistent").Recall(sides, (_, _) => true, new RadarOptions());

        Assert.Null(Recalled());
        Assert.False(Directory.Exists(RadarCache.FolderIn(scene.Git.Repository)));
        scene.Compare(sides, new RadarOptions());
        Assert.Equal("README.md", Assert.Single(Recalled()!.Pairs[0].Conflicts).Path);
        RadarScene.Write(scene.Right, "README.md", "right again\n");
        Assert.Null(Recalled());
    }

    [Fact]
    public void What_was_found_out_before_time_ran_out_is_kept()
    {
        using var scene = new RadarScene();
        foreach (var name in new[] { "third", "fourth", "fifth", "sixth" })
        {
            scene.Repository.AddWorktree(name, name);
        }
        var sides = scene.AllSides().FindAll(s => s.Label != "main");
        sides.ForEach(s => RadarScene.Write(s.Worktree!.Path, "README.md", s.Label + "\n"));
        // The second merge-tree hangs until it is killed.
        var slow = scene.Sandbox.Path("slow-git");
        var mark = scene.Sandbox.Path("merged");
        Script.Write(
            slow,
            $"""
            #!/bin/sh
            case " $* " in
            *" merge-tree "*) [ -e '{mark}' ] && exec sleep 60; : >'{mark}';;
            esac
            exec '{scene.Sandbox.GitProgram}' "$@"

            """
        );

        Assert.Throws<OutOfTimeException>(() =>
            scene.Compare(sides, new RadarOptions { Fresh = true, Budget = TimeSpan.FromSeconds(3) }, slow)
        );

        var told = scene.Compare(sides, new RadarOptions { Fresh = true });
        Assert.Equal((15, 14), (told.Pairs.Count, told.Merged));
        Assert.All(told.Pairs, p => Assert.Equal("README.md", Assert.Single(p.Conflicts).Path));
    }
}
