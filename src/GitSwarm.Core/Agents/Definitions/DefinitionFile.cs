namespace GitSwarm.Agents.Definitions;

/// <summary>A file that may hold a definition.</summary>
/// <param name="Origin">Where it lies.</param>
/// <param name="Content">All of it; null where it could not be read.</param>
/// <param name="Problem">Why it could not.</param>
public sealed record DefinitionFile(Origin Origin, byte[]? Content, string? Problem = null);
