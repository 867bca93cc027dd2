namespace GitSwarm.Agents.Definitions;

/// <summary>A directory definitions are looked for in, and below.</summary>
/// <param name="Source">What its files are.</param>
/// <param name="Directory">Absolute path.</param>
/// <param name="IsOfRepository">True where whoever can push to the repository can write there.</param>
public sealed record DefinitionPlace(DefinitionSource Source, string Directory, bool IsOfRepository = false);
