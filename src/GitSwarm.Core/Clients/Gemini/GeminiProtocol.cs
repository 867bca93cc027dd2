using System.Text.Json;

namespace GitSwarm.Clients.Gemini;

/// <summary>The hooks of Gemini CLI; observed with 0.61.0. Nothing but JSON may be put out.</summary>
public sealed class GeminiProtocol : ClientProtocol
{
    /// <inheritdoc/>
    public override string Client => "gemini";

    /// <inheritdoc/>
    public override IReadOnlyList<string> DirectoryVariables => ["GEMINI_CWD", "GEMINI_PROJECT_DIR"];

    /// <inheritdoc/>
    protected override AgentEvent? Parse(JsonElement payload)
    {
        var name = payload.Text("hook_event_name") ?? "";
        EventKind? kind = name switch
        {
            "SessionStart" => EventKind.Started,
            "BeforeAgent" => EventKind.Prompted,
            "BeforeTool" => EventKind.Editing,
            "AfterTool" => EventKind.ToolsDone,
            "AfterAgent" => EventKind.TurnEnded,
            "Notification" => EventKind.Waiting,
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
            Paths = Paths(payload),
            Continues =
                (known == EventKind.Started && source == "clear") || (known == EventKind.Ended && payload.Text("reason") == "clear"),
            HasForgotten = known == EventKind.Started && source == "clear",
            IsAgain = payload.Flag("stop_hook_active"),
        };
    }

    /// <inheritdoc/>
    public override bool Tells(EventKind kind) =>
        kind is EventKind.Started or EventKind.Prompted or EventKind.ToolsDone or EventKind.TurnEnded;

    /// <inheritdoc/>
    public override void Write(AgentEvent to, AgentReply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (reply.Verdict != Verdict.None || to.Kind == EventKind.TurnEnded)
        {
            // At the end of a turn the reason is the next thing the model is asked.
            json.WriteString("decision", "deny");
            json.WriteString("reason", reply.Verdict == Verdict.None ? reply.Context : reply.Reason);
        }
        else
        {
            json.WriteStartObject("hookSpecificOutput");
            json.WriteString("hookEventName", to.Name);
            json.WriteString("additionalContext", reply.Context);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static string[] Paths(JsonElement payload) =>
        payload.Text("tool_name") is "write_file" or "replace"
        && payload.Field("tool_input")?.Text("file_path") is { } path
        && payload.Field("tool_response", "error") is null or { ValueKind: JsonValueKind.Null }
            ? [path]
            : [];
}
