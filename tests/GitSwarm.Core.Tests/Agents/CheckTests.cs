using GitSwarm.Agents.Definitions;
using Xunit;

namespace GitSwarm.Tests.Agents;

/// <summary>What is said about definitions that can be used all the same.</summary>
public class CheckTests
{
    [Theory]
    [InlineData("tools: Read, mcp__github__list, Agent(a), Task, Bash(git log:*)", "")]
    [InlineData("tools: Raed", "'tools' names an unknown tool: Raed")]
    [InlineData("tools: bash", "'tools' names an unknown tool: bash (did you mean Bash?)")]
    [InlineData("disallowedTools: Raed(x)", "'disallowedTools' names an unknown tool: Raed(x)")]
    [InlineData("runner: gemini\ntools: read_file", "")]
    [InlineData("runner: cluade", "there is no runner 'cluade': claude, codex, gemini, copilot, opencode, command")]
    [InlineData("category: x", "nothing here knows the field 'category'")]
    [InlineData("prompt: x", "nothing here knows the field 'prompt'")]
    [InlineData("tools:", "'tools' is empty: it may use no tool at all")]
    [InlineData("model: x\nmodel: y", "'model' is there more than once; the last counts")]
    public void Odd_fields_are_told_and_stop_nothing(string fields, string expected)
    {
        var catalog = Catalogs.Of(Catalogs.File(DefinitionSource.User, $"---\nname: a\ndescription: d\n{fields}\n---\nprompt"));

        Assert.Equal(expected, string.Join('\n', DefinitionCheck.Of(catalog, catalog["a"]!)));
    }

    [Fact]
    public void Two_of_a_name_in_one_source_are_told()
    {
        const string Text = "---\nname: a\ndescription: d\n---\nprompt";
        var catalog = Catalogs.Of(
            Catalogs.File(DefinitionSource.User, Text, "/a/1.md"),
            Catalogs.File(DefinitionSource.User, Text, "/a/2.md"),
            Catalogs.File(DefinitionSource.Project, Text, "/b/a.md")
        );

        Assert.Equal(
            [
                [],
                [],
                [],
            ],
            catalog.Entries.Select(e => DefinitionCheck.Of(catalog, e))
        );
        catalog = Catalogs.Of(Catalogs.File(DefinitionSource.User, Text, "/a/1.md"), Catalogs.File(DefinitionSource.User, Text, "/a/2.md"));
        Assert.Equal(
            [
                ["overridden by /a/2.md"],
                [],
            ],
            catalog.Entries.Select(e => DefinitionCheck.Of(catalog, e))
        );
    }
}
