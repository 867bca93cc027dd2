using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Notes which blobs no ref points at any more, so that housekeeping finds them without searching.</summary>
/// <remarks>
/// One object name a line in <c>swarm/superseded</c> of the common directory. Bookkeeping, not coordination: a line lost
/// costs nothing but a loose object that git expires in its own time. Written under an OS file lock, freed by the OS.
/// </remarks>
public static class Superseded
{
    /// <summary>Housekeeping is due when this many lines have gathered; some name a blob twice, for sessions share ticks.</summary>
    public const int Threshold = 128;

    /// <summary>As many different ones are worth a pack. Well below <see cref="Threshold"/>, or parked ones would call for housekeeping again at once.</summary>
    public const int PackFrom = 64;

    /// <summary>The file.</summary>
    public static string PathIn(Repository repository) => Path.Combine(repository.SwarmDir, "superseded");

    /// <summary>Those that are reachable already but too few for a pack of their own.</summary>
    public static string ParkedIn(Repository repository) => Path.Combine(repository.SwarmDir, "parked");

    /// <summary>True when enough have gathered to be worth a background process.</summary>
    public static bool IsDue(Repository repository)
    {
        var list = new FileInfo(PathIn(repository));
        return list.Exists && list.Length > Threshold * (repository.ObjectIdLength + 1L);
    }

    /// <summary>Moves the list away, so that writers start a new one.</summary>
    /// <param name="repository">Whose list.</param>
    /// <param name="mark">Differs from that of every other call.</param>
    /// <returns>Every list that was moved away and not dealt with, those of a process killed half-way too.</returns>
    public static List<string> SetAside(Repository repository, string mark)
    {
        var list = PathIn(repository);
        if (File.Exists(list))
        {
            File.Move(list, $"{list}.{mark}");
        }
        // Not by a pattern: "superseded.*" would also match the list writers may have started by now.
        return [.. Directory.EnumerateFiles(repository.SwarmDir).Where(f => f.StartsWith(list + ".", StringComparison.Ordinal))];
    }

    /// <summary>Adds object names; never fails.</summary>
    public static void Note(Repository repository, IEnumerable<ObjectId> ids)
    {
        var text = string.Concat(ids.Where(i => !i.IsNone).Distinct().Select(i => i.Hex + "\n"));
        if (text.Length > 0 && !TryAppend(PathIn(repository), text))
        {
            Thread.Sleep(1);
            _ = TryAppend(PathIn(repository), text);
        }
    }

    private static bool TryAppend(string path, string text)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None);
                file.Write(System.Text.Encoding.ASCII.GetBytes(text));
                return true;
            }
            catch (DirectoryNotFoundException)
            {
                try
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    return true;
                }
            }
            catch (UnauthorizedAccessException)
            {
                return true;
            }
            catch (IOException)
            {
                // Another writer has the lock for some microseconds.
                Thread.SpinWait(2000);
            }
        }
        return false;
    }
}
