namespace GitSwarm.Clients.Settings;

/// <summary>Where a client keeps its settings, and what stands in them for git-swarm.</summary>
/// <param name="Name">The client: "claude".</param>
/// <param name="Scopes">The scopes it has files for.</param>
/// <param name="File">The file of a scope, absolute.</param>
public abstract record ClientSettings(string Name, IReadOnlyList<SettingsScope> Scopes, Func<SettingsScope, Surroundings, string> File)
{
    /// <summary>Every client there is, in the order they are listed.</summary>
    public static IReadOnlyList<ClientSettings> All { get; } =
    [
        ClaudeSettings.Client,
        CodexSettings.Client,
        GeminiSettings.Client,
        CopilotSettings.Client,
        OpenCodeSettings.Client,
        CursorSettings.Client,
    ];

    /// <summary>Finds one by its name.</summary>
    /// <exception cref="SwarmException">There is none of that name.</exception>
    public static ClientSettings Of(string name) =>
        All.FirstOrDefault(c => c.Name == name)
        ?? throw new SwarmException(
            ErrorCode.BadArgument,
            $"git-swarm knows no client '{Texts.Cut(name, 40)}'",
            $"one of {string.Join(", ", All.Select(c => c.Name))}"
        );
}

/// <summary>A client whose settings are JSON with hooks in it.</summary>
/// <param name="Name">The client: "claude".</param>
/// <param name="Scopes">The scopes it has files for.</param>
/// <param name="File">The file of a scope, absolute.</param>
/// <param name="Layout">How its settings hold hooks.</param>
/// <param name="Call">How they spell the call of git-swarm.</param>
/// <param name="Entries">The entries, for a program and with or without waking an idle session.</param>
public sealed record HookClient(
    string Name,
    IReadOnlyList<SettingsScope> Scopes,
    Func<SettingsScope, Surroundings, string> File,
    HookLayout Layout,
    HookCall Call,
    Func<string, bool, IReadOnlyList<HookEntry>> Entries
) : ClientSettings(Name, Scopes, File)
{
    /// <summary>True where the file is for git-swarm alone: one of that name without anything of ours is somebody else's.</summary>
    public bool IsOwnFile { get; init; }

    /// <summary>True where the settings may have a status line.</summary>
    public bool HasStatusLine { get; init; }

    /// <summary>The file in which the client notes which hooks the user trusts; null where it asks for no such thing.</summary>
    public Func<Surroundings, string>? TrustFile { get; init; }

    /// <summary>How that file names the hooks' file of a scope; null where there is none.</summary>
    public Func<SettingsScope, Surroundings, string>? TrustName { get; init; }
}

/// <summary>A client that runs plugins.</summary>
/// <param name="Name">The client: "opencode".</param>
/// <param name="Scopes">The scopes it has files for.</param>
/// <param name="File">The file of a scope, absolute.</param>
/// <param name="Plugin">What the file says.</param>
public sealed record PluginClient(
    string Name,
    IReadOnlyList<SettingsScope> Scopes,
    Func<SettingsScope, Surroundings, string> File,
    PluginText Plugin
) : ClientSettings(Name, Scopes, File);
