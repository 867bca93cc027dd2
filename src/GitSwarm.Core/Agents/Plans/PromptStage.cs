using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>Stage 4: what it is told.</summary>
internal static class PromptStage
{
    public static LaunchPrompt Of(LaunchPath path, LaunchRequest request, LaunchScene scene, LaunchContext context, List<PlanNote> notes)
    {
        var facts = scene.Facts with { Directory = context.Directory, Branch = context.Branch };
        if (path == LaunchPath.Fork)
        {
            var message = ForkText.Of(request.Prompt, context.Worktree is not null, context.ParentDirectory);
            return new LaunchPrompt { Facts = facts, Messages = [new PromptPart(PromptKind.Task, message)] };
        }
        var definition = scene.Entry!.Definition!;
        // What is committed is in a work tree of its own, too; what is of this clone must outlive that.
        var memory =
            context.Worktree is not null && definition.Memory == MemoryScope.Project && scene.Memory is not null
                ? scene.Memory with
                {
                    Directory = AgentMemory.Place(MemoryScope.Project, scene.Entry.Name),
                }
                : scene.Memory;
        var reminder = definition.CriticalReminder;
        var isRepeated = scene.Runner.Runner.Support.ContainsKey(FieldNames.CriticalReminder);
        if (reminder is not null && !isRepeated)
        {
            notes.Add(new PlanNote("P2", $"{scene.Runner.Runner.Name} cannot repeat the reminder: it is told once, before the task"));
        }
        PromptPart?[] parts =
        [
            Part(PromptKind.Swarm, scene.Swarm),
            .. definition.Skills.Select(s => Part(PromptKind.Skill, Skill(s, scene, notes))),
            Part(PromptKind.Initial, definition.InitialPrompt),
            Part(PromptKind.Reminder, isRepeated ? null : reminder),
            Part(PromptKind.Task, request.Prompt),
        ];
        return new LaunchPrompt
        {
            System = definition.Prompt,
            FillsIn = scene.Entry.Origin.Source == DefinitionSource.BuiltIn,
            Facts = WithMemory(facts, memory),
            Memory = memory,
            Messages = [.. parts.OfType<PromptPart>()],
            Reminder = isRepeated ? reminder : null,
        };
    }

    // Outside of where it works, its program would not let it write there.
    private static EnvironmentFacts WithMemory(EnvironmentFacts facts, AgentMemory? memory) =>
        memory is null || memory.DirectoryAt(facts).StartsWith(facts.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? facts
            : facts with
            {
                Directories = [.. facts.Directories, memory.Directory],
            };

    private static string? Skill(string name, LaunchScene scene, List<PlanNote> notes)
    {
        if (scene.Skills.TryGetValue(name, out var text))
        {
            return $"You have read the skill \"{Texts.Cut(name, 60)}\":\n\n{text}";
        }
        notes.Add(new PlanNote(null, $"nobody found the skill '{Texts.Cut(name, 60)}'"));
        return null;
    }

    private static PromptPart? Part(PromptKind kind, string? text) => string.IsNullOrEmpty(text) ? null : new PromptPart(kind, text);
}
