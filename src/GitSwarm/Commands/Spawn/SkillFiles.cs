using GitSwarm.Clients.Settings;

namespace GitSwarm.Commands.Spawn;

/// <summary>Finds skills where Claude Code keeps them.</summary>
internal static class SkillFiles
{
    private const int MostBytes = 256 * 1024;

    /// <summary>Texts by name: of the work tree, else of the user, else of a plugin. Those that are not there are missing.</summary>
    public static IReadOnlyDictionary<string, string> Read(
        IReadOnlyList<string> names,
        Surroundings where,
        Func<IEnumerable<string>> plugins
    )
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            return found;
        }
        var home = where.Variable("CLAUDE_CONFIG_DIR") ?? (where.Home is { } user ? Path.Combine(user, ".claude") : null);
        string?[] places = [where.Top is { } top ? Path.Combine(top, ".claude") : null, home, .. plugins()];
        foreach (var name in names.Where(IsName))
        {
            foreach (var place in places.OfType<string>())
            {
                if (Text(Path.Combine(place, "skills", name, "SKILL.md")) is { } text)
                {
                    found[name] = text;
                    break;
                }
            }
        }
        return found;
    }

    // A name that is a path would read any file there is.
    private static bool IsName(string name) => name.Length > 0 && name[0] != '.' && !name.Contains('/') && !name.Contains('\\');

    private static string? Text(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= MostBytes } ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
