namespace GitSwarm.Clients.Settings;

/// <summary>Claude Code. GitHub Copilot and, where the user wants it, Cursor read these files, too.</summary>
internal static class ClaudeSettings
{
    private const string Edits = "Edit|Write|MultiEdit|NotebookEdit";
    private static readonly HookCall Call = new("claude", CallForm.Exec);

    /// <summary>The client.</summary>
    public static HookClient Client { get; } =
        new(
            "claude",
            [SettingsScope.User, SettingsScope.Project, SettingsScope.Local],
            File,
            new HookLayout(IsGrouped: true),
            Call,
            Entries
        )
        {
            HasStatusLine = true,
        };

    private static string File(SettingsScope scope, Surroundings where) =>
        scope switch
        {
            SettingsScope.User => Path.Combine(where.UserDirectory("CLAUDE_CONFIG_DIR", ".claude"), "settings.json"),
            SettingsScope.Project => where.InProject(".claude", "settings.json"),
            _ => where.InProject(".claude", "settings.local.json"),
        };

    private static List<HookEntry> Entries(string program, bool wake)
    {
        var handler = JsonWords.Object([("type", "\"command\""), .. Call.Members(program), ("timeout", "10")]);
        List<HookEntry> entries =
        [
            new("SessionStart", null, handler),
            new("UserPromptSubmit", null, handler),
            new("PreToolUse", Edits, handler),
            new("PostToolUse", Edits + "|Bash", handler),
            new("PostToolUseFailure", Edits, handler),
            new("PostToolBatch", null, handler),
            new("Stop", null, handler),
            new("StopFailure", null, handler),
            new("SubagentStart", null, handler),
            new("SubagentStop", null, handler),
            new("SessionEnd", null, handler),
            new("CwdChanged", null, handler),
            new("Notification", null, handler),
        ];
        if (wake)
        {
            // It waits for mail as long as the session is idle, and wakes it by its exit code.
            const string Wake = "--wake";
            var waiter = JsonWords.Object([
                ("type", "\"command\""),
                .. Call.Members(program, Wake),
                ("asyncRewake", "true"),
                ("timeout", "86400"),
            ]);
            entries.Add(new("Stop", null, waiter, Wake));
        }
        return entries;
    }
}
