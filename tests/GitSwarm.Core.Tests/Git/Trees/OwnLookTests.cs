using GitSwarm.Git;
using GitSwarm.Git.Trees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git.Trees;

public class OwnLookTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Whatever_happens_in_a_work_tree_what_is_seen_is_what_git_says(int seed)
    {
        const int Steps = 40;
        using var scene = new LookScene();
        Directory.CreateDirectory(Path.Combine(scene.Sandbox.Variables["HOME"], ".config", "git"));
        var walk = new LookWalk(scene, seed);
        walk.Begin();
        var (seen, isClear) = (0, true);
        for (var step = 0; step < Steps; step++)
        {
            walk.Step(isClear);
            isClear = scene.Compare($"seed {seed}, step {step}");
            seen += isClear ? 1 : 0;
        }
        Assert.InRange(seen, Steps / 4, Steps);
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Sha256)]
    public void Changed_deleted_new_and_ignored_files_are_told_apart_without_git(TestGit git, RepositoryFormat format)
    {
        using var scene = new LookScene(git, format);
        Change(scene);

        Assert.True(scene.Compare());
        Assert.Equal(
            ["README.md", "new/", "src/app.js", "src/new.js"],
            scene.ByItself()!.Changed.Select(c => c.Path).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    public void An_index_is_read_in_every_plain_version(string version)
    {
        using var scene = new LookScene();
        foreach (var name in new[] { new string('d', 300) + "/f", "src/ui/é", "src/uj", "z" })
        {
            scene.Repository.Write(Path.Combine("long", name.Length > 250 ? name[..200] + "/f" : name), "x");
        }
        scene.Repository.Commit("more");
        Thread.Sleep(20);
        scene.Repository.Git("update-index", "--force-write-index", "--index-version", version);
        scene.Repository.Write("long/z", "longer\n");
        File.Delete(Path.Combine(scene.Repository.Path, "long", "src", "uj"));

        Assert.True(scene.Compare());
    }

    [Theory]
    [InlineData("detached")]
    [InlineData("linked")]
    [InlineData("linked and detached")]
    public void Any_work_tree_is_seen(string which)
    {
        using var scene = new LookScene();
        if (which == "detached")
        {
            scene.Repository.Git("checkout", "--quiet", "--detach");
            Assert.True(scene.Compare());
            return;
        }
        var path = scene.Repository.AddWorktree("linked", "topic");
        if (which != "linked")
        {
            scene.Sandbox.Git(path, "checkout", "--quiet", "--detach");
        }
        scene.Repository.Settle(path);
        // Rules of the repository hold in all of its work trees.
        scene.Repository.Write(".git/info/exclude", "*.log\n");
        File.WriteAllText(Path.Combine(path, "a.log"), "x");
        File.WriteAllText(Path.Combine(path, "new.txt"), "x");
        var tree = Worktree.List(scene.Found)[1];

        var (own, git) = (scene.ByItself(tree), scene.ByGit(tree));

        Assert.NotNull(own);
        Assert.Equal((git.Branch, git.Head), (own.Branch, own.Head));
        Assert.Equal(git.Changed, own.Changed);
        Assert.Equal(["new.txt"], own.Changed.Select(c => c.Path));
    }

    [Theory]
    [InlineData("staged", "add", "README.md")]
    [InlineData("moved on", "reset", "--soft", "HEAD~1")]
    [InlineData("told not to look", "update-index", "--assume-unchanged", "src/app.js")]
    [InlineData("left out", "update-index", "--skip-worktree", "src/app.js")]
    [InlineData("meant to come", "add", "--intent-to-add", "new.txt")]
    [InlineData("split", "update-index", "--split-index")]
    [InlineData("monitored", "-c", "core.fsmonitor=true", "update-index", "--fsmonitor")]
    [InlineData("case", "config", "core.ignoreCase", "true")]
    [InlineData("case, said shortly", "config", "core.ignoreCase", "")]
    [InlineData("rules somewhere", "config", "core.excludesFile", "rules")]
    [InlineData("sparse", "sparse-checkout", "set", "src")]
    public void What_is_not_plain_is_left_to_git(string what, params string[] command)
    {
        using var scene = new LookScene();
        scene.Repository.Write("src/app.js", "a second commit\n");
        scene.Repository.Commit("second");
        scene.Repository.Settle();
        scene.Repository.Write("README.md", "changed for good\n");
        scene.Repository.Write("new.txt", "new\n");
        Assert.True(scene.Compare());

        scene.Repository.Git(command);

        Assert.True(scene.ByItself() is null, what);
    }

    [Theory]
    [InlineData("same size")]
    [InlineData("other time")]
    [InlineData("can be run")]
    [InlineData("a folder now")]
    [InlineData("a link now")]
    [InlineData("a repository in a new folder")]
    [InlineData("a repository in an old folder")]
    [InlineData("rules by a link")]
    [InlineData("a class by name")]
    public void What_only_a_reader_of_files_can_tell_is_left_to_git(string what)
    {
        using var scene = new LookScene();
        var file = Path.Combine(scene.Repository.Path, "src", "app.js");
        Assert.True(scene.Compare());
        switch (what)
        {
            case "same size":
                File.WriteAllText(file, new string('x', (int)new FileInfo(file).Length));
                break;
            case "other time":
                File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                break;
            case "can be run":
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                break;
            case "a folder now":
                File.Delete(file);
                Directory.CreateDirectory(file);
                break;
            case "a link now":
                File.Delete(file);
                File.CreateSymbolicLink(file, "login.js");
                break;
            case "a repository in a new folder":
                scene.Sandbox.Git(scene.Repository.Path, "init", "--quiet", "inner");
                break;
            case "a repository in an old folder":
                scene.Repository.Write("src/.git", "gitdir: nowhere\n");
                break;
            case "rules by a link":
                File.CreateSymbolicLink(Path.Combine(scene.Repository.Path, ".gitignore"), "README.md");
                break;
            default:
                scene.Repository.Write(".gitignore", "[[:alpha:]]\n");
                scene.Repository.Write("new.txt", "x");
                break;
        }

        Assert.Null(scene.ByItself());
    }

    [Fact]
    public void A_submodule_is_left_to_git_once_it_is_checked_out()
    {
        using var scene = new LookScene();
        scene.Repository.Git("update-index", "--add", "--cacheinfo", "160000," + scene.Repository.Git("rev-parse", "HEAD") + ",part/inner");
        scene.Repository.Write("part/inner/left over", "x");
        scene.Repository.Git("commit", "--quiet", "-m", "with a part");
        scene.Repository.Settle();
        scene.Repository.Write("part/new", "x");

        Assert.True(scene.Compare());
        Assert.Equal(["part/new"], scene.ByItself()!.Changed.Select(c => c.Path));

        scene.Sandbox.Git(scene.Repository.Path, "init", "--quiet", "part/inner");
        Assert.Null(scene.ByItself());
        Directory.Delete(Path.Combine(scene.Repository.Path, "part", "inner"), recursive: true);
        Assert.Null(scene.ByItself());
    }

    [Fact]
    public void Files_as_young_as_the_index_are_left_to_git()
    {
        using var scene = new LookScene();
        var index = Path.Combine(scene.Repository.Path, ".git", "index");
        Assert.True(scene.Compare());

        File.SetLastWriteTimeUtc(index, File.GetLastWriteTimeUtc(Path.Combine(scene.Repository.Path, "README.md")));

        Assert.Null(scene.ByItself());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(-1)]
    [InlineData(-21)]
    [InlineData(-60)]
    public void A_broken_index_is_left_to_git(int length)
    {
        using var scene = new LookScene();
        var index = Path.Combine(scene.Repository.Path, ".git", "index");
        var bytes = File.ReadAllBytes(index);

        File.WriteAllBytes(index, bytes[..(length < 0 ? bytes.Length + length : length)]);

        Assert.Null(scene.ByItself());
    }

    [Fact]
    public void A_folder_that_leads_to_another_repository_is_left_to_git()
    {
        using var scene = new LookScene();
        var path = scene.Repository.AddWorktree("linked", "topic");
        scene.Repository.Settle(path);
        var tree = Worktree.List(scene.Found)[1];
        Assert.NotNull(scene.ByItself(tree));

        File.Delete(Path.Combine(path, ".git"));

        Assert.Null(scene.ByItself(tree));
    }

    private static void Change(LookScene scene)
    {
        scene.Repository.Write(".gitignore", "*.log\n/out/\n");
        scene.Repository.Write("src/app.js", "longer than it was, for sure: the file the fixture made\n");
        scene.Repository.Commit("rules");
        scene.Repository.Settle();
        scene.Repository.Write("src/app.js", "changed\n");
        File.Delete(Path.Combine(scene.Repository.Path, "README.md"));
        scene.Repository.Write("src/new.js", "x");
        scene.Repository.Write("src/a.log", "x");
        scene.Repository.Write("new/deep/er.txt", "x");
        scene.Repository.Write("nothing/but/a.log", "x");
        scene.Repository.Write("out/of/sight.txt", "x");
    }
}
