using System.Globalization;
using GitSwarm.Conflicts;
using GitSwarm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace GitSwarm.Tests.Conflicts;

/// <summary>Random work on both sides: the radar must say what <c>git merge</c> does, path by path.</summary>
public class RandomEditTests(ITestOutputHelper output)
{
    private static readonly string[] Folders = ["", "a/", "a/b/", "c/"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_radar_says_what_a_merge_does(int seed)
    {
        var (hits, missed, wrong) = (0, 0, 0);
        for (var i = 0; i < 6; i++)
        {
            var random = new Random((seed * 1000) + i);
            using var scene = new RadarScene(before: r => Populate(r, random));
            Work(scene, scene.Left, random);
            Work(scene, scene.Right, random);

            var told = scene.Look().Pairs.Single().Verdict.Unmerged;
            var real = RealMerge.Of(scene);

            hits += real.Count(told.Contains);
            missed += real.Count(p => !told.Contains(p));
            wrong += told.Count(p => !real.Contains(p));
            Assert.True(
                real.SequenceEqual(told),
                $"seed {seed}/{i}: merge leaves [{string.Join(' ', real)}], radar says [{string.Join(' ', told)}]\n{RadarScene.Text(scene.Look())}"
            );
        }
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{hits} conflicting paths found, {missed} missed, {wrong} told in vain")
        );
    }

    private static void Populate(TestRepository repository, Random random)
    {
        for (var i = 0; i < 14; i++)
        {
            repository.Write($"{Folders[i % Folders.Length]}f{i}.txt", Text(random, i));
        }
        repository.Commit("files");
    }

    private static string Text(Random random, int number) =>
        string.Concat(Enumerable.Range(0, 10 + random.Next(20)).Select(l => $"file {number} line {l}\n"));

    private static void Work(RadarScene scene, string top, Random random)
    {
        for (var n = 2 + random.Next(8); n > 0; n--)
        {
            var files = Directory
                .EnumerateFiles(top, "*.txt", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(top, f))
                .Order(StringComparer.Ordinal)
                .ToList();
            var file = files[random.Next(files.Count)];
            switch (random.Next(10))
            {
                case 0:
                    File.Delete(Path.Combine(top, file));
                    break;
                case 1:
                    var to = $"{Folders[random.Next(Folders.Length)]}g{random.Next(6)}.txt";
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(top, to))!);
                    File.Move(Path.Combine(top, file), Path.Combine(top, to), overwrite: true);
                    break;
                case 2:
                    RadarScene.Write(top, $"{Folders[random.Next(Folders.Length)]}n{random.Next(4)}.txt", $"new {random.Next(3)}\n");
                    break;
                case 3:
                    scene.Sandbox.Git(top, "add", "--all");
                    break;
                case 4:
                    scene.Sandbox.Git(top, "add", "--all");
                    scene.Sandbox.Git(top, "commit", "--quiet", "--allow-empty", "-m", $"work {n}");
                    break;
                case 5:
                    File.SetUnixFileMode(Path.Combine(top, file), (UnixFileMode)0b111_101_101);
                    break;
                default:
                    Edit(Path.Combine(top, file), random);
                    break;
            }
        }
    }

    private static void Edit(string file, Random random)
    {
        var lines = File.ReadAllLines(file).ToList();
        var at = random.Next(lines.Count + 1);
        if (at < lines.Count && random.Next(2) == 0)
        {
            lines[at] = $"changed {random.Next(100)}";
        }
        else
        {
            lines.Insert(at, $"added {random.Next(100)}");
        }
        File.WriteAllText(file, string.Concat(lines.Select(l => l + "\n")));
    }
}
