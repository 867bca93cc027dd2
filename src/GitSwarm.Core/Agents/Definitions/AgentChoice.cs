namespace GitSwarm.Agents.Definitions;

/// <summary>What whoever picks an agent must know of it.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Description">When to use it, in one line.</param>
/// <param name="Tools">What it may use, in words.</param>
public sealed record AgentChoice(string Type, string Description, string Tools)
{
    private const int MostDescription = 2000;

    /// <summary>One line for a model.</summary>
    public override string ToString() => $"{Type}: {Description} (Tools: {Tools})";

    /// <summary>Those that can be picked: trusted, not denied, and with every server they cannot do without.</summary>
    /// <param name="catalog">All there are.</param>
    /// <param name="servers">The servers that are set up.</param>
    /// <param name="denied">Deny rules of the client: <c>Agent(name)</c>, or <c>Agent</c> for all.</param>
    public static IReadOnlyList<AgentChoice> From(AgentCatalog catalog, IReadOnlySet<string> servers, IReadOnlyList<string> denied) =>
        [
            .. catalog
                .InForce.Where(e => e.IsTrusted)
                .Select(e => e.Definition!)
                .Where(d => !denied.Any(r => Denies(r, d.Name)))
                .Where(d => d.RequiredMcpServers.All(r => servers.Contains(r) || d.McpServers.Any(s => Is(s.Name, r))))
                .Select(d => new AgentChoice(d.Name, Texts.Cut(d.Description, MostDescription), ToolsOf(d))),
        ];

    /// <summary>True where a rule is about the tool Agent, and this agent. Task is what the tool was called before.</summary>
    internal static bool Denies(string rule, string name) =>
        ToolList.NameOf(rule) is "Agent" or "Task"
        && (ToolList.RuleOf(rule) is not { } types || types == "*" || ToolList.Split(types).Contains(name));

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string ToolsOf(AgentDefinition definition)
    {
        // An entry with a rule takes nothing away but what the rule says.
        var without = definition.DisallowedTools.Where(t => ToolList.RuleOf(t) is null).Distinct().ToList();
        var tools = definition.Tools?.Where(t => !without.Contains(ToolList.NameOf(t))).ToList();
        return tools switch
        {
            null when without.Count == 0 => "all",
            null => $"all but {string.Join(", ", without)}",
            [] => "none",
            _ => string.Join(", ", tools),
        };
    }
}
