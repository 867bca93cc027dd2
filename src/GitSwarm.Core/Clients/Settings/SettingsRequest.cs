namespace GitSwarm.Clients.Settings;

/// <summary>What is to be installed, and where.</summary>
/// <param name="Client">The client.</param>
/// <param name="Scope">Whom it is for.</param>
/// <param name="Where">Where its files are.</param>
/// <param name="Hash">SHA-256 as lower case hexadecimal digits.</param>
public sealed record SettingsRequest(ClientSettings Client, SettingsScope Scope, Surroundings Where, Func<byte[], string> Hash)
{
    /// <summary>The file, absolute.</summary>
    /// <exception cref="SwarmException">The client has none for this scope, or there is no place for it.</exception>
    public string File =>
        Client.Scopes.Contains(Scope)
            ? Client.File(Scope, Where)
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"{Client.Name} has no settings of scope '{Word}'",
                $"one of {string.Join(", ", Client.Scopes.Select(WordOf))}"
            );

    /// <summary>The scope as typed.</summary>
    public string Word => WordOf(Scope);

    /// <summary>The command that installs the same.</summary>
    public string Command(string verb) => $"git swarm {verb} {Client.Name}{(Scope == SettingsScope.User ? "" : $" --scope {Word}")}";

    /// <summary>A scope as typed.</summary>
    public static string WordOf(SettingsScope scope) => scope.ToString().ToLowerInvariant();
}

/// <summary>How it is to be installed.</summary>
/// <param name="Program">The git-swarm to call: an absolute path, or a name on PATH.</param>
/// <param name="Wake">Whether idle sessions are to be woken by mail.</param>
/// <param name="StatusLine">Whether to set the client's status line.</param>
public sealed record InstallChoice(string Program, bool Wake = false, bool StatusLine = false);
