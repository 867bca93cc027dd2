namespace GitSwarm.Clients.Settings;

/// <summary>Where settings files are looked for.</summary>
/// <param name="Variable">Looks an environment variable up; null when unset or empty.</param>
/// <param name="Home">The user's home directory; null when there is none.</param>
/// <param name="Top">The top of the work tree; null outside of one.</param>
/// <param name="MainTop">The top of the repository's main work tree; null where there is none.</param>
public sealed record Surroundings(Func<string, string?> Variable, string? Home, string? Top, string? MainTop = null)
{
    /// <summary>A client's directory of its own: what a variable names, or one in the home directory.</summary>
    /// <exception cref="SwarmException">There is neither.</exception>
    public string UserDirectory(string variable, params ReadOnlySpan<string> inHome) => Variable(variable) ?? InHome(inHome);

    /// <summary>A path in the home directory.</summary>
    /// <exception cref="SwarmException">There is none.</exception>
    public string InHome(params ReadOnlySpan<string> parts) =>
        Path.Combine([
            Home
                ?? throw new SwarmException(
                    ErrorCode.BadArgument,
                    "there is no home directory to install in",
                    "set HOME, or use '--scope project'"
                ),
            .. parts,
        ]);

    /// <summary>A path in the work tree.</summary>
    /// <exception cref="SwarmException">There is none.</exception>
    public string InProject(params ReadOnlySpan<string> parts) =>
        Path.Combine([
            Top ?? throw new SwarmException(ErrorCode.NotARepository, "there is no work tree here", "go into one, or use '--scope user'"),
            .. parts,
        ]);
}
