using System.Text.Json;

namespace GitSwarm.Clients;

/// <summary>The clients whose hooks we answer.</summary>
public static class ClientProtocols
{
    /// <summary>Their names, in the order they are shown.</summary>
    public static IReadOnlyList<string> Names { get; } = ["claude", "codex", "gemini", "copilot", "opencode", "cursor"];

    /// <summary>The protocol of a client; null for one we do not know.</summary>
    public static ClientProtocol? Of(string client) =>
        client switch
        {
            "claude" => new Claude.ClaudeProtocol(),
            "codex" => new Codex.CodexProtocol(),
            "gemini" => new Gemini.GeminiProtocol(),
            "copilot" => new Copilot.CopilotProtocol(),
            "opencode" => new OpenCode.OpenCodeProtocol(),
            "cursor" => new Cursor.CursorProtocol(),
            _ => null,
        };

    /// <summary>Who really speaks: Copilot and Cursor also run the hooks in Claude Code's settings.</summary>
    /// <param name="named">The protocol the hook was installed for.</param>
    /// <param name="payload">What the client put on standard input.</param>
    /// <param name="variable">Looks up the environment.</param>
    public static ClientProtocol Speaking(ClientProtocol named, JsonElement payload, Func<string, string?> variable) =>
        named is not Claude.ClaudeProtocol ? named
        : payload.Field("cursor_version") is not null ? new Cursor.CursorProtocol()
        // Either client may have been started by the other and inherited its variables; only Copilot dates its events.
        : payload.Field("timestamp") is not null && variable("COPILOT_CLI") is not null ? new Copilot.CopilotProtocol()
        : named;
}
