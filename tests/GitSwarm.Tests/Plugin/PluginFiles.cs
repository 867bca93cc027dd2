using System.Text.Json;
using GitSwarm.Tests.Guards;

namespace GitSwarm.Tests.Plugin;

/// <summary>The plugin for Claude Code, as it lies in the sources.</summary>
internal static class PluginFiles
{
    internal const string Folder = "hooks/claude";

    private const string Edits = "Edit|Write|MultiEdit|NotebookEdit";

    /// <summary>Every event Claude Code is to run git-swarm at, and for which tools; empty for all.</summary>
    internal static IReadOnlyDictionary<string, string> Events { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SessionStart"] = "",
            ["UserPromptSubmit"] = "",
            ["PreToolUse"] = Edits,
            ["PostToolUse"] = Edits + "|Bash",
            ["PostToolUseFailure"] = Edits,
            ["PostToolBatch"] = "",
            ["Stop"] = "",
            ["StopFailure"] = "",
            ["SubagentStart"] = "",
            ["SubagentStop"] = "",
            ["SessionEnd"] = "",
            ["CwdChanged"] = "",
            ["Notification"] = "",
        };

    /// <summary>What teaches a model commands: the skill and the slash commands.</summary>
    internal static IEnumerable<string> Lessons { get; } =
    [
        $"{Folder}/skills/git-swarm/SKILL.md",
        .. Directory
            .EnumerateFiles(Documents.PathOf($"{Folder}/commands"), "*.md")
            .Select(file => $"{Folder}/commands/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal),
    ];

    internal static JsonElement Json(string path) => JsonDocument.Parse(Documents.Read(path)).RootElement;

    /// <summary>The matcher of each event in a settings text of Claude Code's form.</summary>
    internal static SortedDictionary<string, string> Matchers(JsonElement settings) =>
        new(
            settings
                .GetProperty("hooks")
                .EnumerateObject()
                .ToDictionary(
                    e => e.Name,
                    e => Only(e.Value).TryGetProperty("matcher", out var matcher) ? matcher.GetString()! : "",
                    StringComparer.Ordinal
                ),
            StringComparer.Ordinal
        );

    /// <summary>The one element of an array.</summary>
    internal static JsonElement Only(JsonElement array) => array.EnumerateArray().Single();
}
