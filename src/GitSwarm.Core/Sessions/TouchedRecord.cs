using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitSwarm.Sessions;

/// <summary>A file a session changed, and when.</summary>
/// <param name="Path">Relative to the top of the work tree, forward slashes.</param>
/// <param name="At">The last time, UTC.</param>
public sealed record TouchedPath(string Path, DateTimeOffset At);

/// <summary>The files a session changed last (kind <c>touched</c>), newest first.</summary>
public sealed record TouchedRecord : IStoredRecord
{
    /// <summary>How many are kept.</summary>
    public const int Most = 50;

    /// <summary>A path listed already is written again only after this.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>Format version.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = Records.Version;

    /// <summary>The session's id; makes the blob differ from every other.</summary>
    public required string Id { get; init; }

    /// <summary>The files, newest first, at most <see cref="Most"/>.</summary>
    public required IReadOnlyList<TouchedPath> Paths { get; init; }

    /// <summary>Fields of a newer version, kept when the record is rewritten.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public bool IsWhole => Paths.All(p => p is not null);

    /// <summary>This record with some paths touched at <paramref name="now"/>.</summary>
    public TouchedRecord With(IEnumerable<string> paths, DateTimeOffset now)
    {
        var touched = paths.Distinct().Select(p => new TouchedPath(p, now)).ToList();
        return this with { Paths = [.. touched.Concat(Paths.Where(o => touched.All(t => t.Path != o.Path))).Take(Most)] };
    }

    /// <summary>True when touching the paths tells others something: a path not listed, or one listed more than <see cref="Grain"/> ago.</summary>
    public bool IsOutdatedBy(IEnumerable<string> paths, DateTimeOffset now) =>
        paths.Any(p => Paths.FirstOrDefault(o => o.Path == p) is not { } known || now - known.At >= Grain);
}
