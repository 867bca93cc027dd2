using System.Text.RegularExpressions;
using Xunit;

namespace GitSwarm.Tests.Guards;

/// <summary>The man page and docs/cli.md name every verb and option, and none that does not exist.</summary>
public partial class DocumentedCommandTests
{
    private const string Man = "docs/man/git-swarm.1";
    private const string Page = "docs/cli.md";

    /// <summary>What programs call; not in the tree, for it is parsed by hand.</summary>
    private static readonly string[] ByHand = ["hook"];

    [Theory]
    [InlineData(Man)]
    [InlineData(Page)]
    public void Every_verb_is_described_with_every_option(string path)
    {
        var synopses = Synopses(path);

        var missing = CommandLine.Verbs.SelectMany(verb =>
            synopses.TryGetValue(verb.Key, out var text)
                ? verb.Value.Where(option => !Words(text).Contains(option)).Select(option => $"{verb.Key}: no {option}")
                : [$"no {verb.Key}"]
        );

        AssertNone(path, missing);
    }

    [Theory]
    [InlineData(Man)]
    [InlineData(Page)]
    public void Every_verb_of_a_verb_is_described_with_every_option(string path)
    {
        var lines = Text(path).Split('\n');

        var missing = CommandLine.Nested.SelectMany(verb =>
            Array.Find(
                lines,
                l =>
                    new[] { $"| `{verb.Key} ", $"| `{verb.Key}`", $"git swarm {verb.Key}" }.Any(s =>
                        l.StartsWith(s, StringComparison.Ordinal)
                    )
            )
                is { } text
                ? verb.Value.Where(option => !Words(text).Contains(option)).Select(option => $"{verb.Key}: no {option}")
                : [$"no {verb.Key}"]
        );

        AssertNone(path, missing);
    }

    [Theory]
    [InlineData(Man)]
    [InlineData(Page)]
    public void Options_of_every_command_are_described(string path)
    {
        var words = Words(Text(path)).ToHashSet(StringComparer.Ordinal);

        AssertNone(path, CommandLine.Global.Where(o => o is not ("-?" or "/?" or "/h") && !words.Contains(o)).Select(o => $"no {o}"));
    }

    [Theory]
    [InlineData(Man)]
    [InlineData(Page)]
    [InlineData("README.md")]
    [InlineData("docs/manual/getting-started.md")]
    [InlineData("docs/manual/sessions.md")]
    [InlineData("docs/manual/claims.md")]
    [InlineData("docs/manual/messages.md")]
    [InlineData("docs/manual/setup.md")]
    [InlineData("docs/manual/agents.md")]
    [InlineData("docs/manual/sync.md")]
    [InlineData("docs/manual/definitions.md")]
    [InlineData("docs/manual/planning.md")]
    [InlineData("docs/manual/runs.md")]
    [InlineData("docs/manual/tasks.md")]
    [InlineData("docs/manual/teams.md")]
    [InlineData("docs/teams.md")]
    [InlineData("docs/agents.md")]
    [InlineData("hooks/claude/skills/git-swarm/SKILL.md")]
    [InlineData("hooks/claude/commands/sessions.md")]
    [InlineData("hooks/claude/commands/note.md")]
    [InlineData("hooks/claude/commands/message.md")]
    [InlineData("hooks/claude/commands/claim.md")]
    [InlineData("hooks/claude/README.md")]
    [InlineData("docs/clients.md")]
    public void No_verb_is_described_that_does_not_exist(string path)
    {
        var known = CommandLine.Verbs.Keys.Concat(ByHand).ToHashSet(StringComparer.Ordinal);

        AssertNone(path, VerbOf().Matches(Text(path)).Select(m => m.Groups["verb"].Value).Where(v => !known.Contains(v)).Distinct());
    }

    [Theory]
    [InlineData(Man)]
    [InlineData(Page)]
    [InlineData("hooks/claude/skills/git-swarm/SKILL.md")]
    [InlineData("hooks/claude/commands/sessions.md")]
    [InlineData("hooks/claude/commands/note.md")]
    [InlineData("hooks/claude/commands/message.md")]
    [InlineData("hooks/claude/commands/claim.md")]
    public void No_option_is_described_that_does_not_exist(string path) =>
        AssertNone(
            path,
            Words(Text(path)).Where(w => w.StartsWith("--", StringComparison.Ordinal) && !CommandLine.Options.Contains(w)).Distinct()
        );

    /// <summary>The line that shows how a verb is written, for every verb that has one.</summary>
    private static Dictionary<string, string> Synopses(string path) =>
        Synopsis()
            .Matches(Text(path))
            .GroupBy(m => m.Groups["verb"].Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Groups["rest"].Value, StringComparer.Ordinal);

    private static IEnumerable<string> Words(string text) => OptionWord().Matches(text).Select(m => m.Value);

    // Without the man page's fonts and escaped dashes.
    private static string Text(string path) => Escape().Replace(Documents.Read(path), "").Replace("\\-", "-", StringComparison.Ordinal);

    private static void AssertNone(string path, IEnumerable<string> found) =>
        Assert.Equal("", string.Join('\n', found.Select(f => $"{path}: {f}")));

    // "| `init [--no-hooks]` | …", or a line of its own in the man page.
    [GeneratedRegex(
        @"^(\| `|git swarm )(?<verb>[a-z]+)(?<rest>[^\n]*?)(` \||$)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Synopsis();

    [GeneratedRegex(@"\bgit swarm( --as \w+| -C \S+)* (?<verb>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VerbOf();

    [GeneratedRegex(@"(?<![\w.-])--?[a-zA-Z][a-z-]*", RegexOptions.None, 1000)]
    private static partial Regex OptionWord();

    [GeneratedRegex(@"\\f[BIRP]", RegexOptions.None, 1000)]
    private static partial Regex Escape();
}
