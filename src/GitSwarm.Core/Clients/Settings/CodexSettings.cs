using GitSwarm.Git;

namespace GitSwarm.Clients.Settings;

/// <summary>Codex: hooks of Claude's shape in a file of their own, each run only once the user trusts it.</summary>
internal static class CodexSettings
{
    private static readonly HookCall Call = new("codex", CallForm.Shell);

    /// <summary>The client.</summary>
    public static HookClient Client { get; } =
        new("codex", [SettingsScope.User, SettingsScope.Project], File, new HookLayout(IsGrouped: true), Call, Entries)
        {
            TrustFile = where => Path.Combine(where.UserDirectory("CODEX_HOME", ".codex"), "config.toml"),
            TrustName = Named,
        };

    private static string File(SettingsScope scope, Surroundings where) =>
        scope == SettingsScope.User
            ? Path.Combine(where.UserDirectory("CODEX_HOME", ".codex"), "hooks.json")
            : where.InProject(".codex", "hooks.json");

    /// <summary>The file as Codex names it: a directory from the variable without links; in a linked work tree, that of the main one.</summary>
    private static string Named(SettingsScope scope, Surroundings where) =>
        scope == SettingsScope.Project ? Path.Combine(where.MainTop ?? where.InProject(), ".codex", "hooks.json")
        : where.Variable("CODEX_HOME") is { } given ? Path.Combine(RealPath.Of(Path.GetFullPath(given)), "hooks.json")
        : File(scope, where);

    private static List<HookEntry> Entries(string program, bool wake)
    {
        HookEntry Entry(string name, string? matcher = null, int seconds = 10) =>
            new(name, matcher, JsonWords.Object([("type", "\"command\""), .. Call.Members(program), ("timeout", $"{seconds}")]));
        return
        [
            Entry("SessionStart"),
            Entry("UserPromptSubmit"),
            Entry("PreToolUse", "apply_patch|Edit|Write"),
            Entry("PostToolUse"),
            Entry("SubagentStart"),
            Entry("SubagentStop"),
            Entry("Stop"),
            // The most it gives.
            Entry("SessionEnd", seconds: 3),
        ];
    }
}
