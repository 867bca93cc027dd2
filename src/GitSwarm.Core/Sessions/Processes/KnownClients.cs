namespace GitSwarm.Sessions.Processes;

/// <summary>The agent clients we can tell by their process.</summary>
public static class KnownClients
{
    /// <summary>All of them; their order decides nothing.</summary>
    public static IReadOnlyList<Client> All { get; } =
    [
        // Installed by npm it is a native executable named claude or claude.exe; its own installer keeps one file a version.
        new(
            "claude",
            ["claude", "claude/versions/*"],
            ["claude", "claude-code/cli.js", "claude-code/cli-wrapper.cjs"],
            ["CLAUDE_CODE_SESSION_ID"],
            ["CLAUDE_PID"]
        ),
        // npm installs a script that starts the native executable and lives as long.
        new("codex", ["codex"], ["codex", "codex/bin/codex.js"], ["CODEX_THREAD_ID", "CODEX_SESSION_ID"], []),
        // Starts itself a second time with a larger heap: two processes of one session, the inner one is meant.
        new("gemini", ["gemini"], ["gemini", "gemini-cli/dist/index.js", "gemini-cli/bundle/gemini.js"], ["GEMINI_SESSION_ID"], []),
        new("copilot", ["copilot"], ["copilot", "copilot/index.js", "copilot/npm-loader.js"], [], []),
        new("opencode", ["opencode", ".opencode"], ["opencode", "opencode-ai/bin/opencode"], [], ["OPENCODE_PID"]),
        // The command line client renames its Node.js process; the editor is one process with many helpers.
        new("cursor", ["cursor-agent", "cursor", "Cursor"], ["cursor-agent", "cursor-agent/versions/*/index.js"], [], []),
    ];

    /// <summary>The client a process is, or null.</summary>
    public static Client? Of(ProcessEntry process)
    {
        foreach (var client in All)
        {
            if (client.Is(process))
            {
                return client;
            }
        }
        return null;
    }
}
