using System.Text.Json.Serialization;
using GitSwarm.Feeds;
using GitSwarm.Store;

namespace GitSwarm.Notes;

/// <summary>A note (kind <c>notes</c>): something every session here may want to know.</summary>
public sealed record NoteLine : FeedLine
{
    /// <summary>What it says; at most <see cref="FeedLimits.TextBytes"/>.</summary>
    public required string Text { get; init; }

    /// <summary>The files it is about, relative to the top.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>In the archive: the feed it was written to, <c>clone/session</c>.</summary>
    public string? Feed { get; init; }

    /// <summary>In the archive: its number in that feed.</summary>
    public long? FeedSeq { get; init; }

    /// <summary>The feed it was written to, <c>clone/session</c>: who said it.</summary>
    /// <param name="segment">Where it lies. Only the archive speaks for others, and only for those of its own clone.</param>
    public string WrittenTo(SwarmRef segment) =>
        segment.Stream == SwarmRefs.Archive && Feed?.StartsWith(segment.CloneId + "/", StringComparison.Ordinal) == true
            ? Feed
            : $"{segment.CloneId}/{segment.Stream}";
}

/// <summary>How notes look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(NoteLine))]
public sealed partial class NoteJson : JsonSerializerContext;
