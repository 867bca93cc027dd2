using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Agents.Definitions;
using Xunit;

namespace GitSwarm.Tests.Agents;

/// <summary>Whatever the bytes are, reading them gives an entry: a definition, or what is wrong.</summary>
public class ReadingProperties
{
    private static readonly string[] Pieces =
    [
        .. FieldNames.InFiles.Select(f => f + ": "),
        "---\n",
        "---",
        "\n",
        "\n",
        "\n  ",
        "\n- ",
        "\r\n",
        "\t",
        "[",
        "]",
        "{",
        "}",
        ": ",
        ":",
        ", ",
        "- ",
        "? ",
        "| \n",
        ">-\n",
        "|9",
        "&a ",
        "*a",
        "<<: ",
        "!!binary ",
        "!<x> ",
        "%YAML 1.2\n",
        "...\n",
        "\"",
        "'",
        "\\ud83d",
        "\"\\ud83d\"",
        "\"\\x00\"",
        "\\n",
        "#",
        "@",
        "`",
        "true",
        "0x1F",
        "-1",
        "1e999",
        "~",
        "Read",
        "Bash(rm:*)",
        "\0",
        "\uFEFF",
        "\u0085",
        "\u2028",
        "😀",
        "é",
    ];

    [Fact]
    public void Bytes_of_any_kind() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Holds(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Front_matter_of_any_kind()
    {
        var text =
            from pieces in Gen.ArrayOf(Gen.Elements(Pieces))
            from closes in Gen.Elements("\n---\n", "\n---", "")
            select Encoding.UTF8.GetBytes("---\n" + string.Concat(pieces) + closes + "body");

        Prop.ForAll(text.ToArbitrary(), bytes => Holds(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithEndSize(60));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('"')]
    [InlineData('?')]
    [InlineData('-')]
    [InlineData('&')]
    [InlineData(':')]
    public void One_character_over_and_over(char character)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();

        Holds(Encoding.UTF8.GetBytes($"---\nname: x\nhooks: {new string(character, 60_000)}\n---\n"));
        Holds(Encoding.UTF8.GetBytes($"---\nname: x\nhooks: {string.Concat(Enumerable.Repeat(character + " ", 30_000))}\n---\n"));

        // Far more than it takes; what grows with the square would not end in this time.
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(20), $"{started.Elapsed}");
    }

    private static bool Holds(byte[] bytes)
    {
        var entry = DefinitionReader.Read(new DefinitionFile(new Origin(DefinitionSource.User, "/a/agent.md", "/a"), bytes));
        // It can be used, it says why not, or it never meant to be one; and what can be used is whole.
        Assert.Equal(1, new[] { entry.Definition is not null, entry.Error is not null, entry.IsOther }.Count(b => b));
        Assert.True(entry.Definition is null || entry.Definition is { Name.Length: > 0, Description.Length: > 0 });
        return true;
    }
}
