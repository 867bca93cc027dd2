using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Clients.Settings;
using GitSwarm.Git;

namespace GitSwarm.Clients.Claude;

/// <summary>What Claude Code's own files say about plugins, servers and denied agents; read, never written.</summary>
/// <remarks>A file that is missing or damaged says nothing: complaining about it is its client's business.</remarks>
public sealed class ClaudeFiles
{
    // The client's own list of projects grows large; nothing that is larger was written by it.
    private const int MostBytes = 64 << 20;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly Surroundings where;
    private readonly string? home;
    private readonly string managed;
    private readonly Lazy<List<JsonElement>> settings;

    /// <summary>Reads when asked.</summary>
    /// <param name="where">Home, work tree and variables.</param>
    /// <param name="managed">The directory an administrator keeps.</param>
    public ClaudeFiles(Surroundings where, string managed)
    {
        this.where = where;
        this.managed = managed;
        home = where.Variable("CLAUDE_CONFIG_DIR") ?? (where.Home is { } user ? Path.Combine(user, ".claude") : null);
        settings = new(() =>
            Read([
                In(home, "settings.json"),
                In(where.Top, ".claude", "settings.json"),
                In(where.Top, ".claude", "settings.local.json"),
                In(managed, "managed-settings.json"),
            ])
        );
    }

    /// <summary>The directories of plugins that are installed and enabled here, by name.</summary>
    /// <remarks>
    /// Settings only switch: that a plugin is installed is written in the user's own directory, so a repository that enables
    /// one in its settings brings nothing the user did not install.
    /// </remarks>
    public IReadOnlyList<string> Plugins()
    {
        var enabled = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var plugin in settings.Value.SelectMany(s => Members(s.Field("enabledPlugins"))))
        {
            enabled[plugin.Name] = plugin.Value.ValueKind == JsonValueKind.True;
        }
        if (!enabled.ContainsValue(true))
        {
            return [];
        }
        var installed = Read([In(home, "plugins", "installed_plugins.json")]).FirstOrDefault();
        return
        [
            .. enabled
                .Where(e => e.Value && installed.ValueKind == JsonValueKind.Object)
                .Select(e => Installed(installed.Field("plugins", e.Key)))
                .OfType<string>()
                .Where(Path.IsPathRooted),
        ];
    }

    /// <summary>Deny rules of every scope, as they are written.</summary>
    public IReadOnlyList<string> Denied() => [.. settings.Value.SelectMany(s => s.Field("permissions")?.Texts("deny") ?? [])];

    /// <summary>Commands of an event's hooks, as lines for a shell, ours left out.</summary>
    /// <remarks>Of the user and an administrator alone: a cloned repository must not run code by being opened.</remarks>
    /// <param name="name">The event.</param>
    /// <param name="agent">The type of the agent, which matchers are held against.</param>
    public IReadOnlyList<string> Hooks(string name, string agent) =>
        [
            .. Read([In(home, "settings.json"), In(managed, "managed-settings.json")])
                .SelectMany(s => ClaudeHooks.Commands(s, name, agent))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The names of servers that are set up here, without regard to letter case.</summary>
    public IReadOnlySet<string> Servers() => ServerFiles().All().Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Servers that are set up here, with their settings where they may be started; each name once.</summary>
    public IReadOnlyList<AgentServer> ServerSettings() => ServerFiles().All();

    private ClaudeServers ServerFiles() => new(where, home, managed);

    /// <summary>Where a plugin is installed: for this repository, else for the user; null where it is not.</summary>
    private string? Installed(JsonElement? plugin)
    {
        // One entry by itself is what older versions wrote.
        if (plugin is not { ValueKind: JsonValueKind.Array } entries)
        {
            return plugin?.Text("installPath");
        }
        bool IsHere(JsonElement entry) => entry.Text("projectPath") is { } path && (path == where.Top || path == where.MainTop);
        var all = entries.EnumerateArray().ToList();
        return (all.Where(IsHere).Concat(all.Where(e => e.Text("projectPath") is null)))
            .Select(e => e.Text("installPath"))
            .FirstOrDefault();
    }

    internal static IEnumerable<JsonProperty> Members(JsonElement? map) =>
        map is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];

    internal static string? In(string? directory, params ReadOnlySpan<string> parts) =>
        directory is null ? null : Path.Combine([directory, .. parts]);

    internal static List<JsonElement> Read(IEnumerable<string?> paths)
    {
        var found = new List<JsonElement>();
        foreach (var path in paths.OfType<string>())
        {
            if (PlainFile.Read(path, MostBytes).Content is not { } content)
            {
                continue;
            }
            try
            {
                found.Add(WholeJson.Parse(content, Lenient));
            }
            catch (JsonException)
            {
                // It says nothing.
            }
        }
        return found;
    }
}
