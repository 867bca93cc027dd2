using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>How a look is made.</summary>
public sealed record RadarOptions
{
    /// <summary>How long a look into somebody else's work tree is believed where nothing known of it changed.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(3);

    /// <summary>Whether a look made then is believed now.</summary>
    internal static bool Believes(DateTimeOffset then, DateTimeOffset now) => now >= then && now - then <= Believed;

    /// <summary>Look into every work tree, whatever was seen a moment ago.</summary>
    public bool Fresh { get; init; }

    /// <summary>How long it may take; null: as long as it needs.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>What was seen in work trees just now, by path: where it agrees with the last look, that one holds whatever its age.</summary>
    public IReadOnlyDictionary<string, WorktreeStatus> Seen { get; init; } = new Dictionary<string, WorktreeStatus>();

    /// <summary>Looks that are under way already; see <see cref="Radar.Begin"/>.</summary>
    public WorktreeLooks<RadarLook>? Ahead { get; init; }

    /// <summary>Which git it is; null: ask it.</summary>
    public GitVersion? Version { get; init; }

    /// <summary>How many gits at once.</summary>
    public int Parallelism { get; init; } = 2;
}
