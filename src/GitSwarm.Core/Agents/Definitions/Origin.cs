namespace GitSwarm.Agents.Definitions;

/// <summary>Where a definition was found.</summary>
/// <param name="Source">What kind of place.</param>
/// <param name="File">Absolute path; null where there is no file.</param>
/// <param name="BaseDirectory">The directory that was searched, or of the file; empty where there is none.</param>
/// <param name="IsOfRepository">True where whoever can push to the repository can write it.</param>
public sealed record Origin(DefinitionSource Source, string? File, string BaseDirectory, bool IsOfRepository = false)
{
    /// <summary>True where an administrator answers for it: <c>swarm.restrict</c> does not apply.</summary>
    public bool IsAdminTrusted =>
        !IsOfRepository && (Source is DefinitionSource.BuiltIn or DefinitionSource.Plugin or DefinitionSource.Policy);

    /// <summary>The source as people type it: <c>built-in</c>.</summary>
    public string Word => Source == DefinitionSource.BuiltIn ? "built-in" : Source.ToString().ToLowerInvariant();
}
