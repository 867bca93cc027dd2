using System.Text;
using System.Text.Json;
using GitSwarm.Clients;
using Xunit;

namespace GitSwarm.Tests.Clients;

/// <summary>The form each client takes a reply in.</summary>
public class ReplyTests
{
    private static readonly AgentReply Told = new("TEXT");
    private static readonly AgentReply Denied = new("", Verdict.Deny, "WHY");

    [Theory]
    [InlineData(
        "claude",
        "PreToolUse",
        EventKind.Editing,
        """{"hookSpecificOutput":{"hookEventName":"PreToolUse","additionalContext":"TEXT"}}"""
    )]
    [InlineData("claude", "Stop", EventKind.TurnEnded, """{"hookSpecificOutput":{"hookEventName":"Stop","additionalContext":"TEXT"}}""")]
    [InlineData(
        "codex",
        "PostToolUse",
        EventKind.ToolsDone,
        """{"hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"TEXT"}}"""
    )]
    [InlineData("codex", "Stop", EventKind.TurnEnded, """{"decision":"block","reason":"TEXT"}""")]
    [InlineData(
        "gemini",
        "AfterTool",
        EventKind.ToolsDone,
        """{"hookSpecificOutput":{"hookEventName":"AfterTool","additionalContext":"TEXT"}}"""
    )]
    [InlineData("gemini", "AfterAgent", EventKind.TurnEnded, """{"decision":"deny","reason":"TEXT"}""")]
    [InlineData("copilot", "sessionStart", EventKind.Started, """{"additionalContext":"TEXT"}""")]
    [InlineData("copilot", "agentStop", EventKind.TurnEnded, """{"decision":"block","reason":"TEXT"}""")]
    [InlineData("opencode", "prompted", EventKind.Prompted, """{"context":"TEXT"}""")]
    [InlineData("cursor", "sessionStart", EventKind.Started, """{"additional_context":"TEXT"}""")]
    [InlineData("cursor", "stop", EventKind.TurnEnded, """{"followup_message":"TEXT"}""")]
    public void Text_for_the_model(string client, string name, EventKind kind, string expected)
    {
        Assert.True(ClientProtocols.Of(client)!.Tells(kind));
        Assert.Equal(expected, Written(client, name, kind, Told));
    }

    [Theory]
    [InlineData(
        "claude",
        "PreToolUse",
        """{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"WHY"}}"""
    )]
    [InlineData(
        "codex",
        "PreToolUse",
        """{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"WHY"}}"""
    )]
    [InlineData("gemini", "BeforeTool", """{"decision":"deny","reason":"WHY"}""")]
    [InlineData("copilot", "preToolUse", """{"permissionDecision":"deny","permissionDecisionReason":"WHY"}""")]
    [InlineData("opencode", "editing", """{"deny":"WHY"}""")]
    [InlineData("cursor", "preToolUse", """{"permission":"deny","user_message":"WHY","agent_message":"WHY"}""")]
    public void A_denial(string client, string name, string expected) =>
        Assert.Equal(expected, Written(client, name, EventKind.Editing, Denied));

    [Fact]
    public void A_question_where_the_client_can_put_it()
    {
        Assert.Equal(["claude"], ClientProtocols.Names.Where(n => ClientProtocols.Of(n)!.CanAsk));
        Assert.Contains(
            "\"permissionDecision\":\"ask\"",
            Written("claude", "PreToolUse", EventKind.Editing, new AgentReply("", Verdict.Ask, "WHY"))
        );
    }

    private static string Written(string client, string name, EventKind kind, AgentReply reply)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            ClientProtocols.Of(client)!.Write(new AgentEvent(kind, name, "session", "/app"), reply, json);
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
