using System.Text.RegularExpressions;
using Xunit;

namespace GitSwarm.Tests.Guards;

/// <summary>A rule about agents has an id in docs/agents.md, such as [D1], and tests that carry it: <c>[Trait("Rule", "D1")]</c>.</summary>
public partial class RuleGuards
{
    [Fact]
    public void Every_rule_has_a_test_and_every_tested_rule_is_written_down()
    {
        var rules = Ids(Rule().Matches(TrackedFiles.Read("docs/agents.md")));
        var tested = TrackedFiles
            .All.Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => Ids(Test().Matches(TrackedFiles.Read(path))))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(rules);
        Assert.Equal(rules.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Ids(MatchCollection matches) => [.. matches.Select(m => m.Groups["id"].Value)];

    [GeneratedRegex(@"\[(?<id>[A-Z]\d{1,2})\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();

    // A line of its own, or after another attribute; not the one in the comment above.
    [GeneratedRegex(
        @"^\s*\[(\w+, )?Trait\(""Rule"", ""(?<id>[A-Z]\d{1,2})""\)\]",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Test();
}
