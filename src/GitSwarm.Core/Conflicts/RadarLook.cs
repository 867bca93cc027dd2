namespace GitSwarm.Conflicts;

/// <summary>A look into one work tree.</summary>
/// <param name="State">What lies there.</param>
/// <param name="Stamp">HEAD and index as they were before.</param>
/// <param name="At">When it began, UTC.</param>
public sealed record RadarLook(WorktreeState State, string Stamp, DateTimeOffset At);
