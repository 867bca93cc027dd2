using System.Text.Json;

namespace GitSwarm.Clients.Cursor;

/// <summary>The hooks of Cursor, from its documentation of August 2026; never run against the client.</summary>
public sealed class CursorProtocol : ClientProtocol
{
    private static readonly string[] EditTools = ["Write", "Edit", "MultiEdit", "StrReplace", "Delete"];

    /// <inheritdoc/>
    public override string Client => "cursor";

    /// <inheritdoc/>
    public override IReadOnlyList<string> DirectoryVariables => ["CURSOR_PROJECT_DIR"];

    /// <inheritdoc/>
    protected override AgentEvent? Parse(JsonElement payload)
    {
        var name = payload.Text("hook_event_name") ?? "";
        EventKind? kind = name switch
        {
            "sessionStart" or "SessionStart" => EventKind.Started,
            "beforeSubmitPrompt" or "UserPromptSubmit" => EventKind.Prompted,
            "preToolUse" or "PreToolUse" => EventKind.Editing,
            "postToolUse" or "PostToolUse" => EventKind.ToolsDone,
            "afterFileEdit" => EventKind.Edited,
            "stop" or "Stop" => EventKind.TurnEnded,
            "subagentStart" or "SubagentStart" => EventKind.SubagentStarted,
            "subagentStop" or "SubagentStop" => EventKind.SubagentEnded,
            "sessionEnd" or "SessionEnd" => EventKind.Ended,
            _ => null,
        };
        if (kind is not { } known || (payload.Id("conversation_id") ?? payload.Id("session_id")) is not { } session)
        {
            return null;
        }
        var directory = payload.Text("cwd") ?? payload.Texts("workspace_roots").FirstOrDefault() ?? "";
        return new AgentEvent(known, name, session, directory)
        {
            Agent = payload.Id("subagent_id"),
            AgentType = payload.Text("subagent_type"),
            Paths = Paths(payload),
            // It counts how often a session went on by itself.
            IsAgain = payload.Field("loop_count") is { ValueKind: JsonValueKind.Number } count && count.TryGetInt32(out var n) && n > 0,
        };
    }

    /// <inheritdoc/>
    public override bool Tells(EventKind kind) => kind is EventKind.Started or EventKind.ToolsDone or EventKind.TurnEnded;

    /// <inheritdoc/>
    public override void Write(AgentEvent to, AgentReply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (reply.Verdict != Verdict.None)
        {
            json.WriteString("permission", "deny");
            json.WriteString("user_message", reply.Reason);
            json.WriteString("agent_message", reply.Reason);
        }
        else
        {
            json.WriteString(to.Kind == EventKind.TurnEnded ? "followup_message" : "additional_context", reply.Context);
        }
        json.WriteEndObject();
    }

    private static string[] Paths(JsonElement payload)
    {
        var edits = payload.Text("tool_name") is not { } tool || EditTools.Contains(tool);
        var input = payload.Field("tool_input") ?? payload;
        return edits && (input.Text("file_path") ?? input.Text("path")) is { } path ? [path] : [];
    }
}
