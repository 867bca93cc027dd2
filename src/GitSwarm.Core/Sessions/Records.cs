using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GitSwarm.Store;

namespace GitSwarm.Sessions;

/// <summary>Turns the session records into blobs and back.</summary>
/// <remarks>Unknown fields survive a rewrite; a record of a higher version is reported, never guessed at.</remarks>
public static class Records
{
    /// <summary>The newest format version this program writes and understands.</summary>
    public const int Version = 1;

    /// <summary>The reason given for a record of a higher version.</summary>
    public const string Newer = StoreProblem.Newer;

    /// <summary>The bytes of a record.</summary>
    /// <exception cref="SwarmException">Nobody would read it again, for it is too large.</exception>
    public static byte[] Write<T>(T record, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(record, type);
        return bytes.Length <= SnapshotReader.LargestBlob
            ? bytes
            : throw new SwarmException(
                ErrorCode.BadArgument,
                $"what is on record of this would be larger than {SnapshotReader.LargestBlob >> 20} MiB, and nobody could read it again",
                "use fewer or shorter texts"
            );
    }

    /// <summary>Reads a blob; null, with the reason added to <paramref name="problems"/>, when it is no record of this kind.</summary>
    public static T? Read<T>(StoredBlob blob, JsonTypeInfo<T> type, List<StoreProblem> problems)
        where T : class, IStoredRecord
    {
        try
        {
            var record = JsonSerializer.Deserialize(blob.Content.Span, type);
            var reason =
                record is null ? "not a record: null"
                : record.Version > Version ? Newer
                : !record.IsWhole ? "not a record: something in a list is missing"
                : !CanBeRewritten(blob, record, type) ? "not a record: it holds half a character"
                : null;
            if (reason is null)
            {
                return record;
            }
            problems.Add(new StoreProblem(blob.Name, blob.Id, reason));
        }
        catch (JsonException error)
        {
            // A record of the future may lack what this version requires: say so if it names its version.
            problems.Add(
                new StoreProblem(blob.Name, blob.Id, VersionOf(blob) > Version ? Newer : $"not a record: {FirstSentence(error.Message)}")
            );
        }
        return null;
    }

    /// <summary>Builds what reading needs, a millisecond's work, so that it can be done while git is at work.</summary>
    public static void Prepare()
    {
        PrepareWithoutTicks();
        _ = RecordJson.Default.HeartbeatRecord;
    }

    /// <summary>As <see cref="Prepare"/>, for who reads no heartbeats.</summary>
    public static void PrepareWithoutTicks()
    {
        _ = RecordJson.Default.SessionRecord;
        _ = RecordJson.Default.ProcessRecord;
        _ = RecordJson.Default.TouchedRecord;
    }

    /// <summary>A field nobody here knows is kept as it came; half of a surrogate pair can be read that way and not be written again.</summary>
    private static bool CanBeRewritten<T>(StoredBlob blob, T record, JsonTypeInfo<T> type)
    {
        if (blob.Content.Span.IndexOf("\\ud"u8) < 0 && blob.Content.Span.IndexOf("\\uD"u8) < 0)
        {
            return true;
        }
        try
        {
            _ = Write(record, type);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or SwarmException)
        {
            return false;
        }
    }

    private static int VersionOf(StoredBlob blob)
    {
        try
        {
            using var document = JsonDocument.Parse(blob.Content);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("v", out var v)
                && v.ValueKind == JsonValueKind.Number
                && v.TryGetInt32(out var number)
                ? number
                : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static string FirstSentence(string text) => text.Split(". ", 2)[0].Split('\n')[0];
}

/// <summary>How the session records look in JSON; generated, for reflection is not there in native code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(HeartbeatRecord))]
[JsonSerializable(typeof(ProcessRecord))]
[JsonSerializable(typeof(TouchedRecord))]
public sealed partial class RecordJson : JsonSerializerContext;
