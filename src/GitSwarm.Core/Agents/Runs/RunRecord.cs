using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;

namespace GitSwarm.Agents.Runs;

/// <summary>One launch of an agent (kind <c>runs</c>); never leaves the machine.</summary>
/// <remarks>Written by who launches it, then by its supervisor; by anybody once its supervisor is dead. Always by compare-and-swap.</remarks>
public sealed record RunRecord : IStoredRecord
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>Id of the run, of its agent, and of the agent's session.</summary>
    public required string Id { get; init; }

    /// <summary>Time of this write, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Name of the definition.</summary>
    public required string Agent { get; init; }

    /// <summary>What it is for, in a few words.</summary>
    public required string Description { get; init; }

    /// <summary>What plays it.</summary>
    public required string Runner { get; init; }

    /// <summary>The session that launched it.</summary>
    public required string Parent { get; init; }

    /// <summary>The run it was launched in; null where that session is no agent's.</summary>
    public string? ParentRun { get; init; }

    /// <summary>The client's id of the call that launched it.</summary>
    public string? ToolUse { get; init; }

    /// <summary>How it stands; <see cref="Run.State"/> says what is true of it now.</summary>
    public RunState State { get; init; }

    /// <summary>True where nobody waits for its answer: then its parent gets a notification.</summary>
    public bool Background { get; init; }

    /// <summary>When it was launched, UTC.</summary>
    public DateTimeOffset Launched { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Who waits for its answer; its end ends the run, unless that is in the background.</summary>
    public RunProcess? Caller { get; init; }

    /// <summary>Who sees to it; started before this was first written.</summary>
    public RunProcess? Supervisor { get; init; }

    /// <summary>The transcript; absolute path.</summary>
    public required string OutputFile { get; init; }

    /// <summary>Where it works; absolute.</summary>
    public string? Directory { get; init; }

    /// <summary>The worktree that was made for it, as its maker described it; null where there is none, or none any more.</summary>
    public JsonElement? Worktree { get; init; }

    /// <summary>Why its worktree was kept; null where there is none.</summary>
    public string? Kept { get; init; }

    /// <summary>Why it failed, in one line.</summary>
    public string? Error { get; init; }

    /// <summary>Tokens it used, as far as its runner told.</summary>
    public long? Tokens { get; init; }

    /// <summary>Calls of tools, as far as its runner told.</summary>
    public int? ToolUses { get; init; }

    /// <summary>True once the message about its end is in an outbox, with this write.</summary>
    public bool Notified { get; init; }

    /// <summary>Fields of a newer version.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A process on record.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Start">When it started, in the words of the process table.</param>
/// <param name="Boot">Which run of the system.</param>
/// <param name="Namespace">The pid namespace (Linux).</param>
/// <param name="Machine">Fingerprint of the machine.</param>
public sealed record RunProcess(int Pid, string Start, string Boot, string? Namespace, string Machine)
{
    /// <summary>One of this machine.</summary>
    public static RunProcess? Of(int pid, Vantage from) =>
        ProcessIdentity.Of(pid, from.Processes) is { } p ? new RunProcess(p.Pid, p.Start, p.Boot, p.Namespace, from.Machine) : null;

    /// <summary>Whether it still runs.</summary>
    public Life Life(Vantage from) =>
        Machine == from.Machine
            ? Liveness.Of(new ProcessIdentity(Pid, Start, Boot, Namespace), from.Processes)
            : Sessions.Processes.Life.Unknown;
}

/// <summary>How runs look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(RunRecord))]
public sealed partial class RunJson : JsonSerializerContext;
