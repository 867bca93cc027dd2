using System.Text.Json;
using GitSwarm.Clients.Claude;

namespace GitSwarm.Clients.Codex;

/// <summary>The hooks of Codex; observed with 0.169.0. It reads no field it does not know.</summary>
public sealed class CodexProtocol : ClientProtocol
{
    /// <inheritdoc/>
    public override string Client => "codex";

    /// <inheritdoc/>
    protected override AgentEvent? Parse(JsonElement payload)
    {
        var name = payload.Text("hook_event_name") ?? "";
        EventKind? kind = name switch
        {
            "SessionStart" => EventKind.Started,
            "UserPromptSubmit" => EventKind.Prompted,
            "PreToolUse" => EventKind.Editing,
            "PostToolUse" => EventKind.ToolsDone,
            "Stop" => EventKind.TurnEnded,
            "SubagentStart" => EventKind.SubagentStarted,
            "SubagentStop" => EventKind.SubagentEnded,
            "SessionEnd" => EventKind.Ended,
            _ => null,
        };
        if (kind is not { } known || payload.Event(known, name) is not { } read)
        {
            return null;
        }
        var source = payload.Text("source");
        return read with
        {
            Paths = payload.Text("tool_name") == "apply_patch" ? Patch.Paths(payload.Field("tool_input")?.Text("command") ?? "") : [],
            Continues = known == EventKind.Started && source == "clear",
            HasForgotten = known == EventKind.Started && source is "clear" or "compact",
            IsAgain = payload.Flag("stop_hook_active"),
        };
    }

    /// <inheritdoc/>
    public override bool Tells(EventKind kind) =>
        kind
            is EventKind.Started
                or EventKind.Prompted
                or EventKind.Editing
                or EventKind.ToolsDone
                or EventKind.TurnEnded
                or EventKind.SubagentStarted;

    /// <inheritdoc/>
    public override void Write(AgentEvent to, AgentReply reply, Utf8JsonWriter json)
    {
        if (to.Kind == EventKind.TurnEnded)
        {
            json.WriteStartObject();
            json.WriteString("decision", "block");
            json.WriteString("reason", reply.Context);
            json.WriteEndObject();
        }
        else
        {
            ClaudeReply.Write(to.Name, reply, json);
        }
    }
}
