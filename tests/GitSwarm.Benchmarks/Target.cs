namespace GitSwarm.Benchmarks;

/// <summary>Something that must hold.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Limit">The most it may be, in the same unit.</param>
/// <param name="Unit">"ms", or "x" for a ratio.</param>
internal sealed record Target(string Text, double Measured, double Limit, string Unit)
{
    /// <summary>True when it does.</summary>
    internal bool Holds => Measured <= Limit;
}
