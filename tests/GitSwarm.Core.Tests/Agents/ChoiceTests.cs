using GitSwarm.Agents.Definitions;
using Xunit;

namespace GitSwarm.Tests.Agents;

/// <summary>What a model picks from.</summary>
[Trait("Rule", "D5")]
public class ChoiceTests
{
    private static string Pick(
        string fields,
        string[]? servers = null,
        string[]? denied = null,
        DefinitionSource source = DefinitionSource.User
    ) =>
        string.Join(
            '\n',
            AgentChoice.From(
                Catalogs.Of(Catalogs.File(source, $"---\nname: a\n{fields}\n---\n")),
                (servers ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase),
                denied ?? []
            )
        );

    [Theory]
    [InlineData("description: d", "a: d (Tools: all)")]
    [InlineData("description: d\ntools: Read, Bash(git log:*)", "a: d (Tools: Read, Bash(git log:*))")]
    [InlineData("description: d\ndisallowedTools: Write, Bash(rm:*)", "a: d (Tools: all but Write)")]
    [InlineData("description: d\ntools: Read, Write\ndisallowedTools: Write", "a: d (Tools: Read)")]
    [InlineData("description: d\ntools: Write\ndisallowedTools: Write", "a: d (Tools: none)")]
    [InlineData("description: d\\nmore\\n- and \u202Emore", "a: d more - and more (Tools: all)")]
    public void One_line_says_what_it_is_for_and_what_it_may_use(string fields, string line) => Assert.Equal(line, Pick(fields));

    [Fact]
    public void A_long_description_is_cut() => Assert.InRange(Pick("description: " + new string('x', 9000)).Length, 1500, 2100);

    [Theory]
    [InlineData("requiredMcpServers: github", "", false)]
    [InlineData("requiredMcpServers: github", "GitHub", true)]
    [InlineData("requiredMcpServers: github, mail", "github", false)]
    [InlineData("requiredMcpServers: own\nmcpServers:\n  own: { command: x }", "", true)]
    public void It_is_left_out_without_the_servers_it_needs(string fields, string servers, bool there) =>
        Assert.Equal(there, Pick("description: d\n" + fields, servers.Split(' ')).Length > 0);

    [Theory]
    [InlineData("Agent(a)", false)]
    [InlineData("Task(a)", false)]
    [InlineData("Agent(b, a)", false)]
    [InlineData("Agent", false)]
    [InlineData("Agent(*)", false)]
    [InlineData("Agent(b)", true)]
    [InlineData("Bash(a)", true)]
    public void It_is_left_out_where_a_rule_denies_it(string rule, bool there) =>
        Assert.Equal(there, Pick("description: d", denied: [rule]).Length > 0);

    [Fact]
    public void It_is_left_out_while_it_is_not_trusted() =>
        Assert.Equal("", Pick("description: d\npermissionMode: bypassPermissions", source: DefinitionSource.Project));
}
