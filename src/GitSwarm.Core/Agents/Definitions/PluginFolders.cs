namespace GitSwarm.Agents.Definitions;

/// <summary>Finds plugins in the directory <c>swarm.pluginDir</c> names.</summary>
public static class PluginFolders
{
    /// <summary>The directory itself where it is a plugin, and each in it that is one, by name.</summary>
    public static IReadOnlyList<string> In(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }
        try
        {
            return [.. Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal).Append(directory).Where(IsPlugin)];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsPlugin(string directory) => Directory.Exists(Path.Combine(directory, "agents"));
}
