using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Claims;
using Xunit;

namespace GitSwarm.Tests.Claims;

public class PatternOverlapTests
{
    // Every path of up to five names; of these names, any two of the common patterns that meet have one in common.
    private static readonly ClaimPath[] Universe = [.. Paths(["a", "b", "ab", "a.c", "a.d", "b.d"], 5).Select(ClaimPath.Of)];

    [Theory]
    [InlineData("src", "src/a.cs", true)]
    [InlineData("src", "src2", false)]
    [InlineData("src/**", "src/auth/login.cs", true)]
    [InlineData("src/**", "src", true)]
    [InlineData("src/**", "tests/**", false)]
    [InlineData("*.cs", "src/*.cs", false)]
    [InlineData("**/*.cs", "src/*.cs", true)]
    [InlineData("**/*.cs", "src/**/*.md", false)]
    [InlineData("src", "**/*.md", true)]
    [InlineData("src/a.cs", "**/*.md", true)]
    [InlineData("src/*.md", "src/a.cs", false)]
    [InlineData("a*c", "*b*", true)]
    [InlineData("a?", "ab?", false)]
    [InlineData("*/b", "b/*", true)]
    [InlineData("*/b", "b", true)]
    [InlineData("*", "b/c", false)]
    [InlineData("[a-f]", "[g-z]", false)]
    [InlineData("[a-f]", "[!a-f]", false)]
    [InlineData("[a-f]", "[F-Z]", true)]
    [InlineData("[!a]x", "[!b]x", true)]
    [InlineData("[а-я]", "[а-в]", true)]
    [InlineData("[а-я]", "[a-z]", false)]
    [InlineData("a/**/b/**/c", "**/b/*/*", true)]
    [InlineData("SRC/*.CS", "src/a*.cs", true)]
    [InlineData("cafe\u0301/**", "CAF\u00c9/x", true)]
    [InlineData("app/[id]/**", "app/[id]/page.tsx", true)]
    [InlineData("app/[id].tsx", ":(literal)app/[id].tsx", true)]
    [InlineData(":(literal)app/[id].tsx", "app/i.tsx", false)]
    [InlineData("**", "-x", true)]
    public void Patterns_overlap_where_a_file_can_be_of_both(string one, string other, bool overlap)
    {
        var (a, b) = (ClaimPattern.Parse(one, ""), ClaimPattern.Parse(other, ""));

        Assert.Equal(overlap, a.Overlaps(b));
        Assert.Equal(overlap, b.Overlaps(a));
    }

    [Fact]
    public void A_file_in_common_is_never_missed() =>
        Prop.ForAll(
                PatternSamples.Pattern.Two().Zip(PatternSamples.Path.ListOf(60)).ToArbitrary(),
                given =>
                {
                    var (a, b) = Parse(given.Item1);
                    var common = given.Item2.FirstOrDefault(path => a.Matches(path) && b.Matches(path));

                    Assert.True(common is null || a.Overlaps(b), $"'{a}' and '{b}' have '{common}' in common");
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Overlap_has_no_direction_and_a_pattern_overlaps_itself() =>
        Prop.ForAll(
                PatternSamples.Pattern.Two().ToArbitrary(),
                given =>
                {
                    var (a, b) = Parse(given);

                    Assert.Equal(a.Overlaps(b), b.Overlaps(a));
                    Assert.True(a.Overlaps(ClaimPattern.FromRecord(a.Text)!));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Common_forms_overlap_only_where_they_have_a_file_in_common() =>
        Prop.ForAll(
                PatternSamples.Common.Two().ToArbitrary(),
                given =>
                {
                    var (a, b) = Parse(given);

                    Assert.Equal(Array.Exists(Universe, path => a.Matches(path) && b.Matches(path)), a.Overlaps(b));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static (ClaimPattern, ClaimPattern) Parse((string One, string Other) texts) =>
        (ClaimPattern.Parse("./" + texts.One, ""), ClaimPattern.Parse("./" + texts.Other, ""));

    private static IEnumerable<string> Paths(string[] names, int depth) =>
        depth == 0 ? [] : names.Concat(Paths(names, depth - 1).SelectMany(below => names.Select(name => name + "/" + below))).Distinct();
}
