using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Agents.Runs;

/// <summary>How notices travel: as the fields of a message.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(TaskNotice))]
public sealed partial class TaskNoticeJson : JsonSerializerContext
{
    /// <summary>The fields of a message.</summary>
    public static JsonElement Write(TaskNotice notice) => JsonSerializer.SerializeToElement(notice, Default.TaskNotice);

    /// <summary>Reads the fields of a message; null where they are none of a notice.</summary>
    public static TaskNotice? Read(JsonElement? fields)
    {
        try
        {
            return fields is { ValueKind: JsonValueKind.Object } given ? given.Deserialize(Default.TaskNotice) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
