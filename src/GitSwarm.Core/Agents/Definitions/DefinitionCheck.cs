namespace GitSwarm.Agents.Definitions;

/// <summary>What is odd about definitions that can be used.</summary>
public static class DefinitionCheck
{
    private static readonly string[] Runners = ["claude", "codex", "gemini", "copilot", "opencode", "command"];

    /// <summary>What is odd about one, in words; nothing for one that is broken, for that says why itself.</summary>
    public static IReadOnlyList<string> Of(AgentCatalog catalog, CatalogEntry entry)
    {
        var notes = entry.Notes.ToList();
        if (entry.Definition is not { } definition)
        {
            return notes;
        }
        notes.AddRange(definition.Unknown.Keys.Select(k => $"nothing here knows the field '{k}'"));
        // Other clients have tools of their own, whose names are not written down here.
        if (definition.Runner is null or "claude")
        {
            notes.AddRange(Tools("tools", definition.Tools ?? []));
            notes.AddRange(Tools("disallowedTools", definition.DisallowedTools));
        }
        if (definition.Tools is [])
        {
            notes.Add("'tools' is empty: it may use no tool at all");
        }
        if (definition.Runner is { } runner && !Runners.Contains(runner))
        {
            notes.Add($"there is no runner '{runner}': {string.Join(", ", Runners)}");
        }
        if (definition.Prompt.Length == 0)
        {
            notes.Add("it has no prompt");
        }
        if (catalog[entry.Name] is { } other && other != entry && other.Origin.Source == entry.Origin.Source)
        {
            notes.Add($"overridden by {other.Origin.File ?? other.Origin.Word}");
        }
        return notes;
    }

    private static IEnumerable<string> Tools(string field, IEnumerable<string> entries) =>
        entries
            .Where(e => !AgentTools.IsKnown(e))
            .Select(e => $"'{field}' names an unknown tool: {e}" + (AgentTools.Near(e) is { } near ? $" (did you mean {near}?)" : ""));
}
