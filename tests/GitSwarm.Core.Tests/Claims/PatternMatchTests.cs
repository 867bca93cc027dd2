using FsCheck.Fluent;
using GitSwarm.Claims;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Claims;

public class PatternMatchTests
{
    [Theory]
    [InlineData("src", "src/a/b.cs", true)]
    [InlineData("src", "src2/a", false)]
    [InlineData("src/*.cs", "src/a/b.cs", false)]
    [InlineData("src/**", "src/a/b.cs", true)]
    [InlineData("src/**", "src", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("**/*.cs", "a.cs", true)]
    [InlineData("src/[id].tsx", "src/[id].tsx", true)]
    [InlineData("src/[id].tsx", "src/d.tsx", true)]
    [InlineData("src/[id]/", "src/[id]/a.tsx", true)]
    [InlineData("src/[id]", "src/[id]/a.tsx", true)]
    [InlineData("[id]/**/**", "[id]/a.tsx", true)]
    [InlineData("[id]*", "[id]*", true)]
    [InlineData("*.md", "*.md/a", false)]
    [InlineData(":(literal)*.md", "*.md/a", true)]
    [InlineData(":(literal)src/[id]", "src/i", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("-x*", "-xy", true)]
    [InlineData("a b*", "A B\n", true)]
    [InlineData("[!A-C]x", "bx", false)]
    [InlineData("[A-C]x", "bX", true)]
    [InlineData("*.c/a*/[/A[\\]b]", "a.c/A-\\/a", true)]
    [InlineData("[É]x", "éx", true)]
    [InlineData("[à-ÿ]x", "Éx", true)]
    [InlineData("caf?", "cafe\u0301", true)]
    [InlineData("CAFE\u0301/*", "caf\u00e9/x", true)]
    [InlineData("?", "\U0001F41D", true)]
    [InlineData("??", "\U0001F41D", false)]
    [InlineData("*??", "\U0001F41D", false)]
    [InlineData("ς*", "Σα", true)]
    public void A_pattern_matches_as_git_would_but_for_case_and_form(string pattern, string path, bool matches) =>
        Assert.Equal(matches, ClaimPattern.Parse(pattern, "").Matches(path));

    [Fact]
    public void Git_finds_the_same_files()
    {
        using var sandbox = new Sandbox(Gits.Newest);
        var repository = TestRepository.Create(sandbox);
        var names = PatternSamples.WithoutConflicts(PatternSamples.Path.Sample(800, 10)).ToList();
        Add(sandbox, repository, names);
        var patterns = PatternSamples.Pattern.Sample(250, 30).Concat(PatternSamples.Exotic).Distinct().ToList();

        var wrong = new List<string>();
        var found = 0;
        foreach (var text in patterns)
        {
            var pattern = ClaimPattern.Parse("./" + text, "");
            var expected = Files(repository, ":(top,glob,icase)" + text).ToHashSet(StringComparer.Ordinal);
            // More than git: a single capital in a class takes its letter, which there it takes in no case.
            expected.UnionWith(Files(repository, ":(top,glob,icase)" + text.ToLowerInvariant()));
            // More than git: the name that a pattern has without its backslashes, and the directory before its last /**, of which
            // several are one.
            foreach (var name in pattern.IsLiteral ? [] : PatternSamples.NamesIn(pattern.Text))
            {
                expected.UnionWith(Files(repository, ":(top,literal,icase)" + name));
            }
            found += expected.Count;
            // Less than git: directories whose names are stars.
            var told = names.Where(name => !PatternSamples.HasStars(text) || !IsBelow(name, text));
            wrong.AddRange(told.Where(name => pattern.Matches(name) != expected.Contains(name)).Select(name => $"{text} {name}"));
        }

        Assert.Equal("", string.Join('\n', wrong));
        Assert.True(found > patterns.Count, "the patterns of this test should find files");
    }

    [Fact]
    public void Hostile_patterns_end()
    {
        var name = string.Join('/', Enumerable.Repeat(new string('a', 250), 16));

        foreach (var text in PatternSamples.Hostile)
        {
            var pattern = ClaimPattern.FromRecord(text)!;

            Assert.False(pattern.Matches(name));
            _ = PatternSamples.Hostile.Count(other => pattern.Overlaps(ClaimPattern.FromRecord(other)!));
        }
    }

    private static bool IsBelow(string path, string directory) => path.StartsWith(directory + "/", StringComparison.OrdinalIgnoreCase);

    private static void Add(Sandbox sandbox, TestRepository repository, IEnumerable<string> names)
    {
        var blob = repository.Git("hash-object", "-w", "--stdin");
        repository.Git("read-tree", "--empty");
        var entries = string.Concat(names.Select(name => $"100644 {blob}\t{name}\0"));
        sandbox.Run("git", ["update-index", "-z", "--index-info"], repository.Path, input: entries).OutputOrThrow("git update-index");
    }

    private static string[] Files(TestRepository repository, string pathspec) =>
        repository.Git("ls-files", "-z", "--", pathspec).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
