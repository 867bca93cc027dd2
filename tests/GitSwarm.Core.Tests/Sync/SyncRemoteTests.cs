using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Store;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>The name of a remote as a part of ref names, and of a file.</summary>
public class SyncRemoteTests
{
    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.Elements("origin", "Origin", "ORIGIN", "a", "-a", "a-", "--", "/", ".", "..", "a.lock", "con", "nul", "com1", "head"),
        Gen.Elements('a', 'B', '-', '.', '/', ':', '@', 'é', 'İ', '\u212a', '\ud83d', '\n', '\0', ' ', '=')
            .ArrayOf()
            .Select(c => new string(c)),
        Gen.Choose(1, 200).Select(n => new string('x', n)),
        Gen.Choose(1, 90).Select(n => $"ssh://git@host.example:2222/{new string('y', n)}.git")
    );

    [Fact]
    public void It_always_is_one_component_that_every_system_takes()
    {
        Prop.ForAll(
                Names.ToArbitrary(),
                name =>
                {
                    var key = new SyncRemote(name).Key;
                    return SwarmRefs.IsComponent(key) && key[0] != '-' && key is not ("con" or "nul" or "com1");
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Different_names_are_kept_apart_also_where_case_does_not_count()
    {
        Prop.ForAll(
                Names.Two().ToArbitrary(),
                pair => (pair.Item1 == pair.Item2) == (new SyncRemote(pair.Item1).Key == new SyncRemote(pair.Item2).Key)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("my-fork2")]
    public void A_plain_name_is_itself(string name) => Assert.Equal(name, new SyncRemote(name).Key);

    [Fact]
    public void Of_an_address_something_can_be_recognized() =>
        Assert.StartsWith(
            "https---example-com-team-app-g-",
            new SyncRemote("https://example.com/team/app.git").Key,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("https://alice:secret@example.org/app.git", "https://example.org/app.git")]
    [InlineData("https://alice@example.org", "https://example.org")]
    [InlineData("ssh://git@example.org:22/a@b.git", "ssh://example.org:22/a@b.git")]
    [InlineData("https://example.org/a@b", "https://example.org/a@b")]
    [InlineData("git@example.org:app.git", "git@example.org:app.git")]
    [InlineData("origin", "origin")]
    [InlineData("://", "://")]
    public void No_password_of_an_address_is_shown_or_kept(string name, string shown)
    {
        var remote = new SyncRemote(name);

        Assert.Equal(shown, remote.Shown);
        Assert.DoesNotContain("secret", remote.Key, StringComparison.Ordinal);
    }
}
