using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Definitions;

/// <summary>Every definition there is, and which of a name counts.</summary>
public sealed class AgentCatalog
{
    private readonly Dictionary<string, CatalogEntry> inForce = new(StringComparer.Ordinal);

    private AgentCatalog(List<CatalogEntry> entries)
    {
        Entries = entries;
        foreach (var entry in entries.Where(e => e.Definition is not null))
        {
            inForce[entry.Name] = entry;
        }
    }

    /// <summary>All that was found, broken ones too, the first to be overridden first.</summary>
    public IReadOnlyList<CatalogEntry> Entries { get; }

    /// <summary>Those that count, by name.</summary>
    public IReadOnlyList<CatalogEntry> InForce =>
        [.. inForce.Values.OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Name, StringComparer.Ordinal)];

    /// <summary>The one of a name that counts; null where there is none.</summary>
    public CatalogEntry? this[string name] => inForce.GetValueOrDefault(name);

    /// <summary>Those that an entry overrides, the nearest first.</summary>
    public IReadOnlyList<CatalogEntry> OverriddenBy(CatalogEntry entry) =>
        inForce.GetValueOrDefault(entry.Name) == entry
            ? [.. Entries.Where(e => e.Definition is not null && e.Name == entry.Name && e != entry).Reverse()]
            : [];

    /// <summary>Puts a catalog together.</summary>
    /// <param name="files">What the places hold, in any order between sources; within one, the first to be overridden first.</param>
    /// <param name="flags">Definitions named on the command line.</param>
    /// <param name="restriction">What is left out of definitions no administrator answers for.</param>
    /// <param name="trust">Whose content the user trusts.</param>
    public static AgentCatalog Of(
        IEnumerable<DefinitionFile> files,
        IEnumerable<CatalogEntry> flags,
        Restriction restriction,
        AgentTrust trust
    )
    {
        var read = files.Select(f => (Entry: restriction.Apply(DefinitionReader.Read(f)), f.Content)).ToList();
        var keepers = Keepers(read.Select(f => f.Entry));
        return new([
            .. read.Select(f => trust.Judge(f.Entry, f.Content, keepers))
                .Concat(flags.Select(restriction.Apply))
                .OrderBy(e => e.Origin.Source),
        ]);
    }

    // As file systems may see it: without regard to letter case.
    private static HashSet<string> Keepers(IEnumerable<CatalogEntry> entries) =>
        entries
            .Where(e => e.Definition is not null && !e.Origin.IsOfRepository)
            .Select(e => AgentMemory.FolderOf(e.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
