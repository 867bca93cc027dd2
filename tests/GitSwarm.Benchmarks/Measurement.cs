namespace GitSwarm.Benchmarks;

/// <summary>The times of one case over all rounds, in milliseconds.</summary>
internal sealed class Measurement
{
    private readonly List<double> wall = [];
    private readonly List<double> processor = [];

    /// <summary>The middle of the times on the clock.</summary>
    internal double Median => Quantile(wall, 0.5);

    /// <summary>One in twenty took longer.</summary>
    internal double P95 => Quantile(wall, 0.95);

    /// <summary>
    /// The middle of what it took longer than the other in the same round: they run one after the other, so a machine that is
    /// slow for a while is so for both, which two middles of all rounds do not know.
    /// </summary>
    internal double MoreThan(Measurement other) => Quantile(wall.Zip(other.wall, (mine, its) => mine - its), 0.5);

    /// <summary>Mean of user and system time of the process and its children; other programs on the machine disturb it less.</summary>
    internal double Processor => processor.Average();

    internal void Add(double milliseconds, double processorMilliseconds)
    {
        wall.Add(milliseconds);
        processor.Add(processorMilliseconds);
    }

    private static double Quantile(IEnumerable<double> times, double q)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(q * sorted.Count))];
    }
}
