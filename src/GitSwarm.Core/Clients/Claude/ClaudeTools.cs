using System.Text.Json;

namespace GitSwarm.Clients.Claude;

/// <summary>Which files a call of one of Claude Code's tools is about.</summary>
internal static class ClaudeTools
{
    /// <summary>The files a call changes, or has changed; none where that is not known.</summary>
    public static IReadOnlyList<string> Paths(JsonElement payload)
    {
        var input = payload.Field("tool_input") ?? default;
        return payload.Text("tool_name") switch
        {
            "Edit" or "Write" or "MultiEdit" => Some(input.Text("file_path")),
            "NotebookEdit" => Some(input.Text("notebook_path") ?? input.Text("file_path")),
            // The client compares the work tree before and after a command.
            "Bash" => payload.Field("tool_response", "bashEditDiff") is { } diff ? [.. diff.Texts("changedFiles")] : [],
            _ => [],
        };
    }

    /// <summary>
    /// The files of edits in a batch that were refused because a file is not as the model last saw it: the client refuses them before any
    /// other hook.
    /// </summary>
    public static IReadOnlyList<string> Refused(JsonElement payload) =>
        [.. payload.Items("tool_calls").Where(c => IsOfChange(c.Text("tool_response"))).SelectMany(Paths)];

    /// <summary>True where an edit failed because the file is not as the model last saw it.</summary>
    public static bool ChangedUnderneath(JsonElement payload) => IsOfChange(payload.Text("error"));

    private static bool IsOfChange(string? error) =>
        error is not null
        && (
            error.Contains("modified since", StringComparison.OrdinalIgnoreCase)
            || error.Contains("changed since", StringComparison.OrdinalIgnoreCase)
            || error.Contains("unexpectedly modified", StringComparison.OrdinalIgnoreCase)
            || error.Contains("String to replace not found", StringComparison.OrdinalIgnoreCase)
        );

    private static string[] Some(string? path) => path is null ? [] : [path];
}
