using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>Stage 3: with what it works.</summary>
internal static class ToolStage
{
    public static LaunchTools Of(
        LaunchPath path,
        LaunchRequest request,
        LaunchParent parent,
        LaunchScene scene,
        LaunchContext context,
        List<PlanNote> notes
    )
    {
        // Byte for byte its parent's, or the client could not go on where the parent's cache ends ([T4], [P3]).
        if (path == LaunchPath.Fork)
        {
            return parent.Tools ?? new LaunchTools();
        }
        var entry = scene.Entry!;
        var definition = entry.Definition!;
        var role = new ToolRole(
            ContextStage.Asked(path, request, scene)?.Mode ?? Permissions.Default,
            entry.Origin.Source == DefinitionSource.BuiltIn,
            // A pane is somebody's foreground.
            context.Background
                && path != LaunchPath.Teammate,
            path == LaunchPath.Teammate && scene.Backend.Value == LaunchMember.InProcess,
            scene.Settings.CustomDenied
        );
        var tools = ToolResolution.Of(definition, role, parent.Denied) with
        {
            Servers = [.. definition.McpServers.DistinctBy(s => s.Name)],
            Required = definition.RequiredMcpServers,
            RequiredServers =
            [
                .. definition.RequiredMcpServers.Select(name => Known(name, definition.McpServers.Concat(scene.ServerSettings))),
            ],
        };
        notes.AddRange(
            tools
                .RequiredServers.Where(s => s.Config is null)
                .Select(s => new PlanNote(
                    "C6",
                    $"server '{Texts.Cut(s.Name, 40)}' is required, and not asked whether it answers: {Unasked}"
                ))
        );
        notes.AddRange(tools.Invalid.Select(i => new PlanNote("T3", $"{Texts.Cut(i, 60)} names no tool there is")));
        notes.AddRange(entry.Notes.Where(n => n.StartsWith(Restriction.Key, StringComparison.Ordinal)).Select(n => new PlanNote("D2", n)));
        return tools;
    }

    private const string Unasked = "its settings are not known here, or come with the repository and nobody approved them";

    private static AgentServer Known(string name, IEnumerable<AgentServer> servers) =>
        new(name, servers.FirstOrDefault(s => s.Config is not null && s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Config);
}
