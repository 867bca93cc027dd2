using System.Text.Json.Serialization;
using GitSwarm.Feeds;

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
}

/// <summary>How notes look in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(NoteLine))]
public sealed partial class NoteJson : JsonSerializerContext;
