namespace GitSwarm.Clients.Settings;

/// <summary>GitHub Copilot CLI: a directory of hook files, one of which is ours.</summary>
/// <remarks>
/// A <c>preToolUse</c> hook that fails denies the tool. So a line whose program is gone, or breaks, must succeed all the same.
/// </remarks>
internal static class CopilotSettings
{
    private const string FileName = "git-swarm.json";
    private static readonly HookCall Call = new("copilot", CallForm.Guarded);

    /// <summary>The client.</summary>
    public static HookClient Client { get; } =
        new("copilot", [SettingsScope.User, SettingsScope.Project], File, new HookLayout(IsGrouped: false, Version: 1), Call, Entries)
        {
            IsOwnFile = true,
        };

    private static string File(SettingsScope scope, Surroundings where) =>
        scope == SettingsScope.User
            ? Path.Combine(where.UserDirectory("COPILOT_HOME", ".copilot"), "hooks", FileName)
            : where.InProject(".github", "hooks", FileName);

    private static List<HookEntry> Entries(string program, bool wake)
    {
        var handler = JsonWords.Object([("type", "\"command\""), .. Call.Members(program), ("timeoutSec", "10")]);
        return
        [
            new("sessionStart", null, handler),
            new("userPromptSubmitted", null, handler),
            new("preToolUse", null, handler),
            new("postToolUse", null, handler),
            new("agentStop", null, handler),
            new("subagentStart", null, handler),
            new("subagentStop", null, handler),
            new("sessionEnd", null, handler),
        ];
    }
}
