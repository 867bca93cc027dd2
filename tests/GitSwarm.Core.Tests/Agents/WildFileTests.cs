using System.Text;
using GitSwarm.Agents.Definitions;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents;

public class WildFileTests
{
    public static TheoryData<string> Names => [.. WildFiles.All.Select(f => Path.GetFileName(f))];

    [Fact]
    public void Each_is_read_as_it_was_meant() =>
        Snapshots.Match(
            string.Join('\n', WildFiles.All.Select(f => $"# {Path.GetFileName(f)}\n{WildFiles.Show(WildFiles.Read(f))}")),
            "wild"
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Line_ends_and_byte_order_marks_make_no_difference(string name)
    {
        var file = Path.Combine(WildFiles.Folder, name);
        var text = File.ReadAllText(file);
        var crossed = text.ReplaceLineEndings("\r\n");
        var expected = WildFiles.Show(WildFiles.Read(file));

        Assert.Equal(expected, WildFiles.Show(WildFiles.Read(file, Encoding.UTF8.GetBytes(crossed))));
        Assert.Equal(expected, WildFiles.Show(WildFiles.Read(file, Encoding.UTF8.GetBytes("\uFEFF" + text))));
        Assert.Equal(expected, WildFiles.Show(WildFiles.Read(file, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(crossed)])));
    }

    [Fact]
    public void One_that_is_broken_hides_no_other()
    {
        var catalog = AgentCatalog.Of(
            DefinitionFiles.Read([new DefinitionPlace(DefinitionSource.User, WildFiles.Folder)]),
            [],
            Restriction.None,
            Catalogs.NoTrust
        );

        var (broken, others) = (WildFiles.All.Count(IsBroken), WildFiles.All.Count(IsOther));
        Assert.Equal(broken, catalog.Entries.Count(e => e.Error is not null));
        Assert.Equal(WildFiles.All.Count - broken - others, catalog.InForce.Count);
        Assert.True(broken > 5);

        static bool IsBroken(string file) => Path.GetFileName(file).StartsWith("broken-", StringComparison.Ordinal);
        static bool IsOther(string file) => Path.GetFileName(file).StartsWith("other-", StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_may_be_long()
    {
        var body = string.Concat(Enumerable.Repeat("A line of the prompt.\r\n", 50_000));

        var entry = WildFiles.ReadText("---\nname: long\ndescription: Much to say\n---\n" + body);

        Assert.Equal(body.ReplaceLineEndings("\n").Trim(), entry.Definition!.Prompt);
        Assert.True(entry.Definition.Prompt.Length > 1_000_000);
    }

    [Fact]
    public void Front_matter_without_end_is_not_searched_for_it_through_the_whole_file()
    {
        var entry = WildFiles.ReadText("---\nname: x\n" + new string('a', 70_000) + "\n" + new string('b', 70_000) + "\n---\n");

        Assert.Contains("longer than 128 KiB", entry.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Read, Write", "Read|Write")]
    [InlineData("Read Write\tGrep", "Read|Write|Grep")]
    [InlineData("Bash(git log:*, git show *), Read", "Bash(git log:*, git show *)|Read")]
    [InlineData("[\"Read\", 'Write']", "Read|Write")]
    [InlineData("- Read\n- Write", "Read|Write")]
    [InlineData(" , ;", "")]
    [InlineData("Bash(never closed, Read", "Bash(never closed, Read")]
    public void Lists_of_tools_are_split_outside_of_parentheses(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', ToolList.Split(text)));
}
