namespace GitSwarm.Agents.Plans;

/// <summary>Stage 5: what runs beside it.</summary>
internal static class HookStage
{
    public static LaunchHooks Of(LaunchScene scene, List<PlanNote> notes)
    {
        var all = scene.Settings.Hooks;
        notes.AddRange(
            scene.Settings.UnknownHooks.Select(k => new PlanNote(
                null,
                $"{Texts.Cut(k, 60)} names no event: there is {string.Join(", ", HookEvent.All)}"
            ))
        );
        return new LaunchHooks
        {
            Start = [.. Of(all, HookEvent.SubagentStart), .. Of(scene.ClientHooks, HookEvent.SubagentStart)],
            Stop = [.. Of(all, HookEvent.SubagentStop), .. Of(scene.ClientHooks, HookEvent.SubagentStop)],
            Definition = DefinitionHooks.Of(scene.Entry?.Definition?.Hooks),
            Client = all.Where(h => h.Key is not (HookEvent.SubagentStart or HookEvent.SubagentStop or HookEvent.WorktreeCreate))
                .ToDictionary(h => h.Key, h => h.Value, StringComparer.Ordinal),
        };
    }

    private static IReadOnlyList<string> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> hooks, string name) =>
        hooks.GetValueOrDefault(name) ?? [];
}
