using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>Stage 1: who it is.</summary>
internal static class IdentityStage
{
    private const string Inherit = "inherit";
    private const int MostWords = 5;
    private const int LongestDescription = 60;

    public static LaunchIdentity Of(LaunchPath path, LaunchRequest request, LaunchParent parent, LaunchScene scene, List<PlanNote> notes)
    {
        var definition = scene.Entry?.Definition;
        var isFork = path == LaunchPath.Fork;
        if (isFork && request.Model is { } asked && asked != Inherit && asked != parent.Model)
        {
            notes.Add(new PlanNote("P3", $"the call's model {asked} does not hold: a fork keeps its parent's"));
        }
        return new LaunchIdentity
        {
            Id = scene.Id,
            Agent = scene.Entry?.Name ?? LaunchPaths.ForkAgent,
            Source = isFork ? "parent" : scene.Entry!.Origin.Word,
            Description = request.Description ?? FirstWords(request.Prompt),
            Name = request.Name,
            Team = path == LaunchPath.Teammate ? request.Team : null,
            Color = definition?.Color,
            Path = path,
            Model = Model(isFork ? null : request.Model, definition?.Model, parent, scene, isFork, notes),
            Effort =
                isFork ? ClientWord.Checked(parent.Effort, "the parent's effort")
                : definition?.Effort is { } effort ? DefinitionWords.Of(effort)
                : null,
            Parent = parent.Session,
            ParentRun = parent.Run,
            ToolUse = parent.ToolUse,
            ParentCanRead = parent.CanRead,
            Inherits = isFork ? ClientWord.Checked(parent.ClientSession, "the session that is copied") : null,
            FileState = isFork ? "cloned" : "fresh",
        };
    }

    private static PlannedValue Model(
        string? call,
        string? definition,
        LaunchParent parent,
        LaunchScene scene,
        bool isFork,
        List<PlanNote> notes
    )
    {
        var (asked, from) = call is not null ? (call, "call") : (definition, "definition");
        if (!isFork && asked is not null && asked != Inherit)
        {
            return new PlannedValue(ClientWord.Checked(asked, $"the {from}'s model"), from);
        }
        if (parent.Model is not { } inherited)
        {
            return new PlannedValue(null, "runner");
        }
        // The name of a model says nothing to the program of another maker; a command can make of it what it likes.
        var runner = scene.Runner.Runner.Name;
        if (parent.Client is { } client && client != runner && runner != Runners.CommandRunner.Id)
        {
            notes.Add(new PlanNote(null, $"its parent's model {inherited} is {client}'s: the default of {runner} holds"));
            return new PlannedValue(null, "runner");
        }
        return new PlannedValue(ClientWord.Checked(inherited, "the parent's model"), "parent");
    }

    private static string FirstWords(string prompt) =>
        Texts.Cut(
            string.Join(' ', Texts.Cut(prompt, LongestDescription * 4).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords)),
            LongestDescription
        );
}
