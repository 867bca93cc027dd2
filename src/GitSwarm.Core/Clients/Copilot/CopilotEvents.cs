using System.Text.Json;

namespace GitSwarm.Clients.Copilot;

/// <summary>What Copilot's events and tools mean.</summary>
internal static class CopilotEvents
{
    private static readonly string[] EditTools = ["create", "edit", "str_replace", "insert", "Write", "Edit", "MultiEdit"];

    public static EventKind? KindOf(string name) =>
        name switch
        {
            "sessionStart" or "SessionStart" => EventKind.Started,
            "userPromptSubmitted" or "UserPromptSubmit" => EventKind.Prompted,
            "preToolUse" or "PreToolUse" => EventKind.Editing,
            "postToolUse" or "PostToolUse" => EventKind.ToolsDone,
            "agentStop" or "Stop" => EventKind.TurnEnded,
            "subagentStart" or "SubagentStart" => EventKind.SubagentStarted,
            "subagentStop" or "SubagentStop" => EventKind.SubagentEnded,
            "sessionEnd" or "SessionEnd" => EventKind.Ended,
            _ => null,
        };

    /// <summary>The name of an event that has none, from fields only it has; empty where none fits.</summary>
    public static string Guess(JsonElement payload) =>
        payload.Field("toolResult") is not null ? "postToolUse"
        : payload.Field("toolName") is not null ? "preToolUse"
        : payload.Field("stopReason") is not null && payload.Field("agentName") is null ? "agentStop"
        : payload.Field("agentName") is not null ? (payload.Field("stopReason") is null ? "subagentStart" : "subagentStop")
        : payload.Field("source") is not null ? "sessionStart"
        : payload.Field("reason") is not null ? "sessionEnd"
        : payload.Field("prompt") is not null && payload.Field("transformedPrompt") is null ? "userPromptSubmitted"
        : "";

    /// <summary>The files a tool changes; none where it failed.</summary>
    public static IReadOnlyList<string> Paths(JsonElement payload)
    {
        if (
            !EditTools.Contains(payload.Text("toolName") ?? payload.Text("tool_name"))
            || payload.Field("toolResult")?.Text("resultType") is not (null or "success")
        )
        {
            return [];
        }
        var input = payload.Field("toolArgs") ?? payload.Field("tool_input") ?? default;
        return (input.Text("path") ?? input.Text("file_path")) is { } path ? [path] : [];
    }
}
