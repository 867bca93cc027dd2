namespace GitSwarm.Clients.Settings;

/// <summary>Cursor: a file of hooks.</summary>
internal static class CursorSettings
{
    private static readonly HookCall Call = new("cursor", CallForm.Shell);

    /// <summary>The client.</summary>
    public static HookClient Client { get; } =
        new("cursor", [SettingsScope.User, SettingsScope.Project], File, new HookLayout(IsGrouped: false, Version: 1), Call, Entries);

    private static string File(SettingsScope scope, Surroundings where) =>
        scope == SettingsScope.User ? where.InHome(".cursor", "hooks.json") : where.InProject(".cursor", "hooks.json");

    private static List<HookEntry> Entries(string program, bool wake)
    {
        HookEntry Entry(string name, params (string, string)[] more) =>
            new(name, null, JsonWords.Object([.. Call.Members(program), ("timeout", "10"), .. more]));
        return
        [
            Entry("sessionStart"),
            Entry("beforeSubmitPrompt"),
            Entry("preToolUse", ("matcher", "\"Write\"")),
            Entry("postToolUse"),
            Entry("stop"),
            Entry("subagentStart"),
            Entry("subagentStop"),
            Entry("sessionEnd"),
        ];
    }
}
