using System.Diagnostics;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>An advisory lock of the operating system on a file in <c>swarm/</c>, freed by the system however its holder ends.</summary>
/// <remarks>
/// Keeps processes from doing one thing twice, or from wearing each other down. Nothing that is shared depends on it: there
/// compare-and-swap decides alone.
/// </remarks>
public sealed class OsLock : IDisposable
{
    /// <summary>Held by housekeeping and by purging.</summary>
    public const string Housekeeping = "gc.lock";

    /// <summary>Held while stale locks of git are taken away.</summary>
    public const string StaleLocks = "stale.lock";

    /// <summary>Held by a writer that lost a race, so that losers take turns.</summary>
    public const string Writers = "write.lock";

    private readonly FileStream file;

    private OsLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or gives up.</summary>
    /// <param name="repository">Whose.</param>
    /// <param name="name">Which: one of the names above.</param>
    /// <param name="patience">How long to wait for another holder.</param>
    /// <returns>The lock; null while another process holds it.</returns>
    /// <exception cref="UnauthorizedAccessException">The repository cannot be written.</exception>
    /// <exception cref="IOException">Nor can its folder be made.</exception>
    public static OsLock? Take(Repository repository, string name, TimeSpan patience)
    {
        Directory.CreateDirectory(repository.SwarmDir);
        var path = Path.Combine(repository.SwarmDir, name);
        for (var started = Stopwatch.GetTimestamp(); ; Thread.Sleep(2))
        {
            try
            {
                return new OsLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < patience)
            {
                // Held: look again soon.
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>As <see cref="Take"/>, for those who can do without: null also where the repository cannot be written.</summary>
    public static OsLock? TryTake(Repository repository, string name, TimeSpan patience)
    {
        try
        {
            return Take(repository, name, patience);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
