using System.Text.Json;
using System.Text.Json.Serialization;
using GitSwarm.Git;

namespace GitSwarm.Sync;

/// <summary>What this clone remembers of its exchanges with a remote; all of it can be lost without harm.</summary>
/// <remarks>One file a remote, <c>swarm/sync-&lt;remote&gt;.json</c> in the common directory.</remarks>
public sealed record SyncState
{
    /// <summary>The remote as git knows it.</summary>
    public string? Remote { get; init; }

    /// <summary>The last exchange that went well, UTC; null: none yet.</summary>
    public DateTimeOffset? Synced { get; init; }

    /// <summary>When the next one in the background is due, UTC; null: now.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>How the last one failed; null where it went well.</summary>
    public string? Reason { get; init; }

    /// <summary>For each other clone what its refs were, and since when they are so.</summary>
    public IReadOnlyDictionary<string, CloneSeen>? Clones { get; init; }

    /// <summary>How many clones have records there, as far as is known, this one included.</summary>
    [JsonIgnore]
    public int KnownClones => (Clones?.Count ?? 0) + 1;

    private static string PathOf(Repository repository, SyncRemote remote) => Path.Combine(repository.SwarmDir, $"sync-{remote.Key}.json");

    /// <summary>What is remembered; nothing where the file is not there or cannot be read.</summary>
    public static SyncState Read(Repository repository, SyncRemote remote) =>
        Read(PathOf(repository, remote)) with
        {
            Remote = remote.Shown,
        };

    private static SyncState Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SyncStateJson.Default.SyncState) ?? new SyncState();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return new SyncState();
        }
    }

    /// <summary>What is remembered of all remotes.</summary>
    public static IEnumerable<SyncState> All(Repository repository) =>
        Directory.Exists(repository.SwarmDir)
            ? Directory
                .EnumerateFiles(repository.SwarmDir, "sync-*.json")
                .Order(StringComparer.Ordinal)
                .Select(Read)
                .Where(s => s.Remote is not null)
            : [];

    /// <summary>Remembers, in one step; where that cannot be written it is not remembered.</summary>
    public void Write(Repository repository, SyncRemote remote)
    {
        var path = PathOf(repository, remote);
        try
        {
            Directory.CreateDirectory(repository.SwarmDir);
            File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(this, SyncStateJson.Default.SyncState));
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next exchange comes sooner than it had to.
        }
    }
}

/// <summary>A clone as last seen.</summary>
/// <param name="Refs">A hash of its refs.</param>
/// <param name="Since">Since when they are so, by the clock here, UTC.</param>
public sealed record CloneSeen(string Refs, DateTimeOffset Since);

/// <summary>How it looks in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SyncState))]
internal sealed partial class SyncStateJson : JsonSerializerContext;
