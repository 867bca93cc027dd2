using System.Text.Json;

namespace GitSwarm.Clients.Claude;

/// <summary>Claude Code's hooks; observed with 2.1.329.</summary>
public sealed class ClaudeProtocol : ClientProtocol
{
    // What a session waits for its user with; other notifications say nothing about it.
    private static readonly string[] Waiting = ["permission_prompt", "idle_prompt", "elicitation_dialog", "agent_needs_input"];

    /// <inheritdoc/>
    public override string Client => "claude";

    /// <inheritdoc/>
    public override IReadOnlyList<string> DirectoryVariables => ["CLAUDE_PROJECT_DIR"];

    /// <inheritdoc/>
    public override bool CanAsk => true;

    /// <inheritdoc/>
    protected override AgentEvent? Parse(JsonElement payload)
    {
        var name = payload.Text("hook_event_name") ?? "";
        return KindOf(name, payload) is { } kind && payload.Event(kind, name) is { } read ? With(read, payload) : null;
    }

    /// <inheritdoc/>
    public override bool Tells(EventKind kind) =>
        kind
            is EventKind.Started
                or EventKind.Prompted
                or EventKind.Editing
                or EventKind.Edited
                or EventKind.EditFailed
                or EventKind.ToolsDone
                or EventKind.TurnEnded
                or EventKind.SubagentStarted;

    /// <inheritdoc/>
    public override void Write(AgentEvent to, AgentReply reply, Utf8JsonWriter json) => ClaudeReply.Write(to.Name, reply, json);

    private static EventKind? KindOf(string name, JsonElement payload) =>
        name switch
        {
            "SessionStart" => EventKind.Started,
            "UserPromptSubmit" => EventKind.Prompted,
            "PreToolUse" => EventKind.Editing,
            "PostToolUse" => EventKind.Edited,
            "PostToolUseFailure" => EventKind.EditFailed,
            "PostToolBatch" => EventKind.ToolsDone,
            "Stop" => EventKind.TurnEnded,
            "StopFailure" or "TeammateIdle" => EventKind.Waiting,
            "Notification" when Waiting.Contains(payload.Text("notification_type")) => EventKind.Waiting,
            "SubagentStart" => EventKind.SubagentStarted,
            // Compaction ends agents that never started; those have no type.
            "SubagentStop" when payload.Text("agent_type") is not null => EventKind.SubagentEnded,
            "PermissionRequest" => EventKind.Asking,
            "CwdChanged" => EventKind.Moved,
            "SessionEnd" => EventKind.Ended,
            _ => null,
        };

    private static AgentEvent With(AgentEvent read, JsonElement payload)
    {
        switch (read.Kind)
        {
            case EventKind.Started:
                var source = payload.Text("source");
                return read with { Continues = source is "clear" or "fork", HasForgotten = source is "clear" or "compact" };
            case EventKind.Editing or EventKind.Edited or EventKind.EditFailed:
                return read with { Paths = ClaudeTools.Paths(payload), ChangedUnderneath = ClaudeTools.ChangedUnderneath(payload) };
            case EventKind.ToolsDone:
                var refused = ClaudeTools.Refused(payload);
                return read with { Paths = refused, ChangedUnderneath = refused.Count > 0 };
            case EventKind.TurnEnded:
                return read with
                {
                    IsAgain = payload.Flag("stop_hook_active"),
                    Said = payload.Text("last_assistant_message"),
                    HasBackground = payload.Items("background_tasks").Any(IsAtWork),
                };
            case EventKind.Asking:
                var tool = payload.Text("tool_name") ?? "";
                return read with { Asked = new AskedCall(tool, payload.Field("tool_input"), payload.Field("permission_suggestions")) };
            case EventKind.Waiting:
                return read with { IsIdle = payload.Text("notification_type") == "idle_prompt" };
            case EventKind.Moved:
                return read with { Directory = payload.Text("new_cwd") ?? read.Directory };
            case EventKind.Ended:
                return read with { Continues = payload.Text("reason") == "clear" };
            default:
                return read;
        }
    }

    // A monitor waits for something; a teammate has a session of its own.
    private static bool IsAtWork(JsonElement task) =>
        task.Text("status") == "running" && task.Text("type") is not ("monitor" or "teammate");
}
