namespace GitSwarm.Clients.Settings;

/// <summary>Gemini CLI: Claude's shape with names of its own, in its settings.</summary>
internal static class GeminiSettings
{
    private static readonly HookCall Call = new("gemini", CallForm.Shell);

    /// <summary>The client.</summary>
    public static HookClient Client { get; } =
        new("gemini", [SettingsScope.User, SettingsScope.Project], File, new HookLayout(IsGrouped: true), Call, Entries);

    private static string File(SettingsScope scope, Surroundings where) =>
        scope == SettingsScope.User ? where.InHome(".gemini", "settings.json") : where.InProject(".gemini", "settings.json");

    private static List<HookEntry> Entries(string program, bool wake)
    {
        // Milliseconds.
        var handler = JsonWords.Object([
            ("type", "\"command\""),
            ("name", "\"git-swarm\""),
            .. Call.Members(program),
            ("timeout", "10000"),
        ]);
        return
        [
            new("SessionStart", null, handler),
            new("BeforeAgent", null, handler),
            new("BeforeTool", "write_file|replace", handler),
            new("AfterTool", "*", handler),
            new("AfterAgent", null, handler),
            new("SessionEnd", null, handler),
        ];
    }
}
