using System.Globalization;
using GitSwarm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace GitSwarm.Tests.Conflicts;

/// <summary>Replays shapes of merges and counts how often the radar agrees with <c>git merge</c>.</summary>
public class ReplayTests(ITestOutputHelper output)
{
    [GitTheory(RepositoryFormat.Files)]
    public void The_radar_finds_every_conflict_and_no_other(TestGit git, RepositoryFormat format)
    {
        var (found, missed, wrong) = (0, 0, 0);
        var differing = new List<string>();
        foreach (var shape in Shape.All)
        {
            using var scene = new RadarScene(git, format, shape.Before);
            shape.Left(scene.Sandbox, scene.Left);
            shape.Right(scene.Sandbox, scene.Right);

            var report = scene.Look();
            var told = report.Pairs.Single().Verdict.Unmerged;
            var real = RealMerge.Of(scene);

            found += real.Count(told.Contains);
            missed += real.Count(p => !told.Contains(p));
            wrong += told.Count(p => !real.Contains(p));
            output.WriteLine($"{shape.Name}: {(real.Count == 0 ? "clean" : RadarScene.Text(report).ReplaceLineEndings("; "))}");
            if (!real.SequenceEqual(told) || report.HasConflicts != real.Count > 0)
            {
                differing.Add(
                    $"{shape.Name}: merge leaves [{string.Join(' ', real)}], radar says [{string.Join(' ', told)}] {RadarScene.Text(report)}"
                );
            }
        }
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Shape.All.Count} shapes, {found + missed} conflicting paths: recall {(double)found / (found + missed):P0}, precision {(double)found / (found + wrong):P0}"
            )
        );
        Assert.Equal("", string.Join('\n', differing));
    }
}
