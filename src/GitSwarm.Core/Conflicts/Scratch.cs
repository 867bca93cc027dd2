using System.Globalization;
using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>A bare repository for the time of one look, which borrows the objects of the real one.</summary>
/// <remarks>
/// Everything a look writes is in here: objects in its own object directory, and the refs <c>fast-import</c> cannot do without.
/// The real repository is read as an alternate and never written. A look that was killed leaves a directory behind; the
/// next one that is an hour younger takes it away.
/// </remarks>
internal sealed class Scratch : IDisposable
{
    private const string Prefix = "look-";

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
    internal static Scratch Create(Repository repository)
    {
        var scratch = new Scratch(NewDirectory(repository));
        foreach (var folder in new[] { "objects/info", "objects/pack", "refs" })
        {
            System.IO.Directory.CreateDirectory(Path.Combine(scratch.path, folder));
        }
        File.WriteAllText(Path.Combine(scratch.path, "HEAD"), "ref: refs/heads/none\n");
        var format = repository.ObjectIdLength == 64 ? "1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256" : "0\n\tbare = true";
        File.WriteAllText(Path.Combine(scratch.path, "config"), $"[core]\n\trepositoryFormatVersion = {format}\n");
        File.WriteAllText(
            Path.Combine(scratch.path, "objects/info/alternates"),
            Path.Combine(repository.CommonDir, "objects").Replace('\\', '/') + "\n"
        );
        return scratch;
    }

    /// <summary>Takes away what looks that were killed left.</summary>
    /// <param name="repository">Where.</param>
    /// <param name="now">UTC.</param>
    internal static void Sweep(Repository repository, DateTimeOffset now)
    {
        var parent = RadarCache.FolderIn(repository);
        if (!System.IO.Directory.Exists(parent))
        {
            return;
        }
        foreach (var left in System.IO.Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            if (now.UtcDateTime - System.IO.Directory.GetCreationTimeUtc(left) > TimeSpan.FromHours(1))
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
