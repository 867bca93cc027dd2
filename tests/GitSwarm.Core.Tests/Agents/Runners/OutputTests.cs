using System.Text;
using GitSwarm.Agents.Runners;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Runners;

/// <summary>What clients printed once, read again: tests/fixtures/runs.</summary>
public class OutputTests
{
    [Theory]
    [InlineData("claude-2.1.329.denied", 0)]
    [InlineData("claude-2.1.329.background", 0)]
    [InlineData("claude-2.1.329.max-turns", 1)]
    [InlineData("claude-2.1.329.api-error", 1)]
    [InlineData("claude-2.1.329.retries", 143)]
    [InlineData("codex-0.169.0.edit", 0)]
    [InlineData("codex-0.169.0.command", 0)]
    [InlineData("codex-0.169.0.api-error", 1)]
    // An exit code that looks like a signal's: the server's 400, of which eight bits are left.
    [InlineData("gemini-0.61.0.api-error", 144)]
    [InlineData("gemini-0.61.0.edit", 0)]
    [InlineData("gemini-0.61.0.denied", 0)]
    [InlineData("copilot-1.0.102.denied", 0)]
    [InlineData("copilot-1.0.102.api-error", 1)]
    [InlineData("opencode-1.18.33.edit", 0)]
    [InlineData("opencode-1.18.33.denied", 0)]
    [InlineData("opencode-1.18.33.api-error", 1)]
    public void What_a_client_printed_is_understood(string sample, int exitCode)
    {
        var output = Open(sample.Split('-')[0]);
        var text = new StringBuilder();

        foreach (var said in Lines(sample).SelectMany(output.Line))
        {
            text.AppendLine($"{said.Kind} {said.Text} | {said.Detail} | {Words(said.Usage)}".TrimEnd(' ', '|'));
        }
        text.AppendLine(Words(output.End(exitCode, "")));

        Snapshots.Match(text.ToString(), "output-" + sample);
    }

    [Theory]
    [InlineData("claude-2.1.329.denied")]
    [InlineData("codex-0.169.0.edit")]
    [InlineData("gemini-0.61.0.edit")]
    [InlineData("copilot-1.0.102.denied")]
    [InlineData("opencode-1.18.33.edit")]
    public void Without_its_result_a_run_has_failed(string sample)
    {
        var output = Open(sample.Split('-')[0]);

        Feed(output, Lines(sample)[..^1]);

        var result = output.End(0, "");
        Assert.False(result.Done);
        Assert.Equal("it ended without a result", result.Error);
        Assert.NotEmpty(result.Content);
        Assert.NotNull(result.ClientSession);
    }

    [Theory]
    [InlineData("claude-2.1.329.denied")]
    [InlineData("codex-0.169.0.edit")]
    [InlineData("gemini-0.61.0.edit")]
    [InlineData("copilot-1.0.102.denied")]
    [InlineData("opencode-1.18.33.edit")]
    public void Garbage_between_the_lines_hides_nothing(string sample)
    {
        var name = sample.Split('-')[0];
        var clean = Open(name);
        Feed(clean, Lines(sample));
        var dirty = Open(name);
        string[] garbage =
        [
            "npm WARN deprecated",
            "{\"type\":",
            "[1,2]",
            "null",
            "{}",
            "\u001b[93m!",
            "{\"type\":7}",
            new string('x', 100_000),
        ];
        var events = new List<RunEvent>();

        foreach (var line in Lines(sample))
        {
            events.AddRange(garbage.Append(line).SelectMany(dirty.Line));
        }

        Assert.Equal(Words(clean.End(0, "")), Words(dirty.End(0, "")));
        Assert.Equal(6 * Lines(sample).Length, events.Count(e => e.Kind == RunEventKind.Noise));
    }

    [Theory]
    [InlineData("claude", 137, "Killed", "it was ended by signal 9: Killed")]
    [InlineData("codex", 127, "", "the command was not found")]
    [InlineData("gemini", 1, "a\nError: no key\n", "it ended with exit code 1: Error: no key")]
    [InlineData("opencode", 0, "", "it ended without a result")]
    public void A_program_that_prints_nothing_failed(string name, int exitCode, string errors, string reason)
    {
        var result = Open(name).End(exitCode, errors);

        Assert.False(result.Done);
        Assert.Equal(reason, result.Error);
        Assert.Empty(result.Content);
    }

    [Fact]
    public void Who_is_killed_after_a_first_result_did_not_do_what_comes_after_it()
    {
        var output = Open("claude");
        Feed(output, Lines("claude-2.1.329.background")[..^1]);

        var result = output.End(137, "");

        Assert.Equal("it was ended by signal 9", result.Error);
        Assert.Equal(["started it"], result.Content);
    }

    [Fact]
    public void A_result_that_hooks_emptied_is_what_was_said_last()
    {
        var output = Open("claude");
        Feed(
            output,
            """{"type":"assistant","message":{"id":"m","content":[{"type":"text","text":"All green."}]}}""",
            """{"type":"result","subtype":"success","is_error":false,"result":""}"""
        );

        Assert.Equal(["All green."], output.End(0, "").Content);
    }

    [Fact]
    public void Half_a_character_loses_no_result()
    {
        var output = Open("claude");
        Feed(
            output,
            """{"type":"result","subtype":"success","is_error":false,"result":"\ud83d is \\ud83d, \ud83d\ude00 is whole, \udc00 not"}"""
        );

        Assert.Equal(["\uFFFD is \\ud83d, \U0001F600 is whole, \uFFFD not"], output.End(0, "").Content);
    }

    [Fact]
    public void A_huge_result_is_cut()
    {
        var output = Open("claude");
        Feed(output, $$"""{"type":"result","subtype":"success","result":"{{new string('x', 8_000_000)}}"}""");

        Assert.Equal(256 * 1024, output.End(0, "").Content.Single().Length);
    }

    private static RunnerOutput Open(string client) => AgentRunners.Named(client)!.Open(RunnerPlans.Plain());

    private static string[] Lines(string sample) =>
        File.ReadAllLines(Path.Combine(Root.Path, "tests", "fixtures", "runs", sample + ".jsonl"));

    private static void Feed(RunnerOutput output, params string[] lines)
    {
        foreach (var line in lines)
        {
            Assert.NotNull(output.Line(line).ToList());
        }
    }

    private static string Words(RunUsage? usage) =>
        usage is null ? "" : $"{usage.Tokens?.ToString() ?? "?"} tokens, {usage.ToolUses} tools";

    private static string Words(RunResult result) =>
        $"{(result.Done ? "done" : "failed: " + result.Error)}; said [{string.Join('|', result.Content)}]; {Words(result.Usage)}; "
        + $"denied [{string.Join(' ', result.Denied)}]; session {result.ClientSession}";
}
