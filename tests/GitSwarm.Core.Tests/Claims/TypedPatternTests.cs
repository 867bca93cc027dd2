using GitSwarm.Claims;
using Xunit;

namespace GitSwarm.Tests.Claims;

public class TypedPatternTests
{
    [Theory]
    [InlineData("src/a.cs", "", "src/a.cs")]
    [InlineData("a.cs", "src", "src/a.cs")]
    [InlineData("./a.cs", "src/auth", "src/auth/a.cs")]
    [InlineData("../a.cs", "src/auth", "src/a.cs")]
    [InlineData("x/../a.cs", "src", "src/a.cs")]
    [InlineData("src//auth///a.cs", "", "src/auth/a.cs")]
    [InlineData("src/", "", "src")]
    [InlineData("..", "src/auth", "src")]
    [InlineData(".", "src", "src")]
    [InlineData(".", "", "**")]
    [InlineData("..", "src", "**")]
    [InlineData("./", "", "**")]
    [InlineData(":/", "src", "**")]
    [InlineData("**", "", "**")]
    [InlineData("*", "src", "src/*")]
    [InlineData("src/*/", "", "src/*/**")]
    [InlineData("src/*/.", "", "src/*/**")]
    [InlineData("src/**/", "", "src/**")]
    [InlineData("**/**/***/*.cs", "", "**/*.cs")]
    [InlineData("a**b", "", "a**b")]
    [InlineData("[id].tsx", "src", "src/[id].tsx")]
    [InlineData("[id]/", "app", "app/[id]/**")]
    [InlineData("[id", "app", "app/[id")]
    [InlineData("*.tsx", "app/[id]", "app/\\[id]/*.tsx")]
    [InlineData("a.tsx", "app/[id]", ":(literal)app/[id]/a.tsx")]
    [InlineData("a\\*", "", "a\\*")]
    [InlineData(":/a", "src", "a")]
    [InlineData(":/:a", "src", "a")]
    [InlineData(":(top)a", "src", "a")]
    [InlineData(":(glob,icase)a*", "src", "src/a*")]
    [InlineData(":(top,literal)a*", "src", ":(literal)a*")]
    [InlineData(":(literal)a", "src", "src/a")]
    [InlineData(":(literal)[a", "", "[a")]
    [InlineData(":()a", "", "a")]
    [InlineData("::a", "src", "src/a")]
    [InlineData(":a", "", "a")]
    [InlineData("./:a", "", ":(literal):a")]
    [InlineData("./:a*", "", "\\:a*")]
    [InlineData("-x", "", "-x")]
    [InlineData("a b\n\"c\"", "", "a b\n\"c\"")]
    [InlineData("Cafe\u0301", "", "Caf\u00e9")]
    [InlineData("x", "Cafe\u0301", "Caf\u00e9/x")]
    [InlineData("\u1112\u1161\u11ab", "", "\ud55c")]
    [InlineData("a\u0323\u0302", "", "\u1ead")]
    [InlineData("a\u0302\u0323", "", "\u1ead")]
    [InlineData("\u212b", "", "\u00c5")]
    public void What_is_typed_becomes_one_form_and_a_record_keeps_it(string typed, string prefix, string text)
    {
        var pattern = ClaimPattern.Parse(typed, prefix);

        Assert.Equal(text, pattern.Text);
        Assert.Equal(text, ClaimPattern.FromRecord(text)?.Text);
        Assert.Equal(pattern, ClaimPattern.FromRecord(text));
        Assert.Equal(text, ClaimPattern.Parse(text, "").Text);
    }

    [Theory]
    [InlineData("", "an empty path cannot be claimed")]
    [InlineData("..", "'..' is outside the work tree")]
    [InlineData("a/../../b", "'a/../../b' is outside the work tree")]
    [InlineData("/etc", "'/etc' is an absolute path")]
    [InlineData(":(top)/etc", "':(top)/etc' is an absolute path")]
    [InlineData("a\0b", "'ab' has a NUL character")]
    [InlineData(":", "':' names no path")]
    [InlineData("::", "'::' names no path")]
    [InlineData(":!a", "':!a' cannot be claimed: its magic 'exclude' names no files")]
    [InlineData(":/^a", "':/^a' cannot be claimed: its magic 'exclude' names no files")]
    [InlineData(":(exclude)a", "':(exclude)a' cannot be claimed: its magic 'exclude' names no files")]
    [InlineData(":(attr:x)a", "':(attr:x)a' cannot be claimed: its magic 'attr:x' names no files")]
    [InlineData(":%a", "':%a' cannot be claimed: its magic '%' names no files")]
    [InlineData(":(glob", "':(glob' lacks the ')' that ends its magic")]
    [InlineData(":(glob,literal)a", "':(glob,literal)a' cannot be both 'literal' and 'glob'")]
    public void What_no_claim_can_be_is_refused_by_its_name(string typed, string message)
    {
        var refusal = Assert.Throws<SwarmException>(() => ClaimPattern.Parse(typed, ""));

        Assert.Equal(message, refusal.Message);
        Assert.Equal(ErrorCode.BadArgument, refusal.Code);
    }

    [Fact]
    public void A_pattern_has_at_most_4096_bytes_its_directory_included()
    {
        Assert.Equal(4096, ClaimPattern.Parse(new string('a', 4096), "").Text.Length);
        Assert.Equal(4096, ClaimPattern.Parse(new string('a', 4092), "src").Text.Length);
        Assert.Contains("longer than 4096 bytes", Refusal(new string('a', 4097), ""), StringComparison.Ordinal);
        Assert.Contains("longer than 4096 bytes", Refusal(new string('a', 4093), "src"), StringComparison.Ordinal);
        Assert.Contains("longer than 4096 bytes", Refusal(new string('é', 2049), ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a/./b")]
    [InlineData("a\0")]
    [InlineData(":a")]
    [InlineData(":(glob)a")]
    [InlineData(":(literal)")]
    [InlineData(":(literal)../a")]
    public void A_record_that_no_git_swarm_wrote_is_no_pattern(string text) => Assert.Null(ClaimPattern.FromRecord(text));

    [Fact]
    public void A_record_is_bounded_and_may_hold_broken_characters()
    {
        Assert.Null(ClaimPattern.FromRecord(new string('a', 4097)));
        Assert.Null(ClaimPattern.FromRecord(new string('é', 2049)));
        Assert.NotNull(ClaimPattern.FromRecord("\ud800*\udc00"));
        Assert.NotNull(ClaimPattern.FromRecord("[\ud800-\udc00]"));
    }

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("[id", true)]
    [InlineData(":(literal)a*", true)]
    [InlineData("a*", false)]
    [InlineData("**", false)]
    [InlineData("a\\*", false)]
    public void A_literal_has_no_wildcards(string typed, bool literal) => Assert.Equal(literal, ClaimPattern.Parse(typed, "").IsLiteral);

    [Theory]
    [InlineData("SRC/A.cs", "src/a.CS", true)]
    [InlineData("\u00c9t\u00e9", "e\u0301TE\u0301", true)]
    [InlineData("J\u030c", "\u01f0", true)]
    [InlineData("ΟΔΟΣ", "οδος", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "a/**", false)]
    public void Case_and_form_make_no_difference(string one, string other, bool same)
    {
        var (a, b) = (ClaimPattern.Parse(one, ""), ClaimPattern.Parse(other, ""));

        Assert.Equal(same, a.Equals(b));
        Assert.Equal(same, a.GetHashCode() == b.GetHashCode());
    }

    private static string Refusal(string typed, string prefix) =>
        Assert.Throws<SwarmException>(() => ClaimPattern.Parse(typed, prefix)).Message;
}
