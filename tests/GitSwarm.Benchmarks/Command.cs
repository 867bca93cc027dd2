namespace GitSwarm.Benchmarks;

/// <summary>One program to run.</summary>
/// <param name="Program">Its absolute path.</param>
/// <param name="Arguments">Without the zeroth.</param>
/// <param name="Directory">Where it runs.</param>
/// <param name="Variables">Every variable it sees.</param>
internal sealed record Command(
    string Program,
    IReadOnlyList<string> Arguments,
    string Directory,
    IReadOnlyDictionary<string, string> Variables
)
{
    /// <summary>The file on its standard input.</summary>
    internal string Input { get; init; } = "/dev/null";
}
