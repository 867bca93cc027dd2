namespace GitSwarm.Benchmarks;

/// <summary>One line of a table: what is run in every round.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Against">The name of the case its ratio is to; null for none.</param>
/// <param name="Commands">What to run in a round; more than one count as one run, unless it says otherwise.</param>
internal sealed record Case(string Name, string? Against, Func<int, IReadOnlyList<Command>> Commands)
{
    /// <summary>How many of the commands run at once.</summary>
    internal int AtOnce { get; init; } = 1;

    /// <summary>True where each command counts by itself, from its own start to its own end.</summary>
    internal bool Each { get; init; }

    /// <summary>Prepares a round; not measured.</summary>
    internal Action<int>? Before { get; init; }
}
