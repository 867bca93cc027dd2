using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace GitSwarm.Tests;

/// <summary>Texts of others, made fit to be shown.</summary>
public class TextsTests
{
    [Theory]
    [InlineData("plain: naïve, 日本語, \U0001F600, क्‍ष", "plain: naïve, 日本語, \U0001F600, क्‍ष")]
    [InlineData("a\r\nb\tc\u2028d\u2029e", "a  b c d e")]
    [InlineData("\e[31mred\u009b0m\a\u007f\0", "[31mred0m")]
    [InlineData("\u202eevil\u2066\u061c\u200e", "evil")]
    [InlineData("so\u00adft zero\u200bwidth \u2060\ufeff\ufff9", "soft zerowidth ")]
    [InlineData("tags\U000E0041\U000E0042\U000E0100.", "tags.")]
    public void A_line_shows_all_it_holds_and_holds_all_it_shows(string text, string shown) => Assert.Equal(shown, Texts.OneLine(text));

    [Theory]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("123\U0001F600\U0001F600", 5, "123…")]
    [InlineData("12\U00020000\U00020000", 4, "12…")]
    [InlineData("\a\a\a\a\a\a\a\a\a\a\a\a\a\a\a\a\a\a\a\a\a\atext", 5, "…")]
    public void What_is_cut_says_so(string text, int length, string cut) => Assert.Equal(cut, Texts.Cut(text, length));

    [Fact]
    public void Nothing_is_longer_than_asked_or_breaks_a_character() =>
        Prop.ForAll(
                (
                    from parts in Gen.Elements("a", "\n", "\e", "\U0001F600", "\U000E0041", "\u202e").ArrayOf()
                    from length in Gen.Choose(1, 20)
                    select (Text: string.Concat(parts), length)
                ).ToArbitrary(),
                c =>
                {
                    var cut = Texts.Cut(c.Text, c.length);
                    return cut.Length <= c.length
                        && !cut.Where((ch, i) => char.IsHighSurrogate(ch) && (i + 1 == cut.Length || !char.IsLowSurrogate(cut[i + 1])))
                            .Any();
                }
            )
            .QuickCheckThrowOnFailure();
}
