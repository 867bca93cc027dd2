using GitSwarm.Git;
using GitSwarm.Git.Trees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git.Trees;

public class TreeScanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void However_many_share_a_look_they_see_what_git_says(int shares)
    {
        using var scene = new LookScene();
        // One folder with most of the files, and some around: threads meet in the middle of folders.
        for (var i = 0; i < 3600; i++)
        {
            scene.Repository.Write(i % 3 == 0 ? $"deep/{i % 7}/{i % 11}/file{i}" : $"flat/file{i}", "x");
        }
        scene.Repository.Commit("many");
        scene.Repository.Settle();
        for (var i = 0; i < 3600; i += 97)
        {
            scene.Repository.Write(i % 3 == 0 ? $"deep/{i % 7}/new{i}" : $"flat/new{i}", "x");
            scene.Repository.Write(i % 3 == 0 ? $"deep/{i % 7}/{i % 11}/file{i}" : $"flat/file{i}", "changed");
        }
        Directory.Delete(Path.Combine(scene.Repository.Path, "deep", "3"), recursive: true);
        scene.Repository.Write(".gitignore", "new9*\n");
        var index = GitIndex.Read(Path.Combine(scene.Repository.Path, ".git", "index"), 40)!;

        var seen = Scan(scene, index, shares, helpers: shares % 3);

        Assert.Equal(Sorted(scene.ByGit().Changed), Sorted(seen!));
    }

    [Fact]
    public void One_share_that_needs_git_is_enough_to_ask_it()
    {
        using var scene = new LookScene();
        for (var i = 0; i < 1200; i++)
        {
            scene.Repository.Write($"flat/file{i:0000}", "x");
        }
        scene.Repository.Commit("many");
        scene.Repository.Settle();
        scene.Repository.Write("flat/file0003", "y");
        var index = GitIndex.Read(Path.Combine(scene.Repository.Path, ".git", "index"), 40)!;

        Assert.Null(Scan(scene, index, shares: 3, helpers: 1));
    }

    private static List<ChangedPath>? Scan(LookScene scene, GitIndex index, int shares, int helpers)
    {
        var team = new ScanTeam();
        team.Begin();
        Thread[] threads = [.. Enumerable.Range(0, helpers).Select(_ => new Thread(team.Help))];
        Array.ForEach(threads, t => t.Start());
        var found = team.Run(index.Entries.Length, shares, (from, to) => TreeScan.Run(scene.Repository.Path, index, () => [], from, to));
        team.End();
        // Who helps goes home.
        Array.ForEach(threads, t => t.Join());
        return found;
    }

    private static IEnumerable<ChangedPath> Sorted(IEnumerable<ChangedPath> changed) =>
        changed.OrderBy(c => c.Path, StringComparer.Ordinal);
}
