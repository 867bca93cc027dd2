using GitSwarm.Agents.Definitions;
using GitSwarm.Clients.Settings;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents;

/// <summary>Where definitions come from, and which of a name counts.</summary>
[Trait("Rule", "D1")]
public class SourceTests
{
    [Fact]
    public void A_later_source_overrides_an_earlier_one_in_whatever_order_they_were_read()
    {
        DefinitionSource[] order =
        [
            DefinitionSource.BuiltIn,
            DefinitionSource.Plugin,
            DefinitionSource.User,
            DefinitionSource.Project,
            DefinitionSource.Flag,
            DefinitionSource.Policy,
        ];
        var files = order.Select(s => Catalogs.File(s, $"---\nname: one\ndescription: of {s}\n---\n", $"/{s}/one.md")).ToArray();

        for (var count = 1; count <= files.Length; count++)
        {
            var catalog = Catalogs.Of([.. files.Take(count).Reverse()]);

            var entry = Assert.Single(catalog.InForce);
            Assert.Equal(order[count - 1], entry.Origin.Source);
            Assert.Equal(order.Take(count - 1).Reverse(), catalog.OverriddenBy(entry).Select(o => o.Origin.Source));
        }
    }

    [Fact]
    public void One_that_is_broken_overrides_nothing()
    {
        var catalog = Catalogs.Of(
            Catalogs.File(DefinitionSource.User, "---\nname: one\ndescription: whole\n---\n"),
            Catalogs.File(DefinitionSource.Policy, "---\nname: one\n---\n")
        );

        Assert.Equal(DefinitionSource.User, catalog["one"]!.Origin.Source);
        Assert.Contains(catalog.Entries, e => e.Error is not null && e.Origin.Source == DefinitionSource.Policy);
    }

    [Fact]
    public void Places_are_where_they_are_said_to_be()
    {
        var where = new Surroundings(_ => null, "/home/alice", "/app");

        var places = DefinitionPlaces.Of(where, "/app/src/ui", ["/home/alice/p", "/app/tools/p"]);

        Assert.Equal(
            [
                "Plugin /home/alice/p/agents",
                "Plugin /app/tools/p/agents repository",
                "User /home/alice/.claude/agents",
                "User /home/alice/.config/git-swarm/agents",
                "Project /app/.claude/agents repository",
                "Project /app/.swarm/agents repository",
                "Project /app/src/.claude/agents repository",
                "Project /app/src/.swarm/agents repository",
                "Project /app/src/ui/.claude/agents repository",
                "Project /app/src/ui/.swarm/agents repository",
                $"Policy {DefinitionPlaces.ManagedDirectory}/.claude/agents",
                "Policy /etc/git-swarm/agents",
            ],
            places.Select(p => $"{p.Source} {p.Directory}{(p.IsOfRepository ? " repository" : "")}")
        );
    }

    [Fact]
    public void Variables_move_the_users_places()
    {
        var variables = new Dictionary<string, string> { ["CLAUDE_CONFIG_DIR"] = "/c", ["XDG_CONFIG_HOME"] = "/x" };
        var where = new Surroundings(variables.GetValueOrDefault, "/home/alice", null);

        var places = DefinitionPlaces.Of(where, "/", []).Where(p => p.Source == DefinitionSource.User);

        Assert.Equal(["/c/agents", "/x/git-swarm/agents"], places.Select(p => p.Directory));
    }

    [Fact]
    public void Outside_of_a_work_tree_there_is_no_project() =>
        Assert.DoesNotContain(
            DefinitionPlaces.Of(new Surroundings(_ => null, "/home/alice", null), "/home/alice/x", []),
            p => p.Source == DefinitionSource.Project
        );

    [Theory]
    [InlineData("/app", "/app/.swarm/agents")]
    [InlineData("/app/src", "/app/src/.swarm/agents")]
    [InlineData("/application", "/app/.swarm/agents")]
    [InlineData("/elsewhere", "/app/.swarm/agents")]
    public void The_search_goes_from_here_up_to_the_top_and_the_closest_is_last(string directory, string last) =>
        Assert.Equal(
            last,
            DefinitionPlaces
                .Of(new Surroundings(_ => null, null, "/app"), directory, [])
                .Last(p => p.Source == DefinitionSource.Project)
                .Directory
        );

    [Fact]
    public void A_home_directory_under_version_control_is_its_owners()
    {
        var places = DefinitionPlaces.Of(new Surroundings(_ => null, "/home/alice", "/home/alice"), "/home/alice", []);

        var claude = Assert.Single(places, p => p.Directory == "/home/alice/.claude/agents");
        Assert.Equal(DefinitionSource.User, claude.Source);
        Assert.False(claude.IsOfRepository);
    }

    [Fact]
    public void Files_are_found_below_a_place_and_nothing_but_files_is_opened()
    {
        using var sandbox = new Sandbox();
        var place = sandbox.Path("agents");
        foreach (var path in new[] { "a.md", "team/b.md", "team/deep/c.MD", ".hidden.md", ".git/d.md", "e.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(place, path))!);
            File.WriteAllText(Path.Combine(place, path), "---\ndescription: x\n---\n");
        }
        File.WriteAllText(sandbox.Path("elsewhere.md"), "---\ndescription: x\n---\n");
        Directory.CreateDirectory(Path.Combine(place, "folder.md"));
        File.CreateSymbolicLink(Path.Combine(place, "link.md"), sandbox.Path("elsewhere.md"));
        File.CreateSymbolicLink(Path.Combine(place, "lost.md"), sandbox.Path("nowhere.md"));
        File.CreateSymbolicLink(Path.Combine(place, "endless.md"), "/dev/zero");
        Directory.CreateSymbolicLink(Path.Combine(place, "loop"), place);
        sandbox.Run("mkfifo", [Path.Combine(place, "pipe.md")]).OutputOrThrow("mkfifo");
        File.WriteAllBytes(Path.Combine(place, "large.md"), new byte[DefinitionFiles.MostBytes + 1]);

        var files = DefinitionFiles.Read([
            new DefinitionPlace(DefinitionSource.User, place),
            new(DefinitionSource.User, sandbox.Path("none")),
        ]);

        Assert.Equal(
            ["a.md", "link.md", "team/b.md", "team/deep/c.MD"],
            files.Where(f => f.Content is not null).Select(f => Path.GetRelativePath(place, f.Origin.File!))
        );
        Assert.Equal(
            ["endless.md", "large.md", "lost.md", "pipe.md"],
            files.Where(f => f.Problem is not null).Select(f => Path.GetRelativePath(place, f.Origin.File!))
        );
    }

    [Fact]
    public void A_plugin_directory_holds_plugins_or_is_one()
    {
        using var sandbox = new Sandbox();
        foreach (var folder in new[] { "many/b/agents", "many/a/agents", "many/c/skills", "one/agents" })
        {
            Directory.CreateDirectory(sandbox.Path(folder));
        }

        Assert.Equal([sandbox.Path("many/a"), sandbox.Path("many/b")], PluginFolders.In(sandbox.Path("many")));
        Assert.Equal([sandbox.Path("one")], PluginFolders.In(sandbox.Path("one")));
        Assert.Empty(PluginFolders.In(sandbox.Path("none")));
    }

    [Fact]
    public void The_command_line_gives_definitions_as_JSON_or_as_a_file()
    {
        using var sandbox = new Sandbox();
        const string Json = """{"a":{"description":"one","prompt":"do","tools":["Read"],"x":1},"b":{"prompt":"no description"},"c":3}""";
        File.WriteAllText(sandbox.Path("agents.json"), Json);
        File.WriteAllText(sandbox.Path("m.md"), "---\ndescription: from a file\n---\nhere");

        foreach (var given in new[] { Json, "agents.json" })
        {
            var entries = FlagDefinitions.Read(given, sandbox.Root);

            Assert.Equal(["a", "b", "c"], entries.Select(e => e.Name));
            Assert.Equal("do", entries[0].Definition!.Prompt);
            Assert.Equal(["x"], entries[0].Definition!.Unknown.Keys);
            Assert.All(entries.Skip(1), e => Assert.NotNull(e.Error));
        }
        Assert.Equal("here", Assert.Single(FlagDefinitions.Read("m.md", sandbox.Root)).Definition!.Prompt);
        Assert.Throws<SwarmException>(() => FlagDefinitions.Read("none.md", sandbox.Root));
        Assert.Throws<SwarmException>(() => FlagDefinitions.Read("{\"a\":", sandbox.Root));
        Assert.Throws<SwarmException>(() => FlagDefinitions.Read("""{"a":{"description":"d","x":"\ud83d"}}""", sandbox.Root));
        Assert.NotNull(FlagDefinitions.Read("""{"a":{"description":"\ud83d\ude00"}}""", sandbox.Root)[0].Definition);
    }
}
