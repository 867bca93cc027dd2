namespace GitSwarm.Agents.Definitions;

/// <summary>What was found at one place: a definition, or what is wrong with it.</summary>
/// <param name="Name">What it is called; the file's stem where it does not say.</param>
/// <param name="Origin">Where it was found.</param>
/// <param name="Definition">The definition; null where there is none to use.</param>
public sealed record CatalogEntry(string Name, Origin Origin, AgentDefinition? Definition)
{
    /// <summary>Why there is no definition; null where there is one, or where the file is none.</summary>
    public string? Error { get; init; }

    /// <summary>What is odd about it, and what was left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What it may only do once it is trusted: <c>hooks</c>, <c>servers</c>, <c>bypassPermissions</c>, <c>rules</c>, <c>memory</c>.</summary>
    public IReadOnlyList<string> Brings { get; init; } = [];

    /// <summary>The hash of its content; null where no trust is needed.</summary>
    public string? Hash { get; init; }

    /// <summary>False where it must be trusted first.</summary>
    public bool IsTrusted { get; init; } = true;

    /// <summary>True for a file that did not mean to be a definition: it has no front matter.</summary>
    public bool IsOther => Definition is null && Error is null;

    internal static CatalogEntry Broken(string name, Origin origin, string error, IReadOnlyList<string>? notes = null) =>
        new(name, origin, null) { Error = error, Notes = notes ?? [] };

    internal static CatalogEntry NoDefinition(string name, Origin origin) => new(name, origin, null);
}
