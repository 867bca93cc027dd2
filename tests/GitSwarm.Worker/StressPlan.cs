namespace GitSwarm.Worker;

/// <summary>How much a stress round does.</summary>
/// <param name="Writers">Processes on refs of their own, and as many on one ref.</param>
/// <param name="Updates">Updates of each.</param>
public sealed record StressPlan(int Writers, int Updates);

/// <summary>What a stress round came to.</summary>
/// <param name="Expected">Updates that were reported as done.</param>
/// <param name="Lost">Those of them that are not in the store.</param>
/// <param name="Extra">Lines that are there twice.</param>
/// <param name="Attempts">Decisions taken for them.</param>
/// <param name="GaveUp">Deadlines that passed.</param>
/// <param name="SlowestMs">The slowest update.</param>
/// <param name="Packs">How often <c>pack-refs</c> ran meanwhile.</param>
/// <param name="Gcs">How often <c>gc</c> ran meanwhile.</param>
/// <param name="GcFailed">How often <c>pack-refs</c> or <c>gc</c> failed.</param>
/// <param name="GcSaid">The first words of those failures.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record StressReport(
    int Expected,
    int Lost,
    int Extra,
    int Attempts,
    int GaveUp,
    long SlowestMs,
    int Packs,
    int Gcs,
    int GcFailed,
    string GcSaid,
    double Seconds
);
