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
    /// <summary>What of a definition runs code, or lets it run unasked.</summary>
    public static IReadOnlyList<string> Brings(AgentDefinition definition)
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
        return brings;
    }

    /// <summary>The entry with what it brings, where trust is needed for that, and whether it is trusted.</summary>
    internal CatalogEntry Judge(CatalogEntry entry, byte[]? content)
    {
        if (
            entry.Definition is null
            || content is null
            || !entry.Origin.IsOfRepository
            || Brings(entry.Definition) is not { Count: > 0 } brings
        )
        {
            return entry;
        }
        var hash = Hash(content);
        return entry with { Brings = brings, Hash = hash, IsTrusted = Hashes.Contains(hash) };
    }
}
