namespace GitSwarm.Agents.Servers;

/// <summary>How often and how long servers are looked at before an agent starts ([C6]).</summary>
/// <param name="Pause">Between two looks.</param>
/// <param name="Limit">For all of them.</param>
/// <param name="Look">For the first look; each that took longer gives the next one twice as long, for some only start slowly.</param>
public sealed record ProbePace(TimeSpan Pause, TimeSpan Limit, TimeSpan Look)
{
    /// <summary>That of the rule.</summary>
    public static ProbePace OfRule { get; } = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
}
