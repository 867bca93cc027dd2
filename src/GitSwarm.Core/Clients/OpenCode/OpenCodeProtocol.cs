using System.Text.Json;

namespace GitSwarm.Clients.OpenCode;

/// <summary>What our plugin for OpenCode says, which translates the client's calls into this vocabulary itself.</summary>
/// <remarks>
/// In: <c>{"event","session","agent"?,"directory","paths"?,"again"?}</c>, the event as <c>tools-done</c>, <c>turn-ended</c> and so on.
/// Out: <c>{"context"?,"deny"?}</c>. Any other client that runs plugins can speak it, too.
/// </remarks>
public sealed class OpenCodeProtocol : ClientProtocol
{
    /// <inheritdoc/>
    public override string Client => "opencode";

    /// <inheritdoc/>
    protected override AgentEvent? Parse(JsonElement payload)
    {
        var name = payload.Text("event") ?? "";
        EventKind? kind = name switch
        {
            "started" => EventKind.Started,
            "prompted" => EventKind.Prompted,
            "editing" => EventKind.Editing,
            "edited" => EventKind.Edited,
            "tools-done" => EventKind.ToolsDone,
            "turn-ended" => EventKind.TurnEnded,
            "subagent-started" => EventKind.SubagentStarted,
            "subagent-ended" => EventKind.SubagentEnded,
            "ended" => EventKind.Ended,
            _ => null,
        };
        return kind is { } known && payload.Id("session") is { } session
            ? new AgentEvent(known, name, session, payload.Text("directory") ?? "")
            {
                Agent = payload.Id("agent"),
                AgentType = payload.Text("agent_type"),
                Paths = [.. payload.Texts("paths")],
                IsAgain = payload.Flag("again"),
            }
            : null;
    }

    /// <inheritdoc/>
    public override bool Tells(EventKind kind) => kind is EventKind.Prompted or EventKind.ToolsDone or EventKind.TurnEnded;

    /// <inheritdoc/>
    public override void Write(AgentEvent to, AgentReply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (reply.Verdict != Verdict.None)
        {
            json.WriteString("deny", reply.Reason);
        }
        if (reply.Context.Length > 0)
        {
            json.WriteString("context", reply.Context);
        }
        json.WriteEndObject();
    }
}
