using GitSwarm.Agents.Definitions;
using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents;

/// <summary>What runs only with somebody's consent.</summary>
public class TrustTests
{
    private const string Hooked = "---\nname: a\ndescription: d\nhooks:\n  Stop:\n    - hooks: [{ type: command, command: ./x }]\n---\n";
    private const string Served = "---\nname: a\ndescription: d\nmcpServers:\n  - db: { command: ./db }\n---\n";
    private const string Named = "---\nname: a\ndescription: d\nmcpServers: db\n---\n";
    private const string Bypassing = "---\nname: a\ndescription: d\npermissionMode: bypassPermissions\n---\n";
    private const string Plain = "---\nname: a\ndescription: d\ntools: Bash\npermissionMode: acceptEdits\n---\n";

    [Theory, Trait("Rule", "D2")]
    [InlineData(DefinitionSource.BuiltIn, true)]
    [InlineData(DefinitionSource.Plugin, true)]
    [InlineData(DefinitionSource.Policy, true)]
    [InlineData(DefinitionSource.User, false)]
    [InlineData(DefinitionSource.Project, false)]
    [InlineData(DefinitionSource.Flag, false)]
    public void A_restriction_spares_what_an_administrator_answers_for(DefinitionSource source, bool kept)
    {
        var catalog = Catalogs.Of(
            Restriction.Parse("mcp,hooks"),
            Catalogs.NoTrust,
            Catalogs.File(source, Hooked),
            Catalogs.File(source, Served.Replace("name: a", "name: b", StringComparison.Ordinal))
        );

        Assert.Equal(kept, catalog["a"]!.Definition!.Hooks is not null);
        Assert.Equal(kept, catalog["b"]!.Definition!.McpServers.Count == 1);
        Assert.Equal(
            kept ? 0 : 2,
            catalog.Entries.Sum(e => e.Notes.Count(n => n.StartsWith("swarm.restrict leaves", StringComparison.Ordinal)))
        );
    }

    [Theory, Trait("Rule", "D2")]
    [InlineData("mcp", true, false)]
    [InlineData("hooks", false, true)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    [InlineData("hooks, mcp", true, true)]
    public void A_restriction_takes_out_what_it_names(string? value, bool servers, bool hooks) =>
        Assert.Equal(new Restriction(servers, hooks), Restriction.Parse(value));

    [Fact, Trait("Rule", "D2")]
    public void A_restriction_that_is_not_understood_is_an_error() =>
        Assert.Equal(ErrorCode.BadConfig, Assert.Throws<SwarmException>(() => Restriction.Parse("hook")).Code);

    [Fact, Trait("Rule", "D2")]
    public void A_plugin_that_lies_in_the_work_tree_has_no_administrator() =>
        Assert.Null(
            Catalogs.Of(Restriction.Parse("hooks"), Catalogs.NoTrust, Catalogs.File(DefinitionSource.Plugin, Hooked, ofRepository: true))[
                "a"
            ]!
                .Definition!
                .Hooks
        );

    [Theory, Trait("Rule", "D3")]
    [InlineData(Hooked, "hooks")]
    [InlineData(Served, "servers")]
    [InlineData(Named, "servers")]
    [InlineData(Bypassing, "bypassPermissions")]
    [InlineData("---\ndescription: d\nname: a\ntools: Read, Bash(*)\n---\n", "rules")]
    [InlineData("---\ndescription: d\nname: a\ntools: Write(src/**)\n---\n", "rules")]
    [InlineData("---\ndescription: d\nname: a\ntools: \"WebFetch(domain:example.org)\"\n---\n", "rules")]
    [InlineData("---\ndescription: d\nname: a\ntools: mcp__db__query(*)\n---\n", "rules")]
    [InlineData(
        "---\ndescription: d\nname: a\ntools: Read, Bash, Write, WebFetch, mcp__db__query, Agent(Explore), Task(Plan)\n---\n",
        null
    )]
    [InlineData("---\ndescription: d\nname: a\ndisallowedTools: Bash(rm:*)\n---\n", null)]
    [InlineData("---\ndescription: d\nname: a\nmemory: user\n---\n", null)]
    [InlineData(Plain, null)]
    public void A_definition_of_the_project_that_brings_something_must_be_trusted(string text, string? brings)
    {
        var entry = Catalogs.Of(Catalogs.File(DefinitionSource.Project, text))["a"]!;

        Assert.Equal(brings is null, entry.IsTrusted);
        Assert.Equal(brings is null ? [] : [brings], entry.Brings);
    }

    [Theory, Trait("Rule", "D3")]
    [InlineData("my helper", "user", DefinitionSource.User, false)]
    [InlineData("My-Helper", "user", DefinitionSource.User, false)]
    [InlineData("my helper", "user", DefinitionSource.Policy, false)]
    [InlineData("my helper", "user", DefinitionSource.Project, true)]
    [InlineData("my helper", "project", DefinitionSource.User, true)]
    [InlineData("another", "user", DefinitionSource.User, true)]
    public void One_that_would_get_the_memory_of_an_agent_of_the_user_must_be(
        string name,
        string scope,
        DefinitionSource other,
        bool trusted
    )
    {
        var catalog = Catalogs.Of(
            Catalogs.File(DefinitionSource.Project, $"---\nname: my helper\ndescription: d\nmemory: {scope}\n---\n", "/p/1.md"),
            Catalogs.File(other, $"---\nname: {name}\ndescription: d\n---\n", "/u/1.md")
        );

        var entry = catalog.Entries.First(e => e.Origin.File == "/p/1.md");
        Assert.Equal(trusted, entry.IsTrusted);
        Assert.Equal(trusted ? [] : ["memory"], entry.Brings);
    }

    [Theory, Trait("Rule", "D3")]
    [InlineData(DefinitionSource.BuiltIn)]
    [InlineData(DefinitionSource.Plugin)]
    [InlineData(DefinitionSource.User)]
    [InlineData(DefinitionSource.Flag)]
    [InlineData(DefinitionSource.Policy)]
    public void No_other_must(DefinitionSource source) => Assert.True(Catalogs.Of(Catalogs.File(source, Bypassing))["a"]!.IsTrusted);

    [Fact, Trait("Rule", "D3")]
    public void A_plugin_that_comes_with_the_repository_must() =>
        Assert.False(Catalogs.Of(Catalogs.File(DefinitionSource.Plugin, Hooked, ofRepository: true))["a"]!.IsTrusted);

    [Fact, Trait("Rule", "D3")]
    public void Trust_is_for_this_content_and_no_other()
    {
        var trust = Catalogs.Trust(Hooked);
        CatalogEntry Look(string text, string path = "/app/.claude/agents/a.md") =>
            Catalogs.Of(Restriction.None, trust, Catalogs.File(DefinitionSource.Project, text, path))["a"]!;

        Assert.True(Look(Hooked).IsTrusted);
        Assert.True(Look(Hooked, "/app.other/.claude/agents/a.md").IsTrusted);
        Assert.False(Look(Hooked + "\n").IsTrusted);
        Assert.False(Look(Served).IsTrusted);
    }

    [Fact, Trait("Rule", "D3")]
    public void It_is_kept_in_gits_own_directory_for_all_work_trees()
    {
        using var sandbox = new Sandbox();
        var repository = TestRepository.Create(sandbox);
        var linked = repository.AddWorktree("app.ui", "ui");
        var (main, other) = (Find(repository.Path), Find(linked));

        Assert.Empty(AgentTrustFile.Read(main));
        AgentTrustFile.Add(main, "abc", "a\nname");
        AgentTrustFile.Add(other, "def", "b");

        Assert.Superset(new HashSet<string> { "abc", "def" }, AgentTrustFile.Read(main).ToHashSet());
        Assert.DoesNotContain("name", AgentTrustFile.Read(other));
        Assert.Equal("", repository.Git("status", "--short"));

        static Repository Find(string path) => RepositoryDiscovery.Find(path, _ => null)!;
    }

    [Fact, Trait("Rule", "D3")]
    public void A_line_that_was_cut_off_trusts_nothing_and_spoils_no_other()
    {
        using var sandbox = new Sandbox();
        var repository = RepositoryDiscovery.Find(TestRepository.Create(sandbox).Path, _ => null)!;
        Directory.CreateDirectory(repository.SwarmDir);
        File.WriteAllText(Path.Combine(repository.SwarmDir, "trusted-agents"), "abc a\nde");

        AgentTrustFile.Add(repository, "f00", "f");

        Assert.Equal(["abc", "de", "f00"], AgentTrustFile.Read(repository).Where(h => h.Length > 0));
    }
}
