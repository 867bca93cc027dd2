using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Sessions;

namespace GitSwarm.Agents.Worktrees;

/// <summary>A worktree made for one agent, with what has to be known to tell later whether it may go.</summary>
public sealed record AgentWorktree
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>Absolute path of its top when it was made; for one of a hook the path the hook gave.</summary>
    public required string Path { get; init; }

    /// <summary>Short name of its branch; null where HEAD is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit it started from; null only for one of a hook that has no commit.</summary>
    public string? Start { get; init; }

    /// <summary>Top of the work tree it was made from; null where that was a bare repository.</summary>
    public string? Root { get; init; }

    /// <summary>Its id under <c>worktrees/</c>, which survives a move; null for one of a hook that lies in another repository.</summary>
    public string? Worktree { get; init; }

    /// <summary>Whether <c>swarm.hook.WorktreeCreate</c> made it, and git-swarm never removes it.</summary>
    public bool ByHook { get; init; }

    /// <summary>The ignored files <c>.worktreeinclude</c> names, as they were at the start.</summary>
    public IReadOnlyList<CopiedFile>? Copied { get; init; }

    /// <summary>What somebody should know of the making: files that were left out.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
