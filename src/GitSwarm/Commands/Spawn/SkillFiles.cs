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
                if (Text(Path.Combine(place, "skills", name, "SKILL.md"), place == home ? null : where.Top) is { } text)
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

    private static string? Text(string path, string? top)
    {
        if (top is not null && IsIn(top, path) && !IsOfWorkTree(Git.RealPath.Of(top), Git.RealPath.Of(path)))
        {
            return null;
        }
        if (Git.PlainFile.Read(path, MostBytes).Content is not { } content)
        {
            return null;
        }
        using var reader = new StreamReader(new MemoryStream(content));
        return reader.ReadToEnd();
    }

    private static bool IsIn(string top, string path) => path.StartsWith(top.TrimEnd('/') + "/", StringComparison.Ordinal);

    // A link in a repository could name any file of its user, and git's own files have passwords of remotes in them.
    private static bool IsOfWorkTree(string top, string path) =>
        IsIn(top, path) && !path[top.Length..].Split('/').Contains(".git", StringComparer.OrdinalIgnoreCase);
}
