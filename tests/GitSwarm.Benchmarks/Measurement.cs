namespace GitSwarm.Benchmarks;

/// <summary>The times of one case over all rounds, in milliseconds.</summary>
internal sealed class Measurement
{
    private readonly List<double> wall = [];
    private readonly List<double> processor = [];

    /// <summary>The middle of the times on the clock.</summary>
    internal double Median => Quantile(0.5);

    /// <summary>One in twenty took longer.</summary>
    internal double P95 => Quantile(0.95);

    /// <summary>Mean of user and system time of the process and its children; other programs on the machine disturb it less.</summary>
    internal double Processor => processor.Average();

    internal void Add(double milliseconds, double processorMilliseconds)
    {
        wall.Add(milliseconds);
        processor.Add(processorMilliseconds);
    }

    private double Quantile(double q)
    {
        var sorted = wall.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(q * sorted.Count))];
    }
}
