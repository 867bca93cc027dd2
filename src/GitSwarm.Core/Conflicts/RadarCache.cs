using System.Text.Json;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>What the radar found out before: results by the states of both sides, and the last look into each work tree.</summary>
/// <remarks>
/// One file, <c>swarm/conflicts/cache</c> in the common directory, replaced as a whole. It may vanish at any time, and two
/// processes may write it: the loser's findings are found again. One that cannot be read is as good as none.
/// </remarks>
public sealed class RadarCache
{
    private const int MostPairs = 2000;
    private const int MostChanges = 2000;
    private const long MostBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly string path;
    private readonly string settings;
    private readonly Dictionary<string, CachedLook> looks = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), CachedPair> pairs = [];
    private bool isChanged;

    private RadarCache(string path, string settings) => (this.path, this.settings) = (path, settings);

    /// <summary>The directory of the cache and of looks under way.</summary>
    public static string FolderIn(Repository repository) => Path.Combine(repository.SwarmDir, "conflicts");

    /// <summary>Removes the cache and what killed looks left, where nobody asked for a day.</summary>
    /// <param name="repository">Whose.</param>
    /// <param name="now">UTC.</param>
    /// <returns>True when the cache was dropped.</returns>
    public static bool Prune(Repository repository, DateTimeOffset now)
    {
        Scratch.Sweep(repository, now);
        var file = PathIn(repository);
        if (!File.Exists(file) || now.UtcDateTime - File.GetLastWriteTimeUtc(file) <= KeptFor)
        {
            return false;
        }
        File.Delete(file);
        return true;
    }

    /// <summary>Knows nothing and is written nowhere.</summary>
    internal static RadarCache None => new("", "");

    /// <summary>Reads it; empty where there is none that can be used.</summary>
    internal static RadarCache Load(Repository repository)
    {
        var cache = new RadarCache(PathIn(repository), SettingsOf(repository));
        if (Read(cache.path) is not { } file)
        {
            return cache;
        }
        foreach (var look in file.Looks)
        {
            cache.looks[look.Worktree] = look;
        }
        if (file.Settings == cache.settings)
        {
            foreach (var pair in file.Pairs)
            {
                cache.pairs[(pair.Left, pair.Right)] = pair;
            }
        }
        return cache;
    }

    /// <summary>The last look into a work tree.</summary>
    internal CachedLook? Look(Worktree worktree) => looks.GetValueOrDefault(worktree.Id ?? "");

    /// <summary>Remembers a look. One that saw what the last one saw, a moment later, is not worth writing everything again.</summary>
    internal void Add(CachedLook look)
    {
        isChanged |= !(
            looks.TryGetValue(look.Worktree, out var last) && last.SawTheSame(look) && look.At - last.At < RadarOptions.Believed / 2
        );
        if (look.Changed.Count <= MostChanges)
        {
            looks[look.Worktree] = look;
        }
        else
        {
            looks.Remove(look.Worktree);
        }
    }

    /// <summary>The result for two states, as seen from <paramref name="left"/>.</summary>
    internal Verdict? Pair(string left, string right) =>
        !pairs.TryGetValue(Ordered(left, right), out var known) ? null
        : known.Left == left ? known.Verdict
        : known.Verdict.Turned();

    /// <summary>Remembers a result.</summary>
    internal void Add(string left, string right, DateTimeOffset at, Verdict verdict)
    {
        isChanged = true;
        var key = Ordered(left, right);
        pairs[key] = new CachedPair(key.Item1, key.Item2, at, key.Item1 == left ? verdict : verdict.Turned());
    }

    /// <summary>Writes what is new; where that cannot be written, the next call finds it out again.</summary>
    /// <param name="now">UTC.</param>
    internal void Save(DateTimeOffset now)
    {
        if (!isChanged)
        {
            return;
        }
        var file = new CacheFile
        {
            Settings = settings,
            Looks = [.. looks.Values.Where(l => now - l.At < KeptFor)],
            Pairs = [.. pairs.Values.Where(p => now - p.At < KeptFor).OrderByDescending(p => p.At).Take(MostPairs)],
        };
        var mine = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(mine, JsonSerializer.SerializeToUtf8Bytes(file, CacheJson.Default.CacheFile));
            File.Move(mine, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A repository of somebody else's, or a full disk.
        }
    }

    private static string PathIn(Repository repository) => Path.Combine(FolderIn(repository), "cache");

    private static (string, string) Ordered(string left, string right) =>
        string.CompareOrdinal(left, right) <= 0 ? (left, right) : (right, left);

    private static string SettingsOf(Repository repository) =>
        $"{FileStamp.Of(Path.Combine(repository.CommonDir, "config"))} {FileStamp.Of(Path.Combine(repository.CommonDir, "info", "attributes"))}";

    private static CacheFile? Read(string path)
    {
        try
        {
            return
                new FileInfo(path) is { Exists: true, Length: <= MostBytes }
                && JsonSerializer.Deserialize(File.ReadAllBytes(path), CacheJson.Default.CacheFile) is { } file
                && file.Version == CacheFile.CurrentVersion
                && file.IsWhole
                ? file
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
