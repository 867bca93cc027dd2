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
        if (reply.Verdict != Verdict.None && eventName == "PermissionRequest")
        {
            WriteDecision(reply, json);
        }
        else if (reply.Verdict != Verdict.None)
        {
            json.WriteString("permissionDecision", WordOf(reply.Verdict));
            json.WriteString("permissionDecisionReason", reply.Reason);
        }
        if (reply.Context.Length > 0)
        {
            json.WriteString("additionalContext", reply.Context);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Asked in place of its user, it takes a yes or a no.
    private static void WriteDecision(AgentReply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject("decision");
        json.WriteString("behavior", WordOf(reply.Verdict));
        if (reply.Verdict == Verdict.Deny)
        {
            json.WriteString("message", reply.Reason);
        }
        json.WriteEndObject();
    }

    private static string WordOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Allow => "allow",
            Verdict.Deny => "deny",
            _ => "ask",
        };
}
