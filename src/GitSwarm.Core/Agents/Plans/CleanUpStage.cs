namespace GitSwarm.Agents.Plans;

/// <summary>Stage 7: what is cleared away afterwards, in order.</summary>
internal static class CleanUpStage
{
    public static IReadOnlyList<string> Of(LaunchContext context, LaunchTools tools, LaunchPrompt prompt, LaunchHooks hooks)
    {
        var hasHooks = hooks.Definition is not null || hooks.Start.Count + hooks.Stop.Count + hooks.Client.Count > 0;
        (string Step, bool Applies)[] steps =
        [
            ("servers", tools.Servers.Any(s => s.Config is not null)),
            ("trace", true),
            ("hooks", hasHooks),
            ("skills", prompt.Messages.Any(m => m.Kind == PromptKind.Skill)),
            ("claims", true),
            ("heartbeat", true),
            ("worktree", context.Worktree is not null),
            ("notification", true),
        ];
        return [.. steps.Where(s => s.Applies).Select(s => s.Step)];
    }
}
