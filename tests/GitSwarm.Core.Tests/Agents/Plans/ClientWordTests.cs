using GitSwarm.Agents.Definitions;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

/// <summary>Nothing that somebody wrote is an option to a client.</summary>
public class ClientWordTests
{
    [Theory]
    [InlineData(
        "model: --attach=http://127.0.0.1:1/",
        "'model' is '--attach=http://127.0.0.1:1/'; it must be one word without a dash in front"
    )]
    [InlineData("model: -m", "'model' is '-m'; it must be one word without a dash in front")]
    [InlineData("model: opus --attach=x", "'model' is 'opus --attach=x'; it must be one word without a dash in front")]
    [InlineData("model: \"opus\\n-x\"", "'model' is 'opus -x'; it must be one word without a dash in front")]
    [InlineData("model: \"o\\u202Epus\"", "'model' is 'opus'; it must be one word without a dash in front")]
    [InlineData("tools: Read, --settings=(x)", "'tools' has '--settings=(x)'; no tool has a dash in front")]
    [InlineData("disallowedTools: --mcp-config=(x)", "'disallowedTools' has '--mcp-config=(x)'; no tool has a dash in front")]
    public void A_definition_with_an_option_in_it_is_broken(string fields, string expected)
    {
        var catalog = Catalogs.Of(Catalogs.File(DefinitionSource.Project, $"---\nname: a\ndescription: d\n{fields}\n---\n"));

        Assert.Null(catalog["a"]);
        Assert.Equal(expected, Assert.Single(catalog.Entries).Error);
    }

    [Theory]
    [InlineData("model: claude-opus-4-1-20250805")]
    [InlineData("model: provider/model:tag@1")]
    [InlineData("disallowedTools: Bash(rm -rf:*)")]
    public void What_has_a_dash_elsewhere_is_none(string fields) =>
        Assert.NotNull(Catalogs.Of(Catalogs.File(DefinitionSource.Project, $"---\nname: a\ndescription: d\n{fields}\n---\n"))["a"]);

    [Fact]
    public void A_call_and_a_parent_give_none_either()
    {
        Assert.Equal(
            "the call's model cannot be '--attach=x': it must be one word without a dash in front"
                + " / git-swarm passes it on as a word of the client's command line; name another",
            Launches.Refusal(() => Launches.Plan(call: Launches.Call with { Model = "--attach=x" }))
        );
        Assert.StartsWith(
            "the parent's model cannot be",
            Launches.Refusal(() => Launches.Plan(parent: Launches.Claude with { Model = "-x" })),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "the parent's effort cannot be",
            Launches.Refusal(() => Launches.Plan(call: Launches.Fork, parent: Launches.Claude with { Effort = "-x" })),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "the session that is copied cannot be",
            Launches.Refusal(() => Launches.Plan(call: Launches.Fork, parent: Launches.Claude with { ClientSession = "--x" })),
            StringComparison.Ordinal
        );
    }
}
