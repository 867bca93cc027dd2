using System.Diagnostics;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Lets one process at a time do housekeeping: an OS lock on a file, freed by the system however its holder ends.</summary>
/// <remarks>Only housekeeping and purging take it. What is shared is still decided by compare-and-swap alone.</remarks>
public sealed class HousekeepingLock : IDisposable
{
    private readonly FileStream file;

    private HousekeepingLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or gives up.</summary>
    /// <param name="repository">Whose.</param>
    /// <param name="patience">How long to wait for another holder.</param>
    /// <returns>The lock; null while another process holds it.</returns>
    /// <exception cref="UnauthorizedAccessException">The repository cannot be written.</exception>
    public static HousekeepingLock? Take(Repository repository, TimeSpan patience)
    {
        Directory.CreateDirectory(repository.SwarmDir);
        var path = Path.Combine(repository.SwarmDir, "gc.lock");
        for (var started = Stopwatch.GetTimestamp(); ; Thread.Sleep(20))
        {
            try
            {
                return new HousekeepingLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
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

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
