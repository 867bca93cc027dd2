namespace GitSwarm.Conflicts;

/// <summary>The time budget of a look ran out before the answer was there.</summary>
public sealed class OutOfTimeException : Exception
{
    /// <summary>The only one there is.</summary>
    public OutOfTimeException()
        : base("out of time") { }
}
