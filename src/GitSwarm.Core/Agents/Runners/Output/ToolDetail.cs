using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.Output;

/// <summary>With what a tool is used, in a few words.</summary>
internal static class ToolDetail
{
    private const int Longest = 120;

    // What tools of all clients call their main argument; the first that is there tells most.
    private static readonly string[] Telling =
    [
        "command",
        "cmd",
        "file_path",
        "filePath",
        "path",
        "notebook_path",
        "absolute_path",
        "dir_path",
        "pattern",
        "query",
        "url",
        "skill",
        "subject",
        "description",
        "prompt",
    ];

    /// <summary>The argument that tells most; null where none is known.</summary>
    public static string? Of(JsonElement? input) =>
        input is not { } arguments ? null
        : Telling.Select(name => arguments.Text(name)).FirstOrDefault(text => text is not null) is { } found ? Texts.Cut(found, Longest)
        : null;
}
