using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Sessions;

/// <summary>The process whose life is a session's, and where it works (kind <c>processes</c>); never leaves the machine.</summary>
public sealed record ProcessRecord : IStoredRecord
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>The session's id; makes the blob differ from every other.</summary>
    public required string Id { get; init; }

    /// <summary>Process id; null when no process stands for the session, and only ticks count.</summary>
    public int? Pid { get; init; }

    /// <summary>The process's start as its system gives it.</summary>
    public string? Start { get; init; }

    /// <summary>Boot id of the system.</summary>
    public string? Boot { get; init; }

    /// <summary>Process id namespace (Linux).</summary>
    public string? Namespace { get; init; }

    /// <summary>Fingerprint of the machine.</summary>
    public string? Machine { get; init; }

    /// <summary>Id of the work tree under <c>worktrees/</c>; null for the main one.</summary>
    public string? Worktree { get; init; }

    /// <summary>Where the work tree was when this was written; the id counts, for it survives <c>worktree move</c>.</summary>
    public string? Path { get; init; }

    /// <summary>Other ids under which the session went on in its client, the latest last.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool IsWhole => Aliases?.Any(a => a is null) != true;
}
