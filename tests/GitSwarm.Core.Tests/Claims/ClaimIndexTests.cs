using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Claims;
using Xunit;

namespace GitSwarm.Tests.Claims;

/// <summary>Claims looked up by path are those that match it.</summary>
public class ClaimIndexTests
{
    internal static readonly string[] Patterns =
    [
        "src",
        "SRC/App.js",
        "src/app.js",
        "src/*.js",
        "**/app.js",
        "src/**",
        "docs/[id].md",
        ":(literal)docs/*.md",
        "a",
        "a/b/c",
        "stra\u00dfe",
        "caf\u00e9/x",
        "-x",
        "with space/\nline",
    ];

    internal static readonly string[] Paths =
    [
        "src/app.js",
        "Src/APP.js",
        "src",
        "srcx/app.js",
        "docs/[id].md",
        "docs/i.md",
        "docs/*.md",
        "docs/*.md/below",
        "a/b/c/d",
        "a/b",
        "a",
        "STRASSE",
        "stra\u00dfe/x",
        "cafe\u0301/X/y",
        "-x",
        "with space/\nline",
        "b",
    ];

    [Fact]
    public void A_path_finds_the_claims_that_match_it_in_their_order() =>
        Prop.ForAll(
                Gen.Elements(Patterns).ListOf().ToArbitrary(),
                Gen.Elements(Paths).ToArbitrary(),
                (patterns, path) =>
                {
                    var world = new ClaimWorld();
                    var names = Enumerable.Range(0, patterns.Count).Select(i => $"s{i:000}").ToList();
                    names.ForEach(n => world.Join(n));
                    foreach (var (name, pattern) in names.Zip(patterns))
                    {
                        world.Take(name, ClaimWorld.Asking(pattern) with { Shared = true });
                    }
                    var book = world.Book;

                    var expected = book.InForce.Where(c => c.Pattern.Matches(path)).ToList();

                    Assert.Equal(patterns.Count, book.InForce.Count());
                    Assert.Equal(expected, book.Covering(ClaimPath.Of(path)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
