using System.Text;
using System.Text.Json;
using GitSwarm.Clients.Settings;
using Xunit;

namespace GitSwarm.Tests.Clients.Settings;

/// <summary>Settings files of every shape, and what keeps their directory in order.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private readonly Desk desk = new();

    public static TheoryData<string, SettingsScope> Places
    {
        get
        {
            var places = new TheoryData<string, SettingsScope>();
            foreach (var (client, scope) in ClientSettings.All.SelectMany(c => c.Scopes.Select(s => (c.Name, s))))
            {
                places.Add(client, scope);
            }
            return places;
        }
    }

    public void Dispose() => desk.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public void What_install_makes_uninstall_takes_away(string client, SettingsScope scope)
    {
        var before = desk.Listing();

        Assert.NotEmpty(desk.Install(client, scope).Changes);
        var installed = desk.Listing();
        Assert.Empty(desk.Install(client, scope).Changes);
        Assert.True(
            ClientSetup.Look(desk.Where, desk.Request(client).Hash).Single(c => c.Client == client && c.Scope == scope).IsInstalled
        );

        Assert.Equal(installed, desk.Listing());
        desk.Uninstall(client, scope);
        Assert.Equal(before, desk.Listing());
        Assert.Empty(desk.Uninstall(client, scope).Changes);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Directories_that_were_there_stay(string client, SettingsScope scope)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(desk.Request(client, scope).File)!);
        var before = desk.Listing();

        desk.Install(client, scope);
        desk.Uninstall(client, scope);

        Assert.Equal(before, desk.Listing());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Another_program_takes_the_place_of_an_older_one(string client, SettingsScope scope)
    {
        var before = desk.Listing();
        desk.Install(client, scope, program: "/home/alice/it's \"here\"/git-swarm");

        desk.Install(client, scope);

        Assert.DoesNotContain("alice", File.ReadAllText(desk.Request(client, scope).File), StringComparison.Ordinal);
        desk.Uninstall(client, scope);
        Assert.Equal(before, desk.Listing());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    [InlineData("// nothing yet")]
    [InlineData("/* nothing */ \r\n")]
    [InlineData("{}")]
    [InlineData("{}\n")]
    [InlineData("\uFEFF{\r\n}\r\n")]
    [InlineData("{\n}\n")]
    [InlineData("{ /* empty */ }")]
    [InlineData("{ // empty\n}\n\n\n")]
    [InlineData("{\"hooks\":{}}")]
    [InlineData("{\"hooks\":{\n}}")]
    [InlineData("{\"hooks\":{\"PreToolUse\":[]}}")]
    [InlineData("{\"hooks\":{\"PreToolUse\":[{}]}}")]
    [InlineData("{\n    \"hooks\": {\n        \"Stop\": [\n            // mine\n        ],\n    },\n}\n")]
    [InlineData("{\n\t\"a\": 1, // one\n\t\"b\": [1, 2,], /* two */\n}")]
    [InlineData(
        "{\r\n  \"model\": \"x\",\r\n  \"hooks\": {\r\n    \"Stop\": [{ \"hooks\": [{ \"type\": \"command\", \"command\": \"true\" }] }]\r\n  }\r\n}\r\n"
    )]
    [InlineData("{\"hooks\":{\"Stop\":[1]},\"version\":1}")]
    [InlineData("{\n  \"hooks\": {\n    \"stop\": []\n  },\n  \"version\": 1\n}\n")]
    [InlineData("{\"hooks\": {\"stop\": [], \"Stop\": []}, \"version\": 1, \"a\": 2}")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"statusLine\":{\"type\":\"command\",\"command\":\"mine\"}}")]
    [InlineData("{\"hooks\":{},\"hooks\":{\"Stop\":[]}}")]
    public void A_file_is_again_as_it_was(string text)
    {
        desk.Write(text, ".claude", "settings.json");
        desk.Write(text, ".gemini", "settings.json");
        desk.Write(text, ".cursor", "hooks.json");
        desk.Write(text, ".codex", "hooks.json");
        desk.Write("model = \"x\"", ".codex", "config.toml");
        var before = desk.Listing();
        string[] clients = ["claude", "gemini", "cursor", "codex"];

        foreach (var client in clients)
        {
            desk.Install(client, statusLine: client == "claude");
            Assert.Empty(desk.Install(client, statusLine: client == "claude").Changes);
        }
        Assert.NotEqual(before, desk.Listing());
        Array.ForEach(clients, c => desk.Uninstall(c));

        Assert.Equal(before, desk.Listing());
    }

    [Theory]
    [InlineData("{\"hooks\":@HOOKS@,\"hooks\":{}}")]
    [InlineData("{\"hooks\":{\"Stop\":[{\"hooks\":[]},@GROUP@],\"Stop\":[]}}")]
    [InlineData("{\"hooks\":{\"Stop\":[@GROUP@,@GROUP@],\"Stop\":[@GROUP@]},\"hooks\":1}")]
    public void Members_that_are_there_twice_stop_nothing(string text)
    {
        desk.Install("codex");
        var ours = File.ReadAllText(desk.Path(".codex", "hooks.json"));
        using var hooks = System.Text.Json.JsonDocument.Parse(ours);
        var own = hooks.RootElement.GetProperty("hooks");
        desk.Write(
            text.Replace("@HOOKS@", own.GetRawText(), StringComparison.Ordinal)
                .Replace("@GROUP@", own.GetProperty("Stop")[0].GetRawText(), StringComparison.Ordinal),
            ".codex",
            "hooks.json"
        );

        _ = ClientSetup.Look(desk.Where, desk.Request("codex").Hash, "codex").ToList();
        try
        {
            desk.Install("codex");
        }
        catch (SwarmException error)
        {
            Assert.Equal(ErrorCode.ForeignFile, error.Code);
        }
        desk.Uninstall("codex");

        Assert.DoesNotContain("git-swarm", File.ReadAllText(desk.Path(".codex", "hooks.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{}\n}", "line 2")]
    [InlineData("{\"a\":1 \"b\":2}", "line 1")]
    [InlineData("/* open", "does not end")]
    [InlineData("[]", "its root is no object")]
    [InlineData("{\"hooks\":[]}", "'hooks' is no object")]
    [InlineData("{\"hooks\":null}", "'hooks' is no object")]
    [InlineData("{\"hooks\":{\"Stop\":{}}}", "'Stop' is no array")]
    public void What_cannot_be_edited_is_refused_and_named(string text, string reason)
    {
        var path = desk.Write(text, ".claude", "settings.json");
        var before = desk.Listing();

        var refused = Assert.Throws<SwarmException>(() => desk.Install("claude"));

        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("git swarm install claude", refused.Hint, StringComparison.Ordinal);
        Assert.Equal(before, desk.Listing());
    }

    [Fact]
    public void A_file_without_rights_to_write_is_left_alone()
    {
        var path = desk.Write("{}", ".claude", "settings.json");
        new FileInfo(path).IsReadOnly = true;
        var before = desk.Listing();

        Assert.Contains("read-only", Assert.Throws<SwarmException>(() => desk.Install("claude")).Message, StringComparison.Ordinal);
        Assert.Equal(before, desk.Listing());
        new FileInfo(path).IsReadOnly = false;
    }

    [Fact]
    public void A_link_stays_a_link_and_a_mode_a_mode()
    {
        var target = desk.Write("{}\n", "dotfiles", "claude.json");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(desk.Path(".claude"));
        File.CreateSymbolicLink(desk.Path(".claude", "settings.json"), "../dotfiles/claude.json");
        var before = desk.Listing();

        desk.Install("claude");

        Assert.Contains(Desk.Program, File.ReadAllText(target), StringComparison.Ordinal);
        Assert.Equal("../dotfiles/claude.json", new FileInfo(desk.Path(".claude", "settings.json")).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
        desk.Uninstall("claude");
        Assert.Equal(before, desk.Listing());
    }

    [Fact]
    public void A_link_that_leads_nowhere_gets_a_target_for_a_while()
    {
        Directory.CreateDirectory(desk.Path(".claude"));
        File.CreateSymbolicLink(desk.Path(".claude", "settings.json"), "../dotfiles/claude.json");
        var before = desk.Listing();

        desk.Install("claude");
        Assert.True(File.Exists(desk.Path("dotfiles", "claude.json")));
        desk.Uninstall("claude");

        Assert.Equal(before, desk.Listing());
    }

    [Fact]
    public void Who_writes_between_plan_and_change_wins()
    {
        desk.Write("{}", ".codex", "hooks.json");
        var plan = desk.PlanInstall("codex");
        desk.Write("# theirs\n", ".codex", "config.toml");
        var before = desk.Listing();

        var refused = Assert.Throws<SwarmException>(() => SettingsWrites.Apply(plan));

        Assert.Equal("run the command again", refused.Hint);
        Assert.Equal(before, desk.Listing());
    }

    [Fact]
    public void The_entries_are_what_the_client_reads()
    {
        desk.Install("claude");

        var settings = JsonDocument.Parse(File.ReadAllText(desk.Path(".claude", "settings.json"))).RootElement;

        var group = settings.GetProperty("hooks").GetProperty("PreToolUse")[0];
        Assert.Equal("Edit|Write|MultiEdit|NotebookEdit", group.GetProperty("matcher").GetString());
        var handler = group.GetProperty("hooks")[0];
        Assert.Equal(Desk.Program, handler.GetProperty("command").GetString());
        Assert.Equal("""["hook", "claude"]""", handler.GetProperty("args").GetRawText());
        Assert.Equal(13, settings.GetProperty("hooks").EnumerateObject().Count());
    }

    [Fact]
    public void Comments_and_handlers_put_beside_ours_stay()
    {
        desk.Install("claude");
        var path = desk.Path(".claude", "settings.json");
        var text = File.ReadAllText(path)
            .Replace("\"Stop\": [\n", "\"Stop\": [\n      // look here\n", StringComparison.Ordinal)
            .Replace("\"SessionEnd\": [", "\"SessionEnd\": /* and here */ [", StringComparison.Ordinal);
        var at = text.IndexOf("}] }", text.IndexOf("\"CwdChanged\"", StringComparison.Ordinal), StringComparison.Ordinal) + 1;
        text = text.Insert(at, ", { \"type\": \"command\", \"command\": \"theirs\" }");
        File.WriteAllText(path, text);

        desk.Uninstall("claude");

        var rest = File.ReadAllText(path);
        Assert.DoesNotContain("git-swarm", rest, StringComparison.Ordinal);
        Assert.Contains("// look here", rest, StringComparison.Ordinal);
        Assert.Contains("/* and here */", rest, StringComparison.Ordinal);
        Assert.Contains(
            "\"CwdChanged\": [\n      { \"hooks\": [ { \"type\": \"command\", \"command\": \"theirs\" }] }\n    ]",
            rest,
            StringComparison.Ordinal
        );
        Assert.NotNull(JsonText.Parse(Encoding.UTF8.GetBytes(rest)).Root);
    }

    [Fact]
    public void A_status_line_of_the_user_s_stays()
    {
        var path = desk.Write("""{ "statusLine": { "type": "command", "command": "mine" } }""", ".claude", "settings.json");

        var plan = desk.Install("claude", statusLine: true);

        Assert.Contains("'git swarm statusline -- <yours>'", Assert.Single(plan.Steps[0].Advice), StringComparison.Ordinal);
        Assert.Contains("\"command\": \"mine\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copilot", """{"version":1,"hooks":{}}""")]
    [InlineData("opencode", "export const X = 1\n")]
    [InlineData("opencode", "// git-swarm plugin v1 for OpenCode; 'git swarm uninstall opencode' takes it out again.\nedited\n")]
    public void A_file_of_our_name_that_is_not_ours_stays(string client, string text)
    {
        var path = desk.Request(client).File;
        desk.Write(text, Path.GetRelativePath(desk.Home, path));
        var before = desk.Listing();

        Assert.Contains(path, Assert.Throws<SwarmException>(() => desk.Install(client)).Message, StringComparison.Ordinal);
        Assert.Equal(before, desk.Listing());
    }
}
