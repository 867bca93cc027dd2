using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.ClientHooks;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>Whoever is alone, or did not opt in, or sends what nobody understands, hears nothing.</summary>
[Trait("Category", "Binary")]
public sealed class LoneTests
{
    [Fact]
    public void A_lone_session_is_told_nothing_from_start_to_end()
    {
        using var cli = new Cli(init: false);
        cli.Do("init", "--no-hooks");
        var alone = new Agent(cli.Me, "1111aaaa");

        string[] said =
        [
            alone.Start(),
            alone.Prompt(),
            alone.Edit("src/app.js", "// mine\n"),
            alone.Edit("src/app.js", "// mine again\n"),
            alone.Batch(),
            Agent.Context(alone.Send("SubagentStart", """{"agent_id":"a1","agent_type":"Explore"}""")),
            Agent.Context(alone.Send("SubagentStop", """{"agent_id":"a1","agent_type":"Explore"}""")),
            Agent.Context(alone.Send("Notification", """{"notification_type":"idle_prompt"}""")),
            alone.Stop(),
            Agent.Context(alone.Send("SessionEnd", """{"reason":"other"}""")),
        ];

        Assert.All(said, Assert.Empty);
        Assert.Equal("main", cli.Me.Names("--all").Split(' ')[^1]);
    }

    [Fact]
    public void A_repository_that_did_not_opt_in_stays_as_it_is()
    {
        using var cli = new Cli(init: false);
        var agent = new Agent(cli.Me, "1111aaaa");
        var before = GitDirListing.Of(cli.GitDir);

        Assert.Empty(agent.Start() + agent.Edit("src/app.js", "// mine\n") + agent.Stop());

        Assert.Equal(before, GitDirListing.Of(cli.GitDir));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"hook_event_name":"PreToolUse"}""")]
    [InlineData("""{"hook_event_name":7,"session_id":{"a":1},"cwd":[]}""")]
    [InlineData("""{"hook_event_name":"PreToolUse","session_id":"x","cwd":"CWD","tool_name":"Edit","tool_input":"text"}""")]
    [InlineData(
        """{"hook_event_name":"PreToolUse","session_id":"x","cwd":"CWD","tool_name":"Edit","tool_input":{"file_path":"/etc/passwd"}}"""
    )]
    [InlineData(
        """{"hook_event_name":"PostToolUse","session_id":"x","cwd":"CWD","tool_name":"Bash","tool_response":{"bashEditDiff":{"changedFiles":[1,null,"",{}]}}}"""
    )]
    [InlineData("""{"hook_event_name":"FutureEvent","session_id":"x","cwd":"CWD","more":{"deep":[1,2]}}""")]
    [InlineData("""{"hook_event_name":"SessionStart","session_id":"x","cwd":"relative/path"}""")]
    [InlineData("""{"hook_event_name":"PreToolUse","session_id":"\ud800","cwd":"CWD","tool_name":"Edit","tool_input":{"file_path":"a"}}""")]
    [InlineData("""{"hook_event_name":"PreToolUse","session_id":"x","cwd":"CWD","tool_name":"Edit","tool_input":{"file_path":"\udc00"}}""")]
    [InlineData("""{"hook_event_name":"SessionStart","session_id":"x","cwd":"/no/such/directory"}""")]
    public void What_nobody_understands_is_passed_over_in_silence(string payload)
    {
        using var cli = new Cli(init: false);
        cli.Do("init", "--no-hooks");

        foreach (var client in (string[])["claude", "codex", "gemini", "copilot", "opencode", "cursor"])
        {
            var finished = cli.Me.RunReading(payload.Replace("CWD", cli.Repository.Path, StringComparison.Ordinal), "hook", client);
            Assert.Equal((0, "", ""), (finished.ExitCode, finished.Output, finished.Error));
            // Nothing of it names a file here, and to Claude Code a call without one is no event.
            Assert.True(client != "claude" || cli.Me.Names().Length == 0);
        }
    }

    [Fact]
    public void A_broken_payload_is_told_in_one_line_to_whoever_wants_to_know()
    {
        using var cli = new Cli();

        var finished = cli.Me.RunReading("{\"hook_event_name\":", "hook", "claude", "-v");

        Assert.Equal((0, ""), (finished.ExitCode, finished.Output));
        Assert.StartsWith("git-swarm: hook failed: ", finished.Error);
        Assert.Single(finished.Error.TrimEnd('\n').Split('\n'));
        Assert.Contains("no client 'nobody'", cli.Me.RunReading("{}", "hook", "nobody", "-v").Error);
    }

    [Fact]
    public void A_session_that_is_muted_is_told_nothing_and_told_of_by_nobody()
    {
        using var pair = new Pair();
        pair.One.User.Run("--as", "one", "mute").OutputOrThrow("mute");

        Assert.Empty(pair.Two.Edit("src/app.js", "// two\n"));
        Assert.Empty(pair.One.Edit("src/app.js", "// one\n") + pair.One.Batch());
        Assert.Empty(pair.Two.Edit("src/app.js", "// two again\n"));
        var third = new Agent(pair.One.User, "3333cccc");
        third.Start();
        third.Edit("src/app.js", "// three\n");
        Assert.Empty(pair.One.Failed("src/app.js", "File has been modified since read."));
    }
}
