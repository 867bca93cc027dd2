using System.Reflection;

namespace GitSwarm.Clients.Settings;

/// <summary>OpenCode: it runs plugins, and ours is a file of its own.</summary>
internal static class OpenCodeSettings
{
    private const string FileName = "git-swarm.js";

    /// <summary>The client.</summary>
    public static PluginClient Client { get; } =
        new("opencode", [SettingsScope.User, SettingsScope.Project], File, new PluginText(Read("hooks/opencode/git-swarm.js")));

    private static string File(SettingsScope scope, Surroundings where) =>
        scope != SettingsScope.User ? where.InProject(".opencode", "plugins", FileName)
        : where.Variable("XDG_CONFIG_HOME") is { } config ? Path.Combine(config, "opencode", "plugins", FileName)
        : where.InHome(".config", "opencode", "plugins", FileName);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
