using System.Text.Json;

namespace GitSwarm.Clients.Claude;

/// <summary>The reply Claude Code reads from a hook's standard output; Codex reads the same for most events.</summary>
internal static class ClaudeReply
{
    /// <summary>Writes <c>hookSpecificOutput</c>.</summary>
    public static void Write(string eventName, AgentReply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("hookSpecificOutput");
        json.WriteString("hookEventName", eventName);
        if (reply.Verdict != Verdict.None)
        {
            json.WriteString("permissionDecision", reply.Verdict == Verdict.Deny ? "deny" : "ask");
            json.WriteString("permissionDecisionReason", reply.Reason);
        }
        if (reply.Context.Length > 0)
        {
            json.WriteString("additionalContext", reply.Context);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
