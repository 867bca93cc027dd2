namespace GitSwarm.Agents.Definitions;

/// <summary>What an administrator takes out of definitions that no administrator answers for (<c>swarm.restrict</c>).</summary>
/// <param name="Servers">Their private servers.</param>
/// <param name="Hooks">Their hooks.</param>
public sealed record Restriction(bool Servers, bool Hooks)
{
    /// <summary>The key, in lower case as git gives it.</summary>
    public const string Key = "swarm.restrict";

    /// <summary>Nothing is taken out.</summary>
    public static Restriction None { get; } = new(Servers: false, Hooks: false);

    /// <summary>Reads the value of <see cref="Key"/>: <c>mcp</c>, <c>hooks</c>, or both with a comma between; null: nothing.</summary>
    /// <exception cref="SwarmException">It says something else. What is not understood must not allow what it meant to forbid.</exception>
    public static Restriction Parse(string? value)
    {
        var words = (value ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.FirstOrDefault(w => w is not ("mcp" or "hooks")) is { } wrong
            ? throw new SwarmException(
                ErrorCode.BadConfig,
                $"swarm.restrict cannot be '{Texts.Cut(wrong, 40)}'",
                "it is mcp, hooks, or both: git config --system swarm.restrict mcp,hooks"
            )
            : new Restriction(words.Contains("mcp"), words.Contains("hooks"));
    }

    /// <summary>The entry without what is taken out of it, and a note of each thing.</summary>
    internal CatalogEntry Apply(CatalogEntry entry)
    {
        if (entry.Definition is not { } definition || entry.Origin.IsAdminTrusted)
        {
            return entry;
        }
        var notes = entry.Notes.ToList();
        if (Servers && definition.McpServers.Count > 0)
        {
            notes.Add($"swarm.restrict leaves its servers out: {string.Join(", ", definition.McpServers.Select(s => s.Name))}");
            definition = definition with { McpServers = [] };
        }
        if (Hooks && definition.Hooks is { } hooks)
        {
            notes.Add($"swarm.restrict leaves its hooks out: {string.Join(", ", hooks.EnumerateObject().Select(h => h.Name))}");
            definition = definition with { Hooks = null };
        }
        return entry with { Definition = definition, Notes = notes };
    }
}
