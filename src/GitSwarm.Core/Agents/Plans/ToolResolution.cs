using GitSwarm.Agents.Definitions;

namespace GitSwarm.Agents.Plans;

/// <summary>Which tools an agent has: three layers, of which each says what it drops ([T1] to [T3]).</summary>
public static class ToolResolution
{
    /// <summary>Decides.</summary>
    /// <param name="definition">Whose lists count.</param>
    /// <param name="role">What it can have at all.</param>
    /// <param name="denied">Deny rules of the client's settings: the first layer. What its parent was given does not count.</param>
    public static LaunchTools Of(AgentDefinition definition, ToolRole role, IReadOnlyList<string> denied)
    {
        var isAll = definition.Tools is null or ["*", ..];
        List<string> wanted = [.. (definition.Tools ?? []).Select(Today)];
        List<string> unwanted = [.. definition.DisallowedTools.Select(Today)];
        var types = AgentTypes(wanted);
        var names = new List<string>();
        var dropped = new List<DroppedTool>();
        foreach (var tool in AgentTools.Today)
        {
            var isGranted = tool == ToolRoles.Agent && types is not null;
            DroppedTool? drop =
                denied.FirstOrDefault(r => Today(r) == tool) is { } rule ? new(tool, "pool", $"denied by the settings: {rule}")
                : !isGranted && ToolRoles.Why(tool, role) is { } why ? new(tool, "role", why)
                : unwanted.FirstOrDefault(e => e == tool || e == "*") is { } entry ? new(tool, "definition", Unwanted(entry))
                : !isAll && !wanted.Exists(e => ToolList.NameOf(e) == tool) ? new(tool, "definition", "not in its tools")
                : null;
            if (drop is null)
            {
                names.Add(tool);
            }
            else
            {
                dropped.Add(drop);
            }
        }
        foreach (var tool in wanted.Where(AgentTools.IsOfServer).Distinct())
        {
            if (unwanted.Exists(e => Covers(e, tool)))
            {
                dropped.Add(new DroppedTool(tool, "definition", Unwanted(unwanted.Find(e => Covers(e, tool))!)));
            }
            else if (!isAll)
            {
                names.Add(tool);
            }
        }
        return new LaunchTools
        {
            Names = dropped.Count == 0 && isAll ? null : names,
            HasServerTools = isAll,
            Invalid = [.. (definition.Tools ?? []).Concat(definition.DisallowedTools).Where(IsInvalid).Distinct()],
            Allow = [.. wanted.Where(e => AgentTrust.IsAllowing(e) && names.Contains(ToolList.NameOf(e))).Distinct()],
            Deny = [.. unwanted.Where(e => ToolList.RuleOf(e) is not null || AgentTools.IsOfServer(e)).Distinct()],
            Dropped = dropped,
            AgentTypes = names.Contains(ToolRoles.Agent) && types is { Count: > 0 } ? types : null,
        };
    }

    // Agent(a, b): those; Agent(*): any, an empty list here; no such entry: null.
    private static List<string>? AgentTypes(List<string> wanted)
    {
        var rules = wanted.Where(e => ToolList.NameOf(e) == ToolRoles.Agent).Select(ToolList.RuleOf).OfType<string>().ToList();
        return rules.Count == 0 ? null
            : rules.Contains("*") ? []
            : [.. rules.SelectMany(ToolList.Split).Distinct()];
    }

    private static bool IsInvalid(string entry) =>
        entry != "*" && ToolList.NameOf(Today(entry)) is var name && !AgentTools.IsOfServer(name) && !AgentTools.Today.Contains(name);

    // The tool Agent was called Task before.
    private static string Today(string entry) =>
        ToolList.NameOf(entry) == "Task" ? ToolRoles.Agent + entry.TrimStart()["Task".Length..] : entry.Trim();

    private static string Unwanted(string entry) => entry == "*" ? "disallowedTools has *" : "in disallowedTools";

    private static bool Covers(string entry, string tool) =>
        entry == "*" || entry == tool || (AgentTools.IsOfServer(entry) && tool.StartsWith(entry + "__", StringComparison.Ordinal));
}
