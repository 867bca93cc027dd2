using System.Text.Json;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What <c>agents</c> says and does.</summary>
[Trait("Category", "Binary")]
public sealed class AgentsTests
{
    private const string Hooked = """
        ---
        name: hooked
        description: Brings a hook
        hooks:
          Stop:
            - hooks: [{ type: command, command: ./stop.sh }]
        mcpServers:
          - db: { command: ./db }
        ---
        Do it.
        """;

    [Fact, Trait("Rule", "D1")]
    public void Sources_override_each_other_and_the_closest_wins()
    {
        using var cli = new Cli(init: false);
        var home = cli.Sandbox.Path("home");
        var plugin = cli.Sandbox.Path("plugins", "p", "agents", "Explore.md");
        cli.Repository.Git("config", "swarm.pluginDir", cli.Sandbox.Path("plugins"));
        cli.Me.Write("src/ui/x", "");
        string[] files =
        [
            plugin,
            Path.Combine(home, ".claude", "agents", "a.md"),
            Path.Combine(home, ".config", "git-swarm", "agents", "a.md"),
            Path.Combine(cli.Repository.Path, ".claude", "agents", "a.md"),
            Path.Combine(cli.Repository.Path, ".swarm", "agents", "a.md"),
            Path.Combine(cli.Repository.Path, "src", ".claude", "agents", "a.md"),
        ];
        cli.Me.Directory = Path.Combine(cli.Repository.Path, "src", "ui");

        for (var i = 0; i < files.Length; i++)
        {
            cli.Me.Write(files[i], "---\nname: Explore\ndescription: here\n---\n");

            var shown = cli.Me.Json("agents", "show", "Explore");
            Assert.Equal(files[i], shown.Text("file"));
            Assert.Equal(Path.GetDirectoryName(files[i]), shown.Text("base_directory"));
            Assert.Equal(i + 1, shown.GetProperty("overrides").GetArrayLength());
        }
        var flag = cli.Me.Json("agents", "show", "Explore", "--agents", """{"Explore":{"description":"typed","prompt":"p"}}""");
        Assert.Equal(("flag", "typed", "p"), (flag.Text("source"), flag.Text("description"), flag.Text("prompt")));
        cli.Me.Directory = cli.Repository.Path;
        Assert.Equal(files[4], cli.Me.Json("agents", "show", "Explore").Text("file"));
    }

    [Fact]
    public void A_broken_one_is_listed_and_checked_and_hides_none()
    {
        using var cli = new Cli(init: false);
        cli.Me.Write(".claude/agents/good.md", "---\nname: good\ndescription: d\ntools: Raed\ncategory: x\n---\np");
        cli.Me.Write(".claude/agents/README.md", "# Agents\n");
        Assert.Equal(0, cli.Run("agents", "--check").ExitCode);
        cli.Me.Write(".claude/agents/bad.md", "---\nname: bad\npermissionMode: paln\ndescription: d\n---\np");

        var list = cli.Do("agents");
        var check = cli.Run("agents", "--check");

        Assert.Contains("\nbad\tproject\t\tbroken\t", list, StringComparison.Ordinal);
        Assert.Contains("\ngood\tproject\t\tusable\t", list, StringComparison.Ordinal);
        Assert.DoesNotContain("README", list, StringComparison.Ordinal);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("error\tbad\tproject\t", check.Output, StringComparison.Ordinal);
        Assert.Contains("note\tgood\tproject\t", check.Output, StringComparison.Ordinal);
        Assert.Contains("nothing here knows the field 'category'", check.Output, StringComparison.Ordinal);
        Assert.Contains("unknown tool: Raed", check.Output, StringComparison.Ordinal);
        Assert.Contains("it is no definition", check.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["error", "note", "note", "note"],
            JsonDocument
                .Parse(cli.Run("agents", "--check", "--json").Output)
                .RootElement.EnumerateArray()
                .Select(f => f.Text("kind"))
                .Order(StringComparer.Ordinal)
        );
        var show = cli.Run("agents", "show", "bad");
        Assert.Equal(128, show.ExitCode);
        Assert.Contains("'permissionMode' is 'paln'", show.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "D2")]
    public void Only_the_systems_config_restricts()
    {
        using var cli = new Cli(init: false);
        cli.Me.Write(cli.Sandbox.Path("home", ".claude", "agents", "hooked.md"), Hooked);
        cli.Repository.Git("config", "swarm.restrict", "mcp,hooks");
        var system = cli.Sandbox.Path("system");
        cli.Me.Write(system, "[swarm]\n\trestrict = hooks\n");
        Assert.NotEqual(JsonValueKind.Null, cli.Me.Json("agents", "show", "hooked").GetProperty("hooks").ValueKind);
        cli.Me.Variables["GIT_CONFIG_NOSYSTEM"] = "0";
        cli.Me.Variables["GIT_CONFIG_SYSTEM"] = system;

        var shown = cli.Me.Json("agents", "show", "hooked");

        Assert.Equal(JsonValueKind.Null, shown.GetProperty("hooks").ValueKind);
        Assert.Equal(1, shown.GetProperty("mcp_servers").GetArrayLength());
        Assert.Contains("swarm.restrict leaves its hooks out: Stop", cli.Do("agents", "show", "hooked"), StringComparison.Ordinal);
        cli.Me.Write(system, "[swarm]\n\trestrict = hooks\n\trestrict = mcp\n");
        Assert.Equal(2, cli.Me.Json("agents", "show", "hooked").GetProperty("notes").GetArrayLength());
        cli.Me.Write(system, "[swarm]\n\trestrict = all\n");
        var refused = cli.Run("agents");
        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("swarm.restrict cannot be 'all'", refused.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "D3")]
    public void Trust_is_given_once_for_a_content_and_in_all_work_trees()
    {
        using var cli = new Cli();
        cli.Me.Commit(".claude/agents/hooked.md", Hooked);
        var other = cli.UserOn("ui");
        Assert.False(Trusted(cli.Me));

        var said = cli.Do("agents", "--trust", "hooked");

        Assert.Equal("trusted hooked (.claude/agents/hooked.md) with its hooks, servers, until the file changes\n", said);
        Assert.True(Trusted(cli.Me));
        Assert.True(Trusted(other));
        Assert.StartsWith("already trusted", cli.Do("agents", "--trust", "hooked"), StringComparison.Ordinal);
        Assert.Equal("", cli.Repository.Git("status", "--short"));
        other.Write(".claude/agents/hooked.md", Hooked + "\n");
        Assert.False(Trusted(other));
        Assert.True(Trusted(cli.Me));
        Assert.Contains("needs no trust", cli.Do("agents", "--trust", "Explore"), StringComparison.Ordinal);
        cli.Do("deinit", "--purge");
        Assert.False(Trusted(cli.Me));

        static bool Trusted(CliUser user) => user.Json("agents", "show", "hooked").GetProperty("trusted").GetBoolean();
    }

    [Fact, Trait("Rule", "D3")]
    public void A_clone_does_not_bring_trust_along()
    {
        using var cli = new Cli();
        cli.Me.Commit(".claude/agents/hooked.md", Hooked);
        cli.Do("agents", "--trust", "hooked");
        cli.Repository.Git("clone", "--quiet", ".", cli.Sandbox.Path("clone"));

        Assert.Contains("\nhooked\tproject\t\tuntrusted\t", cli.Do("-C", cli.Sandbox.Path("clone"), "agents"), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "D3")]
    public void Nothing_is_written_where_nobody_opted_in()
    {
        using var cli = new Cli(init: false);
        cli.Me.Write(".claude/agents/hooked.md", Hooked);

        var refused = cli.Run("agents", "--trust", "hooked");

        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("git swarm init", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(cli.GitDir, "swarm")));
    }

    [Fact, Trait("Rule", "D5")]
    public void A_model_is_told_of_those_it_can_use()
    {
        using var cli = new Cli(init: false);
        cli.Me.Write(".claude/agents/hooked.md", Hooked);
        cli.Me.Write(".claude/agents/a.md", "---\nname: a\ndescription: reads\\nmail\ntools: Read\nrequiredMcpServers: mail\n---\n");
        cli.Me.Write(".claude/settings.json", """{"permissions":{"deny":["Agent(Plan)"]}}""");

        var without = cli.Do("agents", "--for-model");
        cli.Me.Write(".mcp.json", """{"mcpServers":{"Mail":{}}}""");
        var with = cli.Do("agents", "--for-model");

        Assert.Equal(["Explore", "general-purpose", "guide", "statusline-setup", "verifier"], Types(without));
        Assert.Equal(["a", "Explore", "general-purpose", "guide", "statusline-setup", "verifier"], Types(with));
        Assert.StartsWith("a: reads mail (Tools: Read)\n", with, StringComparison.Ordinal);
        Assert.Equal("a", cli.Me.Json("agents", "--for-model")[0].Text("type"));

        static IEnumerable<string> Types(string lines) => lines.Split('\n')[..^1].Select(l => l.Split(':')[0]);
    }

    [Fact]
    public void Outside_of_a_repository_there_are_the_users()
    {
        using var cli = new Cli(init: false);
        cli.Me.Directory = cli.Sandbox.Path("home");
        cli.Me.Write(".claude/agents/mine.md", "---\nname: mine\ndescription: d\n---\n");

        Assert.Equal(
            ["Explore", "general-purpose", "guide", "mine", "Plan", "statusline-setup", "verifier"],
            cli.Me.Json("agents").EnumerateArray().Select(a => a.Text("name"))
        );
        Assert.Equal(128, cli.Run("agents", "show", "nobody").ExitCode);
        Assert.Equal(129, cli.Run("agents", "--check", "--for-model").ExitCode);
        Assert.Equal(129, cli.Run("agents", "--agents", "{").ExitCode);
    }

    [Fact]
    public void What_others_wrote_moves_no_cursor()
    {
        using var cli = new Cli(init: false);
        cli.Me.Write(
            ".claude/agents/x.md",
            "---\nname: x\ndescription: \"a\\e[31m\\u202Eb\"\ncolor: \"\\e]0;x\\a\"\n---\nred \u001b[31m\u009b prompt"
        );
        cli.Me.Write(".claude/agents/y.md", "---\nname: y\ndescription: d\nmodel: \"\\e]0;x\\a\"\n---\n");

        foreach (var arguments in new[] { new[] { "agents" }, ["agents", "show", "x"], ["agents", "--check"], ["agents", "--for-model"] })
        {
            foreach (var columns in new[] { "0", "80" })
            {
                var said = cli.Me.RunWith("GIT_SWARM_TTY", columns, arguments);
                Assert.DoesNotContain(said.Output + said.Error, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c == '\u202E');
            }
        }
    }
}
