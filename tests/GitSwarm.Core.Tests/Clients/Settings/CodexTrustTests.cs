using GitSwarm.Clients.Settings;
using Xunit;

namespace GitSwarm.Tests.Clients.Settings;

/// <summary>The record of trust in Codex' config.toml.</summary>
public sealed class CodexTrustTests : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("model = \"x\"")]
    [InlineData("model = \"x\"\n")]
    [InlineData("# c\r\nmodel = 'x'\r\n\r\n")]
    [InlineData("[projects.\"/app\"]\ntrust_level = \"trusted\"\n\n\n")]
    [InlineData("a = \"\"\"\n[hooks]\nstate = 1\n\"\"\"\"\nb = [\n  1, # [\n  '[x]',\n]\nc = { d = \"}\" }")]
    [InlineData("[hooks.state.\"/other/hooks.json:stop:0:0\"]\ntrusted_hash = \"sha256:00\"\n")]
    [InlineData("[hooks]\n\n[hooks.state]\n\"/x:stop:0:0\" = { trusted_hash = \"sha256:00\" }\n")]
    [InlineData("[[hooks.Stop]]\n[[hooks.Stop.hooks]]\ntype = \"command\"\ncommand = \"true\"")]
    [InlineData("hooks.state.\"/x:stop:0:0\".trusted_hash = \"sha256:00\"\n")]
    public void A_config_is_again_as_it_was(string text)
    {
        desk.Write(text, ".codex", "config.toml");
        var before = desk.Listing();

        desk.Install("codex");
        Assert.Equal(8, Trusted());
        Assert.Empty(desk.Install("codex").Changes);
        desk.Uninstall("codex");

        Assert.Equal(before, desk.Listing());
    }

    [Theory]
    [InlineData("hooks = {}\n")]
    [InlineData("[hooks]\nstate = {}\n")]
    [InlineData("[[hooks]]\n")]
    public void Hooks_in_one_value_are_left_alone_and_the_way_out_is_told(string text)
    {
        var path = desk.Write(text, ".codex", "config.toml");

        var plan = desk.Install("codex");

        Assert.Equal(text, File.ReadAllText(path));
        Assert.Contains("/hooks", Assert.Single(plan.Steps[1].Advice), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = \"x\nb = 1\n")]
    [InlineData("[a\n")]
    [InlineData("= 1\n")]
    public void What_is_no_toml_is_refused_before_anything_is_done(string text)
    {
        var path = desk.Write(text, ".codex", "config.toml");
        var before = desk.Listing();

        Assert.Contains(path, Assert.Throws<SwarmException>(() => desk.Install("codex")).Message, StringComparison.Ordinal);
        Assert.Equal(before, desk.Listing());
    }

    [Fact]
    public void A_hook_the_user_switched_off_stays_so()
    {
        var key = $"[hooks.state.\"{desk.Path(".codex", "hooks.json")}:stop:0:0\"]\n";
        var path = desk.Write(key + "enabled = false\n", ".codex", "config.toml");

        desk.Install("codex");
        Assert.Contains(key + "trusted_hash = \"sha256:", File.ReadAllText(path), StringComparison.Ordinal);
        desk.Uninstall("codex");

        Assert.Equal(key + "enabled = false\n", File.ReadAllText(path));
    }

    [Fact]
    public void The_hash_is_what_codex_computes()
    {
        // As codex 0.169.0 listed it for this very file.
        desk.Variables["CODEX_HOME"] = desk.Path("codex");
        desk.Write(Sample, "codex", "hooks.json");
        desk.Install("codex", program: "/opt/it's \"é\"/git-swarm");

        var records = CodexTrust
            .In(File.ReadAllText(desk.Path("codex", "config.toml")))
            .ToDictionary(r => r.Key.Split("hooks.json")[1], r => r.Hash);

        Assert.Equal(PreToolUse, records[":pre_tool_use:1:0"]);
        Assert.Equal(SessionEnd, records[":session_end:0:0"]);
        Assert.Equal(8, records.Count);
    }

    [Fact]
    public void Hooks_above_ours_that_come_later_are_noticed()
    {
        var program = desk.Write("", "bin", "git-swarm");
        var before = desk.Listing();
        desk.Install("codex", program: program);
        Assert.Null(Problem());
        var path = desk.Path(".codex", "hooks.json");
        var text = File.ReadAllText(path);
        foreach (var name in (string[])["SessionStart", "Stop"])
        {
            text = text.Replace($"\"{name}\": [", $"\"{name}\": [ {{ \"hooks\": [] }},", StringComparison.Ordinal);
        }
        File.WriteAllText(path, text);

        Assert.Contains("2 of the hooks", Problem()!.Detail, StringComparison.Ordinal);
        Assert.Equal("git swarm install codex", Problem()!.Fix);
        desk.Install("codex", program: program);

        Assert.Null(Problem());
        Assert.Equal(8, Trusted());
        File.WriteAllText(path, File.ReadAllText(path).Replace(" { \"hooks\": [] },", "", StringComparison.Ordinal));
        desk.Uninstall("codex");
        Assert.Equal(before, desk.Listing());
    }

    [Fact]
    public void An_entry_that_names_a_program_that_is_gone_is_noticed()
    {
        desk.Install("codex");

        Assert.Contains($"{Desk.Program}, which is gone", Problem()!.Detail, StringComparison.Ordinal);
    }

    private const string Sample = """{"hooks":{"PreToolUse":[{"matcher":"X","hooks":[{"type":"command","command":"true"}]}]}}""";
    private const string PreToolUse = "sha256:8b9f885ef0992117ac2df4b6887c5f5460d0038ac02cff9db5cf66df9f8d832a";
    private const string SessionEnd = "sha256:51e4136b37cd70b2da54381b138458ee46ddbc9477bde373618d1622d2a1b98d";

    private ClientProblem? Problem() =>
        ClientSetup.Look(desk.Where, desk.Request("codex").Hash).Single(c => c is { Client: "codex", Scope: SettingsScope.User }).Problem;

    private int Trusted() =>
        CodexTrust
            .In(File.ReadAllText(desk.Path(".codex", "config.toml")))
            .Count(r => r.Key.StartsWith(desk.Home, StringComparison.Ordinal));
}
