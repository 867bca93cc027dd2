using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class StableHashTests
{
    // draft-eastlake-fnv, test vectors for 128 bits.
    [Theory]
    [InlineData("", "6c62272e07bb014262b821756295c58d")]
    [InlineData("a", "d228cb696f1a8caf78912b704e4a8964")]
    public void Agrees_with_the_published_vectors(string text, string expected) =>
        Assert.Equal(expected, StableHash.Fnv1a(System.Text.Encoding.UTF8.GetBytes(text)).ToString("x32"));

    // The same vectors through an independent base32 (RFC 4648, lower case, no padding).
    [Theory]
    [InlineData("", "nrrcolqhxmaueyvyef2wffofru")]
    [InlineData("a", "2iumw2lpdkgk66erfnye4sujmq")]
    public void Writes_it_in_base32(string text, string expected) => Assert.Equal(expected, StableHash.Of(text));

    [Fact]
    public void Is_always_26_letters_fit_for_a_ref() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll<string>(text =>
                StableHash.Of(text ?? "") is { Length: 26 } name && name.All(c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'))
            )
        );

    [Fact]
    public void Near_texts_get_far_names()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => StableHash.Of($"session-{i}")).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(names.Count, names.Select(name => name[..13]).Distinct().Count());
    }
}
