using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A bare repository for the time of one look, which borrows the objects of the real one.</summary>
/// <remarks>
/// Everything a look writes is in here: objects in its own object directory, and the refs <c>fast-import</c> cannot do without.
/// The real repository is read as an alternate and never written. A look that was killed leaves a directory behind, which the
/// next one takes away: at once where the process in its name is gone, or after an hour.
/// </remarks>
internal sealed class Scratch : IDisposable
{
    private const string Prefix = "look-";

    // Each object is a file of its own, and a new file costs half a millisecond on a disk with a journal.
    private const string Memory = "/dev/shm";
    private const string MemoryPrefix = "git-swarm-look-";
    private const long MemoryKeptFree = 32 * 1024 * 1024;

    private readonly string path;

    private Scratch(string path)
    {
        this.path = path;
        Objects = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_OBJECT_DIRECTORY"] = Path.Combine(path, "objects") };
        Alone = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_DIR"] = path,
            ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
        };
    }

    /// <summary>Where it is.</summary>
    internal string Directory => path;

    /// <summary>Variables with which git works on the real repository and writes objects in here.</summary>
    internal IReadOnlyDictionary<string, string> Objects { get; }

    /// <summary>Variables with which git works in here alone, without any setting of the user's.</summary>
    internal IReadOnlyDictionary<string, string> Alone { get; }

    /// <summary>Makes one, in the repository's directory for files of ours or, where that cannot be written, in the system's temporary one.</summary>
    /// <param name="repository">Whose objects it borrows.</param>
    /// <param name="size">How many bytes are to be written, at most.</param>
    internal static Scratch Create(Repository repository, long size)
    {
        var scratch = new Scratch(InMemory(size) ?? NewDirectory(repository));
        foreach (var folder in new[] { "objects/info", "objects/pack", "refs" })
        {
            System.IO.Directory.CreateDirectory(Path.Combine(scratch.path, folder));
        }
        File.WriteAllText(Path.Combine(scratch.path, "HEAD"), "ref: refs/heads/none\n");
        var format = repository.ObjectIdLength == 64 ? "1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256" : "0\n\tbare = true";
        File.WriteAllText(Path.Combine(scratch.path, "config"), $"[core]\n\trepositoryFormatVersion = {format}\n");
        File.WriteAllBytes(Path.Combine(scratch.path, "objects/info/alternates"), Alternate(Path.Combine(repository.CommonDir, "objects")));
        return scratch;
    }

    /// <summary>The line that lends a directory's objects. Quoted, or a path with a line end in it would be two.</summary>
    private static byte[] Alternate(string objects) =>
        Encoding.Latin1.GetBytes(RawPath.Of(OperatingSystem.IsWindows() ? objects.Replace('\\', '/') : objects).Quoted + "\n");

    /// <summary>Takes away what looks that were killed left.</summary>
    /// <param name="repository">Where.</param>
    /// <param name="now">UTC.</param>
    internal static void Sweep(Repository repository, DateTimeOffset now)
    {
        var parent = RadarCache.FolderIn(repository);
        var places = new[] { (Parent: parent, Prefix), (Parent: Memory, Prefix: MemoryPrefix) }.Where(p =>
            System.IO.Directory.Exists(p.Parent)
        );
        foreach (var left in places.SelectMany(p => System.IO.Directory.GetDirectories(p.Parent, p.Prefix + "*")))
        {
            if (now.UtcDateTime - System.IO.Directory.GetCreationTimeUtc(left) > TimeSpan.FromHours(1))
            {
                Remove(left);
            }
        }
    }

    /// <summary>Takes away what killed looks left in memory, which is dear. The memory of a container is its own, as its process numbers are.</summary>
    private static void SweepMemory()
    {
        foreach (var left in System.IO.Directory.GetDirectories(Memory, MemoryPrefix + "*"))
        {
            var process = left[(Memory.Length + 1 + MemoryPrefix.Length)..].Split('-')[0];
            if (
                int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && !System.IO.Directory.Exists($"/proc/{pid}")
            )
            {
                Remove(left);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Remove(path);

    private static void Remove(string path)
    {
        try
        {
            System.IO.Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Windows keeps what is open; the next look an hour later tries again.
        }
    }

    /// <summary>A directory in memory that only its owner can read; null where there is no room for it.</summary>
    private static string? InMemory(long size)
    {
        try
        {
            if (!OperatingSystem.IsLinux() || new DriveInfo(Memory).AvailableFreeSpace < (4 * size) + MemoryKeptFree)
            {
                return null;
            }
            var name = Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            SweepMemory();
            var mine = new FileInfo("/proc/self").LinkTarget;
            return System.IO.Directory.CreateDirectory(Path.Combine(Memory, $"{MemoryPrefix}{mine}-{name}"), OwnerOnly).FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string NewDirectory(Repository repository)
    {
        try
        {
            var parent = System.IO.Directory.CreateDirectory(RadarCache.FolderIn(repository)).FullName;
            for (var i = 0; ; i++)
            {
                var name = Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
                var made = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{name}{i}"));
                if (!System.IO.Directory.Exists(made))
                {
                    return System.IO.Directory.CreateDirectory(made).FullName;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return System.IO.Directory.CreateTempSubdirectory("git-swarm-").FullName;
        }
    }
}
