using System.Text.Json;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Calls;

/// <summary>The clients still call their hooks as the samples in tests/fixtures/clients have it; without git-swarm.</summary>
public class HookCallTests
{
    private static readonly string[] Shared = ["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop", "SessionEnd"];

    [ClientFact("claude")]
    public async Task Claude_Code_calls_its_hooks_as_known()
    {
        using var scene = Scene.Without("claude");
        var recorder = new Recorder(scene.Sandbox);
        recorder.Enter([".claude", "settings.json"], [.. Shared, "PostToolBatch", "SubagentStart", "SubagentStop"]);
        var session = scene.Session("claude", "ui");

        await session
            .Answers(session.Create("new.txt"), session.Shell("echo two > new.txt"), ClaudeClient.Delegate(ModelApi.Mark("part")))
            .Start()
            .End();

        AssertAsKnown(
            "claude-code-2.1.329.stdin.jsonl",
            recorder,
            "SessionStart",
            "UserPromptSubmit",
            "PreToolUse Write",
            "PostToolUse Write",
            "PostToolUse Bash",
            "PostToolBatch",
            "SubagentStart",
            "SubagentStop",
            "Stop",
            "SessionEnd"
        );
    }

    [ClientFact("codex")]
    public async Task Codex_calls_its_hooks_as_known()
    {
        using var scene = Scene.Without("codex");
        var recorder = new Recorder(scene.Sandbox);
        recorder.Enter([".codex", "hooks.json"], Shared);
        var session = scene.Session("codex", "ui");

        await session.Answers(session.Create("new.txt"), session.Shell("echo hi")).Start(options: "--dangerously-bypass-hook-trust").End();

        AssertAsKnown(
            "codex-0.169.0.stdin.jsonl",
            recorder,
            "SessionStart",
            "UserPromptSubmit",
            "PreToolUse Bash",
            "PostToolUse Bash",
            "Stop",
            "SessionEnd"
        );
        // The sample was taken with a model that edits by shell.
        foreach (var call in (string[])["PreToolUse apply_patch", "PostToolUse apply_patch"])
        {
            var input = recorder.Calls.First(c => Kind(c) == call).GetProperty("tool_input");
            Assert.Contains("*** Add File: new.txt", input.GetProperty("command").GetString());
        }
    }

    [ClientFact("gemini")]
    public async Task Gemini_CLI_calls_its_hooks_as_known()
    {
        using var scene = Scene.Without("gemini");
        var recorder = new Recorder(scene.Sandbox);
        recorder.Enter([".gemini", "settings.json"], "SessionStart", "BeforeAgent", "BeforeTool", "AfterTool", "AfterAgent", "SessionEnd");
        var session = scene.Session("gemini", "ui");

        await session.Answers(session.Create("new.txt"), session.Shell("echo hi")).Start().End();

        AssertAsKnown(
            "gemini-cli-0.61.0.stdin.jsonl",
            recorder,
            "SessionStart",
            "BeforeAgent",
            "BeforeTool write_file",
            "AfterTool run_shell_command",
            "AfterAgent"
        );
        var written = recorder.Calls.First(c => Kind(c) == "AfterTool write_file");
        Assert.EndsWith("/new.txt", written.GetProperty("tool_input").GetProperty("file_path").GetString());
    }

    [ClientFact("copilot")]
    public async Task Copilot_CLI_calls_its_hooks_as_known()
    {
        using var scene = Scene.Without("copilot");
        var recorder = new Recorder(scene.Sandbox);
        recorder.EnterFlat(
            [".copilot", "hooks", "record.json"],
            "sessionStart",
            "userPromptSubmitted",
            "preToolUse",
            "postToolUse",
            "agentStop",
            "sessionEnd"
        );
        var session = scene.Session("copilot", "ui");

        await session.Answers(session.Create("new.txt"), session.Shell("echo hi")).Start().End();

        // Its calls do not name their event; the fields tell.
        Assert.Equal(
            "",
            Sample.Missing(
                "copilot-1.0.102.stdin.jsonl",
                recorder.Calls,
                ["start", "prompt", "before create", "after create", "before bash", "stop", "end"],
                call =>
                    !call.TryGetProperty("sessionId", out _) || call.TryGetProperty("hookName", out _) ? null
                    : call.TryGetProperty("toolResult", out _) ? "after " + call.GetProperty("toolName").GetString()
                    : call.TryGetProperty("toolArgs", out _) ? "before " + call.GetProperty("toolName").GetString()
                    : call.TryGetProperty("stopReason", out _) ? "stop"
                    : call.TryGetProperty("source", out _) ? "start"
                    : call.TryGetProperty("reason", out _) ? "end"
                    : "prompt"
            )
        );
    }

    [ClientFact("opencode")]
    public async Task OpenCode_calls_its_plugins_as_known()
    {
        using var scene = Scene.Without("opencode");
        var recorder = new Recorder(scene.Sandbox);
        recorder.EnterPlugin();
        var session = scene.Session("opencode", "ui");

        await session.Answers(session.Create("new.txt"), session.Shell("echo hi")).Start().End();

        Assert.Equal(
            "",
            Sample.Missing(
                "opencode-1.18.33.plugin-calls.jsonl",
                recorder.Calls,
                [
                    "init",
                    "event:session.created",
                    "chat.message",
                    "tool.execute.before write",
                    "tool.execute.after bash",
                    "event:session.idle",
                ],
                call =>
                    call.GetProperty("o").TryGetProperty("i", out var input) && input.TryGetProperty("tool", out var tool)
                        ? $"{call.GetProperty("n").GetString()} {tool.GetString()}"
                        : call.GetProperty("n").GetString()
            )
        );
    }

    private static void AssertAsKnown(string sample, Recorder recorder, params string[] kinds) =>
        Assert.Equal("", Sample.Missing(sample, recorder.Calls, kinds, Kind));

    private static string? Kind(JsonElement call) =>
        call.TryGetProperty("hook_event_name", out var name)
            ? name.GetString() + (call.TryGetProperty("tool_name", out var tool) ? " " + tool.GetString() : "")
            : null;
}
