using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Sessions;

namespace GitSwarm.Tasks;

/// <summary>A list of tasks (kind <c>tasks</c>), one blob; leaves the machine with sync, as <see cref="TaskSharing"/> says.</summary>
/// <remarks>It belongs to the clone in its ref: every session there changes it, by compare-and-swap; other clones read it.</remarks>
public sealed record TaskListRecord : IStoredRecord
{
    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>Its name, as in the ref.</summary>
    public required string Id { get; init; }

    /// <summary>Time of this write, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Differs for every write, so that no two records are one blob.</summary>
    public required string Nonce { get; init; }

    /// <summary>The number of the next task.</summary>
    public int Next { get; init; } = 1;

    /// <summary>The tasks, by number.</summary>
    public required IReadOnlyList<TaskRecord> Tasks { get; init; }

    /// <summary>Who asked for a task and got none, and is told when one is ready; never leaves the machine.</summary>
    public IReadOnlyList<TaskWaiter>? Waiting { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>How lists of tasks look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(TaskListRecord))]
public sealed partial class TaskJson : JsonSerializerContext;
