using System.Text.Json.Serialization;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>The radar's cache file; see <see cref="RadarCache"/>.</summary>
internal sealed record CacheFile
{
    internal const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>What the results depend on besides the work: the repository's settings.</summary>
    public string Settings { get; init; } = "";

    /// <summary>The last look into each work tree.</summary>
    public List<CachedLook> Looks { get; init; } = [];

    /// <summary>Known results, the newest last.</summary>
    public List<CachedPair> Pairs { get; init; } = [];

    /// <summary>False where something that is always written is missing, which no reader of JSON notices.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        Looks is not null
        && Pairs is not null
        && Looks.TrueForAll(l =>
            l is { Worktree: not null, Stamp: not null, Head: not null, Merging: not null, Changed: not null }
            && l.Merging.TrueForAll(m => ObjectId.TryParse(m, out _))
            && l.Changed.TrueForAll(c => c is { Path: not null, Mode: not null, Index: not null })
        )
        && Pairs.TrueForAll(p => p is { Left: not null, Right: not null, Verdict.IsWhole: true });
}

/// <summary>The last look into a work tree.</summary>
internal sealed record CachedLook
{
    /// <summary>Its id; empty for the main one.</summary>
    public required string Worktree { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its HEAD and index as they were then; see <see cref="HeadStamp"/>.</summary>
    public required string Stamp { get; init; }

    public required string Head { get; init; }

    public string? Branch { get; init; }

    public List<string> Merging { get; init; } = [];

    public List<CachedChange> Changed { get; init; } = [];

    internal static CachedLook Of(string worktree, DateTimeOffset at, string stamp, WorktreeState state) =>
        new()
        {
            Worktree = worktree,
            At = at,
            Stamp = stamp,
            Head = state.Head.Hex,
            Branch = state.Branch,
            Merging = [.. state.Merging.Select(m => m.Hex)],
            Changed =
            [
                .. state.Changed.Select(c => new CachedChange(
                    c.Path.Raw,
                    c.Mode,
                    c.IndexId,
                    c.State is { } s ? [s.Mode, s.Size, s.MtimeNanoseconds, unchecked((long)s.Inode)] : null
                )),
            ],
        };

    /// <summary>True when another look into this work tree found nothing else.</summary>
    internal bool SawTheSame(CachedLook other) =>
        (Stamp, Head, Branch) == (other.Stamp, other.Head, other.Branch)
        && Merging.SequenceEqual(other.Merging, StringComparer.Ordinal)
        && Changed.Count == other.Changed.Count
        && Changed.Zip(other.Changed).All(pair => pair.First.IsAs(pair.Second));

    internal WorktreeState State =>
        new(
            ObjectId.TryParse(Head, out var head) ? head : default,
            Branch,
            [.. Merging.Select(m => ObjectId.Parse(m))],
            [
                .. Changed.Select(c => new ChangedFile(
                    new RawPath(c.Path),
                    c.Mode,
                    c.Index,
                    c.State is [var mode, var size, var mtime, var inode]
                        ? new FileState((uint)mode, size, mtime, unchecked((ulong)inode))
                        : null
                )),
            ]
        );
}

/// <summary>A <see cref="ChangedFile"/>; the path as Latin-1, the state as mode, size, time and inode.</summary>
internal sealed record CachedChange(string Path, string Mode, string Index, long[]? State)
{
    /// <summary>The same by its content: the state is an array.</summary>
    internal bool IsAs(CachedChange other) =>
        (Path, Mode, Index) == (other.Path, other.Mode, other.Index) && State.AsSpan().SequenceEqual(other.State);
}

/// <summary>What a merge of two states came to.</summary>
/// <param name="Left">Key of one state; the smaller of the two.</param>
/// <param name="Right">Key of the other.</param>
/// <param name="At">When it was found out, UTC.</param>
/// <param name="Verdict">As seen from left.</param>
internal sealed record CachedPair(string Left, string Right, DateTimeOffset At, Verdict Verdict);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CacheFile))]
internal sealed partial class CacheJson : JsonSerializerContext;
