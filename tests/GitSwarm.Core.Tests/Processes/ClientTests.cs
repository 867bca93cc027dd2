using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Core.Tests.Processes;

public sealed class ClientTests
{
    [Theory]
    [InlineData("claude", "claude")]
    [InlineData("claude", "/home/dev/.local/bin/claude", "-p", "hi")]
    [InlineData("claude", "/home/dev/inst/node_modules/@anthropic-ai/claude-code/bin/claude.exe")]
    [InlineData("claude", "/home/dev/.local/share/claude/versions/2.1.329", "--resume")]
    [InlineData("claude", "node", "/opt/node_modules/@anthropic-ai/claude-code/cli.js")]
    [InlineData("claude", "node", "--max-old-space-size=4096", "/usr/local/bin/claude")]
    [InlineData("codex", "node", "/usr/local/bin/codex", "exec", "hi")]
    [InlineData("codex", "/opt/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/codex/codex", "exec")]
    [InlineData("gemini", "node", "/x/bin/gemini")]
    [InlineData("gemini", "/usr/bin/node", "--no-warnings", "-r", "/x/trace.js", "/x/@google/gemini-cli/bundle/gemini.js", "-p")]
    [InlineData("copilot", "node", "/x/node_modules/@github/copilot/npm-loader.js")]
    [InlineData("copilot", "/x/node_modules/@github/copilot-linux-x64/copilot")]
    [InlineData("opencode", "/x/node_modules/opencode-ai/bin/.opencode", "run")]
    [InlineData("opencode", "bun", "run", "/x/bin/opencode")]
    [InlineData(
        "cursor",
        "/home/dev/.local/bin/cursor-agent",
        "--use-system-ca",
        "/home/dev/.local/share/cursor-agent/versions/1/index.js"
    )]
    [InlineData("cursor", "/x/cursor-agent/versions/2026.01.28-fd13201/node", "/x/cursor-agent/versions/2026.01.28-fd13201/index.js")]
    [InlineData("cursor", "/usr/share/cursor/cursor", "--type=utility")]
    [InlineData(
        "gemini",
        @"C:\Program Files\nodejs\node.exe",
        @"C:\Users\dev\AppData\Roaming\npm\node_modules\@google\gemini-cli\bundle\gemini.js"
    )]
    [InlineData("claude", @"C:\Users\dev\.local\bin\claude.EXE")]
    public void Knows_a_client_by_how_it_was_started(string expected, params string[] commandLine) =>
        Assert.Equal(expected, KnownClients.Of(FakeProcessTable.Row(9, 1, commandLine))?.Name);

    [Theory]
    [InlineData("bash", "-c", "claude -p hi")]
    [InlineData("bash", "/usr/local/bin/claude")] // a wrapper: the client is its child
    [InlineData("node", "tool.js", "/x/bin/claude")]
    [InlineData("node", "-r", "claude", "tool.js")]
    [InlineData("node")]
    [InlineData("node", "--version")]
    [InlineData("node", "/x/other/cli.js")]
    [InlineData("node", "/x/not-claude-code/cli.js")]
    [InlineData("/Applications/Claude.app/Contents/MacOS/Claude")]
    [InlineData("claude-monitor")]
    [InlineData("my-claude")]
    [InlineData("vim", "claude")]
    public void Takes_nothing_else_for_one(params string[] commandLine) =>
        Assert.Null(KnownClients.Of(FakeProcessTable.Row(9, 1, commandLine)));

    [Theory]
    [InlineData("claude", "rg", "--files")] // its own executable as a file search
    [InlineData("codex", "codex-linux-sandbox", "--", "git", "status")]
    public void A_client_under_another_name_for_a_small_job_is_none(string executable, params string[] commandLine) =>
        Assert.Null(KnownClients.Of(FakeProcessTable.Row(9, 1, commandLine) with { Name = executable }));

    [Theory]
    [InlineData("MainThread")]
    [InlineData("node-MainThread")]
    public void A_main_thread_s_name_does_not_hide_the_script(string name) =>
        Assert.Equal("gemini", KnownClients.Of(FakeProcessTable.Row(9, 1, "node", "/x/bin/gemini") with { Name = name })?.Name);

    [Theory]
    [InlineData("claude", "claude")]
    [InlineData("claude.exe", "claude")]
    [InlineData("cursor-agent", "cursor")]
    [InlineData("bash", null)]
    public void Without_a_command_line_the_name_counts(string name, string? expected) =>
        Assert.Equal(expected, KnownClients.Of(new ProcessEntry(9, 1, "s", name, [], 0))?.Name);

    [Fact]
    public void A_name_cut_to_15_bytes_still_counts()
    {
        var client = new Client("long", ["a-client-with-long-name"], [], [], []);
        Assert.True(client.Is(new ProcessEntry(9, 1, "s", "a-client-with-l", [], 0)));
        Assert.False(client.Is(new ProcessEntry(9, 1, "s", "a-client-with-", [], 0)));
    }

    [Fact]
    public void No_two_clients_share_a_name_or_a_variable()
    {
        Assert.Equal(
            ["claude", "codex", "copilot", "cursor", "gemini", "opencode"],
            KnownClients.All.Select(client => client.Name).Order()
        );
        var variables = KnownClients.All.SelectMany(client => client.SessionVariables.Concat(client.PidVariables)).ToList();
        Assert.Equal(variables.Distinct(), variables);
    }
}
