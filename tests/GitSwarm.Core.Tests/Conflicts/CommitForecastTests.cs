using GitSwarm.Conflicts;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Conflicts;

/// <summary>What the pre-commit hook learns.</summary>
public class CommitForecastTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(1);

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Sha256)]
    public void What_is_staged_counts_and_nothing_else(TestGit git, RepositoryFormat format)
    {
        using var scene = new RadarScene(git, format);
        RadarScene.Write(scene.Left, "README.md", "left\n");
        scene.Sandbox.Git(scene.Left, "add", "README.md");
        RadarScene.Write(scene.Left, "README.md", "left, later\n");
        RadarScene.Write(scene.Left, "src/app.js", "left, not staged\n");
        RadarScene.Write(scene.Right, "README.md", "right\n");
        RadarScene.Write(scene.Right, "src/app.js", "right\n");
        var before = scene.Fingerprint();

        var forecast = Of(scene, Enough);

        Assert.True(forecast.IsInTime);
        var pair = Assert.Single(forecast.Pairs);
        Assert.Equal(("this commit", "right"), (pair.Left.Label, pair.Right.Label));
        Assert.Equal(["README.md"], pair.Conflicts.Select(c => c.Path));
        Assert.Equal(before, scene.Fingerprint());
    }

    [Fact]
    public void Too_little_time_is_said()
    {
        using var scene = new RadarScene();

        Assert.False(Of(scene, TimeSpan.FromTicks(1)).IsInTime);
    }

    private static CommitForecast Of(RadarScene scene, TimeSpan budget)
    {
        var sides = scene.AllSides();
        var left = sides.Single(s => s.Label == "left").Worktree!;
        var index = scene.Sandbox.Git(scene.Left, "rev-parse", "--path-format=absolute", "--git-path", "index");
        return CommitForecast.Of(new Radar(scene.Git, TimeProvider.System), sides, left, index, budget);
    }
}
