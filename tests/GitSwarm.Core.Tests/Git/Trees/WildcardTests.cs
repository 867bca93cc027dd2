using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Git.Trees;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Git.Trees;

public class WildcardTests
{
    private static readonly string[] Pieces =
    [
        "a",
        "b",
        "B",
        ".c",
        "/",
        "/",
        "*",
        "*",
        "**",
        "**/",
        "/**",
        "?",
        "[ab]",
        "[!a]",
        "[^b-z]",
        "[]a]",
        "[a-]",
        "[\\]b]",
        "[b/]",
        "[",
        "\\*",
        "\\a",
        "é",
    ];

    /// <summary>What is easily got wrong.</summary>
    private static readonly string[] Exotic =
    [
        "/a?b",
        "a/?",
        "/a[!b]b",
        "a**",
        "a**/b",
        "/a**b",
        "**a",
        "***/b",
        "**/**/b",
        "a/**/**",
        "/a*b",
        "/*/b",
        "a/b/",
        "/",
        "**/",
        "[",
        "a[",
    ];

    [Fact]
    public void Rules_are_read_as_git_reads_them()
    {
        using var scene = new LookScene();
        var paths = Gen.ListOf(Gen.Elements("a", "b", "ab", "B", "a.c", "é", "*", "[", "a]"), 3)
            .Select(names => string.Join('/', names))
            .Sample(400, 40);
        var rules = Gen.NonEmptyListOf(Gen.Elements(Pieces)).Select(string.Concat).Sample(400, 6);
        foreach (
            var rule in Exotic
                .Concat(rules)
                .Where(r => Wildcard.IsPlain(Encoding.UTF8.GetBytes(r)))
                .Distinct(StringComparer.Ordinal)
                .Take(150)
        )
        {
            scene.Repository.Write(".gitignore", rule + "\n");
            var read = IgnoreRule.Read(Encoding.UTF8.GetBytes(rule + "\n"))!;

            var said = scene
                .Sandbox.Run("git", ["check-ignore", "--stdin", "-z", "--no-index"], scene.Repository.Path, input: string.Join('\0', paths))
                .Output;

            Assert.True(
                Ignored(said.Split('\0'), paths)
                    == Ignored(
                        paths.Where(p => Prefixes(p).Any(x => read.Any(r => r.Matches(Encoding.UTF8.GetBytes(x.Path), x.IsFolder)))),
                        paths
                    ),
                rule
            );
        }
    }

    private static IEnumerable<(string Path, bool IsFolder)> Prefixes(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at > 0; at = path.IndexOf('/', at + 1))
        {
            yield return (path[..at], true);
        }
        yield return (path, false);
    }

    private static string Ignored(IEnumerable<string> found, IEnumerable<string> all) =>
        string.Join('\n', found.Intersect(all, StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
