using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Conflicts;
using Xunit;

namespace GitSwarm.Tests.Conflicts;

public class ConflictRegionTests
{
    [Fact]
    public void Matches_are_common_subsequences_of_the_greatest_length()
    {
        var texts = Gen.Elements("a", "b", "c", "d").ArrayOf().Resize(12).ToArbitrary();
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                texts,
                texts,
                (a, b) =>
                {
                    var matches = LineDiff.Match(a, b)!;
                    var paired = matches.Select((at, i) => (at, i)).Where(p => p.at >= 0).ToList();
                    return paired.TrueForAll(p => a[p.at] == b[p.i])
                        && paired.Zip(paired.Skip(1)).All(n => n.First.at < n.Second.at)
                        && paired.Count == Longest(a, b);
                }
            )
        );
    }

    [Fact]
    public void Texts_that_share_too_little_are_not_compared()
    {
        var a = Enumerable.Range(0, 4000).Select(i => $"a{i}").ToArray();
        var b = Enumerable.Range(0, 4000).Select(i => $"b{i}").ToArray();

        Assert.Null(LineDiff.Match(a, b));
    }

    [Fact]
    public void Each_region_is_found_in_the_files_of_both_sides()
    {
        const string Left = "one\nL1\nL2\ntwo\nthree\nfour\nfive\nL3\n";
        const string Right = "zero\none\nR1\ntwo\nthree\nfour\nfive\n";
        const string Merged =
            "zero\none\n<<<<<<< left\nL1\nL2\n||||||| base\nB\n=======\nR1\n>>>>>>> right\ntwo\nthree\nfour\nfive\n<<<<<<< left:a\nL3\n=======\n>>>>>>> right:b\n";

        var (left, right) = ConflictRegions.Of(Left, Right, Merged, "left", "right");

        Assert.Equal([new LineRange(2, 3), new LineRange(8, 8)], left);
        // The right side has deleted what the left one changed: the line before stands for it.
        Assert.Equal([new LineRange(3, 3), new LineRange(7, 7)], right);
    }

    [Fact]
    public void Lines_that_look_like_markers_of_somebody_else_are_lines()
    {
        const string Side = "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> branch\nL\n";
        const string Merged = "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> branch\n<<<<<<< left\nL\n=======\nR\n>>>>>>> right\n";

        var (left, right) = ConflictRegions.Of(Side, Side.Replace("L\n", "R\n", StringComparison.Ordinal), Merged, "left", "right");

        Assert.Equal([new LineRange(6, 6)], left);
        Assert.Equal([new LineRange(6, 6)], right);
    }

    private static int Longest(string[] a, string[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                table[i + 1, j + 1] = a[i] == b[j] ? table[i, j] + 1 : Math.Max(table[i, j + 1], table[i + 1, j]);
            }
        }
        return table[a.Length, b.Length];
    }
}
