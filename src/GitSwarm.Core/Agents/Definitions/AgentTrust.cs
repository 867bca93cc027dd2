using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Definitions;

/// <summary>Which definitions of repositories the user trusts to run code, by the hash of their content.</summary>
/// <remarks>
/// A cloned repository must not run code by being opened. Who trusts a definition trusts these bytes; a pull that changes
/// them takes that back. Scripts that its hooks call are not among them.
/// </remarks>
/// <param name="Hashes">What is trusted.</param>
/// <param name="Hash">A cryptographic hash as text; asked for only where it is needed.</param>
public sealed record AgentTrust(IReadOnlySet<string> Hashes, Func<byte[], string> Hash)
{
    /// <summary>What of a definition runs code, or lets it run unasked, or reaches what its user keeps for all repositories.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="keepers">Folders of memories (<see cref="AgentMemory.FolderOf"/>) that belong to agents of the user.</param>
    public static IReadOnlyList<string> Brings(AgentDefinition definition, IReadOnlySet<string> keepers)
    {
        var brings = new List<string>();
        if (definition.Hooks is not null)
        {
            brings.Add("hooks");
        }
        if (definition.McpServers.Count > 0)
        {
            brings.Add("servers");
        }
        if (definition.PermissionMode == PermissionMode.BypassPermissions)
        {
            brings.Add("bypassPermissions");
        }
        if (definition.Tools?.Any(IsAllowing) == true)
        {
            brings.Add("rules");
        }
        if (definition.Memory == MemoryScope.User && keepers.Contains(AgentMemory.FolderOf(definition.Name)))
        {
            brings.Add("memory");
        }
        return brings;
    }

    /// <summary>True for an entry of <c>tools</c> that lets calls through unasked; one without a rule only says which tools there are.</summary>
    /// <remarks>
    /// Whatever the tool is: who may read any file, fetch any page or run one harmless command unasked has got further than a
    /// clone should get by itself. Rules of Agent name the agents it may start, which are judged on their own.
    /// </remarks>
    internal static bool IsAllowing(string entry) =>
        ToolList.RuleOf(entry) is not null && ToolList.NameOf(entry) is not ("Agent" or "Task");

    /// <summary>The entry with what it brings, where trust is needed for that, and whether it is trusted.</summary>
    internal CatalogEntry Judge(CatalogEntry entry, byte[]? content, IReadOnlySet<string> keepers)
    {
        if (
            entry.Definition is null
            || content is null
            || !entry.Origin.IsOfRepository
            || Brings(entry.Definition, keepers) is not { Count: > 0 } brings
        )
        {
            return entry;
        }
        var hash = Hash(content);
        return entry with { Brings = brings, Hash = hash, IsTrusted = Hashes.Contains(hash) };
    }
}
