using System.Text.Json;

namespace GitSwarm.Clients.Copilot;

/// <summary>The hooks of GitHub Copilot CLI; observed with 1.0.102.</summary>
/// <remarks>
/// Entries of its own have events without a name, which their fields tell; through Claude Code's settings the same come with
/// names and fields like Claude Code's, and are answered in Copilot's form all the same.
/// </remarks>
public sealed class CopilotProtocol : ClientProtocol
{
    /// <inheritdoc/>
    public override string Client => "copilot";

    /// <inheritdoc/>
    public override IReadOnlyList<string> DirectoryVariables => ["COPILOT_PROJECT_DIR"];

    /// <inheritdoc/>
    protected override AgentEvent? Parse(JsonElement payload)
    {
        var name = payload.Text("hook_event_name") ?? payload.Text("hookName") ?? CopilotEvents.Guess(payload);
        if (CopilotEvents.KindOf(name) is not { } kind || (payload.Id("sessionId") ?? payload.Id("session_id")) is not { } session)
        {
            return null;
        }
        return new AgentEvent(kind, name, session, payload.Text("cwd") ?? "")
        {
            Agent = payload.Id("agentId") ?? payload.Id("agent_id"),
            AgentType = payload.Text("agentName") ?? payload.Text("agent_name") ?? payload.Text("agent_type"),
            Paths = CopilotEvents.Paths(payload),
            IsAgain = payload.Flag("stop_hook_active") || payload.Flag("stopHookActive"),
        };
    }

    /// <inheritdoc/>
    public override bool Tells(EventKind kind) =>
        kind is EventKind.Started or EventKind.ToolsDone or EventKind.TurnEnded or EventKind.SubagentStarted;

    /// <inheritdoc/>
    public override void Write(AgentEvent to, AgentReply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (reply.Verdict != Verdict.None)
        {
            json.WriteString("permissionDecision", "deny");
            json.WriteString("permissionDecisionReason", reply.Reason);
        }
        else if (to.Kind == EventKind.TurnEnded)
        {
            json.WriteString("decision", "block");
            json.WriteString("reason", reply.Context);
        }
        else
        {
            json.WriteString("additionalContext", reply.Context);
        }
        json.WriteEndObject();
    }
}
