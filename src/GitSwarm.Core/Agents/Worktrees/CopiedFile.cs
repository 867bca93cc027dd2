using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Worktrees;

/// <summary>An ignored file that <c>.worktreeinclude</c> names, as it was when the agent got its worktree.</summary>
public sealed record CopiedFile
{
    /// <summary>Relative to the top, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Git's name for its bytes as they are, no filter applied; null for a link.</summary>
    public string? Hash { get; init; }

    /// <summary>What a symbolic link says; null for a file.</summary>
    public string? Link { get; init; }

    /// <summary>Fields of a newer version.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
