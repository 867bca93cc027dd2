using GitSwarm.Clients.Claude;
using GitSwarm.Clients.Settings;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents;

/// <summary>What is taken from Claude Code's own files.</summary>
public sealed class ClaudeFilesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    private string Top => sandbox.Path("app");

    [Theory, Trait("Rule", "D1")]
    [InlineData("""{"enabledPlugins":{"x@m":true}}""", "{}", "{}", "user")]
    [InlineData("""{"enabledPlugins":{"x@m":true}}""", """{"enabledPlugins":{"x@m":false}}""", "{}", "")]
    [InlineData("{}", """{"enabledPlugins":{"x@m":true}}""", "{}", "user")]
    [InlineData("""{"enabledPlugins":{"x@m":true}}""", "{}", """{"enabledPlugins":{"x@m":false}}""", "")]
    [InlineData("""{"enabledPlugins":{"elsewhere@m":true}}""", "{}", "{}", "")]
    [InlineData("""{"enabledPlugins":{"here@m":true}}""", "{}", "{}", "here")]
    [InlineData("""{"enabledPlugins":{"old@m":true}}""", "{}", "{}", "old")]
    [InlineData("""{"enabledPlugins":{"x@m":true}}""", """{"enabledPlugins":{"\ud83d":true}}""", "{}", "user")]
    [InlineData("""{"enabledPlugins":{"missing@m":true}}""", """{"enabledPlugins":["x@m"]}""", "not JSON", "")]
    public void Plugins_are_those_that_are_enabled_and_installed_here(string user, string project, string managed, string expected)
    {
        Write("home/.claude/settings.json", user);
        Write("app/.claude/settings.json", project);
        Write("managed/managed-settings.json", managed);
        Write(
            "home/.claude/plugins/installed_plugins.json",
            """
            {"version":2,"plugins":{
              "x@m":[{"scope":"project","projectPath":"/other","installPath":"/plugins/other"},{"scope":"user","installPath":"/plugins/user"}],
              "elsewhere@m":[{"scope":"project","projectPath":"/other","installPath":"/plugins/other"}],
              "here@m":[{"scope":"user","installPath":"/plugins/user"},{"scope":"local","projectPath":"@TOP@","installPath":"/plugins/here"}],
              "old@m":{"installPath":"/plugins/old"}}}
            """
        );

        Assert.Equal(expected.Length == 0 ? [] : ["/plugins/" + expected], Files().Plugins());
    }

    [Fact, Trait("Rule", "D1")]
    public void A_repository_enables_nothing_its_user_did_not_install()
    {
        Write(
            "app/.claude/settings.json",
            """{"enabledPlugins":{"x@m":true},"extraKnownMarketplaces":{"m":{"source":{"source":"directory","path":"."}}}}"""
        );
        Write("app/plugins/installed_plugins.json", """{"plugins":{"x@m":[{"installPath":"/plugins/x"}]}}""");
        Write("app/.claude/plugins/installed_plugins.json", """{"plugins":{"x@m":[{"installPath":"/plugins/x"}]}}""");

        Assert.Empty(Files().Plugins());
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/tty")]
    [InlineData("/nowhere")]
    public void A_link_to_what_is_no_file_says_nothing(string target)
    {
        Write("home/.claude/settings.json", """{"permissions":{"deny":["Agent(x)"]}}""");
        Directory.CreateDirectory(Path.Combine(Top, ".claude"));
        File.CreateSymbolicLink(Path.Combine(Top, ".claude", "settings.json"), target);

        Assert.Equal(["Agent(x)"], Files().Denied());
    }

    [Theory, Trait("Rule", "H1")]
    [InlineData("reviewer", "all|quoted 'a b'|listed|found")]
    [InlineData("writer", "all|quoted 'a b'")]
    public void Hooks_for_subagents_are_the_users_own_and_never_ours(string agent, string expected)
    {
        Write(
            "home/.claude/settings.json",
            """
            {"hooks":{"SubagentStart":[
              {"hooks":[{"type":"command","command":"all"},{"type":"prompt","prompt":"x"},{"type":"command","command":"/bin/git-swarm","args":["hook","claude"]}]},
              {"matcher":"*","hooks":[{"type":"command","command":"quoted","args":["a b"]},{"type":"command","command":"git-swarm hook claude"}]},
              {"matcher":"tester|reviewer","hooks":[{"type":"command","command":"listed"}]},
              {"matcher":"^rev.*r$","hooks":[{"type":"command","command":"found"}]},
              {"matcher":"([","hooks":[{"type":"command","command":"broken"}]},
              7,{"hooks":"x"}],
             "SubagentStop":[{"hooks":[{"type":"command","command":"other"}]}]}}
            """
        );
        Write(
            "app/.claude/settings.json",
            """{"hooks":{"SubagentStart":[{"hooks":[{"type":"command","command":"of the repository"}]}]}}"""
        );

        var hooks = Files().Hooks("SubagentStart", agent);

        Assert.Equal(expected.Replace("quoted", "'quoted'", StringComparison.Ordinal), string.Join('|', hooks));
    }

    [Fact, Trait("Rule", "D5")]
    public void Servers_and_denied_agents_come_from_every_scope()
    {
        Write(
            "home/.claude.json",
            """{"mcpServers":{"one":{}},"projects":{"@TOP@":{"mcpServers":{"two":{}}},"/other":{"mcpServers":{"no":{}}}}}"""
        );
        Write("app/.mcp.json", """{"mcpServers":{"three":{}},}""");
        Write("managed/managed-mcp.json", """{"mcpServers":{"four":{}}}""");
        Write("home/.claude/settings.json", """{"permissions":{"deny":["Agent(a)"]}}""");
        Write("app/.claude/settings.local.json", """{"permissions":{"deny":["Bash(rm:*)",7]}}""");
        Write("managed/managed-settings.json", """{"permissions":{"deny":["Task(b)"]}}""");

        Assert.Equal(["four", "one", "three", "two"], Files().Servers().Order(StringComparer.Ordinal));
        Assert.Contains("ONE", Files().Servers());
        Assert.Equal(["Agent(a)", "Bash(rm:*)", "Task(b)"], Files().Denied());
    }

    [Theory, Trait("Rule", "D3")]
    [InlineData("{}", "{}", "{}", false)]
    [InlineData("""{"enabledMcpjsonServers":["db"]}""", "{}", "{}", true)]
    [InlineData("""{"enableAllProjectMcpServers":true}""", "{}", "{}", true)]
    [InlineData("{}", """{"enabledMcpjsonServers":["db"]}""", "{}", true)]
    [InlineData("{}", """{"enabledMcpjsonServers":["other"]}""", "{}", false)]
    [InlineData("{}", "{}", """{"enableAllProjectMcpServers":true}""", false)]
    [InlineData("{}", """{"hasTrustDialogAccepted":true}""", """{"enabledMcpjsonServers":["db"]}""", true)]
    [InlineData("""{"enableAllProjectMcpServers":true}""", """{"disabledMcpjsonServers":["db"]}""", "{}", false)]
    public void Settings_of_the_repositorys_servers_are_told_only_where_its_user_approved(
        string user,
        string project,
        string local,
        bool isTold
    )
    {
        Write("home/.claude/settings.json", user);
        Write("home/.claude.json", """{"projects":{"@TOP@":@PROJECT@}}""".Replace("@PROJECT@", project, StringComparison.Ordinal));
        Write("app/.claude/settings.local.json", local);
        Write("app/.claude/settings.json", """{"enableAllProjectMcpServers":true,"hasTrustDialogAccepted":true}""");
        Write("app/.mcp.json", """{"mcpServers":{"db":{"command":"./db"}}}""");

        var server = Assert.Single(Files().ServerSettings());

        Assert.Equal(("db", isTold), (server.Name, server.Config is not null));
    }

    [Fact, Trait("Rule", "C6")]
    public void Of_several_settings_of_a_server_the_nearest_that_may_be_started_counts()
    {
        Write(
            "home/.claude.json",
            """{"mcpServers":{"a":{"command":"user"},"b":{"command":"user"}},"projects":{"@TOP@":{"mcpServers":{"A":{"command":"local"}}}}}"""
        );
        Write("app/.mcp.json", """{"mcpServers":{"a":{"command":"repository"},"b":{"command":"repository"}}}""");

        Assert.Equal(["local", "user"], Files().ServerSettings().Select(s => s.Config!.Value.GetProperty("command").GetString()));
    }

    public void Dispose() => sandbox.Dispose();

    private ClaudeFiles Files() => new(new Surroundings(_ => null, sandbox.Path("home"), Top), sandbox.Path("managed"));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(sandbox.Path(path))!);
        File.WriteAllText(sandbox.Path(path), text.Replace("@TOP@", Top, StringComparison.Ordinal));
    }
}
