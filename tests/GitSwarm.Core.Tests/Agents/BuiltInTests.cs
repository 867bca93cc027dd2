using GitSwarm.Agents.Definitions;
using Xunit;

namespace GitSwarm.Tests.Agents;

/// <summary>The definitions that come with the program.</summary>
[Trait("Rule", "D4")]
public class BuiltInTests
{
    private static readonly AgentCatalog Catalog = Catalogs.Of([.. BuiltInDefinitions.Read()]);

    [Fact]
    public void There_are_six_and_nothing_is_odd_about_them()
    {
        Assert.Equal(["Explore", "general-purpose", "guide", "Plan", "statusline-setup", "verifier"], Catalog.InForce.Select(e => e.Name));
        Assert.All(Catalog.Entries, e => Assert.Empty(DefinitionCheck.Of(Catalog, e)));
        Assert.All(Catalog.InForce, e => Assert.InRange(e.Definition!.Description.Length, 40, 300));
    }

    [Theory]
    [InlineData("general-purpose", null, "", null)]
    [InlineData("Explore", null, "Edit Write NotebookEdit Agent ExitPlanMode", "haiku")]
    [InlineData("Plan", null, "Edit Write NotebookEdit Agent ExitPlanMode", "inherit")]
    [InlineData("verifier", null, "Edit Write NotebookEdit Agent", null)]
    [InlineData("statusline-setup", "Read Edit", "", "sonnet")]
    [InlineData("guide", "Bash Read WebFetch WebSearch", "", "haiku")]
    public void Each_has_its_tools_and_model(string name, string? tools, string denied, string? model)
    {
        var definition = Catalog[name]!.Definition!;

        Assert.Equal(tools, definition.Tools is null ? null : string.Join(' ', definition.Tools));
        Assert.Equal(denied, string.Join(' ', definition.DisallowedTools));
        Assert.Equal(model, definition.Model);
    }

    [Theory]
    [InlineData("Explore", true)]
    [InlineData("Plan", true)]
    [InlineData("general-purpose", false)]
    [InlineData("verifier", false)]
    public void Those_that_only_look_start_with_little(string name, bool without)
    {
        var definition = Catalog[name]!.Definition!;

        Assert.Equal((without, without), (definition.OmitProjectInstructions, definition.OmitGitStatus));
    }

    [Fact]
    public void The_verifier_ends_with_a_verdict() =>
        Assert.All(
            ["PASS", "PARTIAL", "FAIL"],
            word => Assert.Contains(word, Catalog["verifier"]!.Definition!.Prompt, StringComparison.Ordinal)
        );

    [Fact]
    public void Braces_stand_for_nothing_but_directory_and_branch() =>
        Assert.All(
            Catalog.InForce,
            e =>
                Assert.DoesNotContain(
                    "{",
                    e.Definition!.Prompt.Replace("{cwd}", "", StringComparison.Ordinal)
                        .Replace("{branch}", "", StringComparison.Ordinal)
                        .Replace("\"statusLine\": {", "", StringComparison.Ordinal),
                    StringComparison.Ordinal
                )
        );

    [Fact]
    public void A_file_of_the_user_overrides_one() =>
        Assert.Equal(
            "mine",
            Catalogs.Of([
                Catalogs.File(DefinitionSource.User, "---\nname: Explore\ndescription: mine\n---\n"),
                .. BuiltInDefinitions.Read(),
            ])["Explore"]!
                .Definition!
                .Description
        );
}
