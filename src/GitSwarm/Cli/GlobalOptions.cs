namespace GitSwarm.Cli;

/// <summary>What can be said on the command line of every command.</summary>
/// <param name="Directory"><c>-C</c>: work there.</param>
/// <param name="As"><c>--as</c>: act as this session.</param>
/// <param name="Json"><c>--json</c>: the answer as JSON.</param>
/// <param name="Quiet"><c>-q</c>: no narration.</param>
/// <param name="Verbose"><c>-v</c>: trace what is run.</param>
public sealed record GlobalOptions(
    string? Directory = null,
    string? As = null,
    bool Json = false,
    bool Quiet = false,
    bool Verbose = false
);
