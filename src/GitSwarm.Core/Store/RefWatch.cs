using System.Diagnostics;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Waits until refs of ours may have changed: by the file system's own notices where it gives any, else by looking.</summary>
/// <remarks>
/// Looking means the time stamps of the ref store's files, no git process. A false alarm costs the caller one read; a
/// missed notice is made good by the next look, <c>slowest</c> later at most.
/// </remarks>
public sealed class RefWatch : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);

    private readonly Repository repository;
    private readonly TimeSpan slowest;
    private readonly FileSystemWatcher? watcher;
    private readonly AutoResetEvent noticed = new(false);
    private long seen;

    /// <summary>Begins to watch; what changes from now on is noticed.</summary>
    /// <param name="repository">Whose refs.</param>
    /// <param name="slowest">The longest between two looks.</param>
    public RefWatch(Repository repository, TimeSpan slowest)
    {
        this.repository = repository;
        this.slowest = slowest;
        watcher = TryWatch();
        seen = Stamp();
    }

    /// <summary>Waits for a change.</summary>
    /// <param name="timeout">How long; forever by default.</param>
    /// <returns>False when the time was up first.</returns>
    public bool Wait(TimeSpan? timeout = null)
    {
        var started = Stopwatch.GetTimestamp();
        var pause = First;
        while (true)
        {
            var now = Stamp();
            if (now != seen)
            {
                seen = now;
                return true;
            }
            var left = timeout is { } t ? t - Stopwatch.GetElapsedTime(started) : slowest;
            if (left <= TimeSpan.Zero)
            {
                return false;
            }
            // Where notices come, the look in between is only a safeguard.
            var next = watcher is null ? pause : slowest;
            noticed.WaitOne(next < left ? next : left);
            pause = pause * 2 < slowest ? pause * 2 : slowest;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        watcher?.Dispose();
        noticed.Dispose();
    }

    private string Store =>
        repository.RefFormat == RefFormat.Reftable
            ? Path.Combine(repository.CommonDir, "reftable")
            : Path.Combine(repository.CommonDir, "refs", "swarm");

    private string Fetched => Path.Combine(repository.CommonDir, "refs", "swarm-remote");

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            if (!Directory.Exists(Store))
            {
                return null;
            }
            var made = new FileSystemWatcher(Store) { IncludeSubdirectories = true };
            made.Created += (_, _) => noticed.Set();
            made.Changed += (_, _) => noticed.Set();
            made.Renamed += (_, _) => noticed.Set();
            made.EnableRaisingEvents = true;
            return made;
        }
        catch (Exception error) when (error is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // No notices on this file system, or no more of them for this user.
            return null;
        }
    }

    /// <summary>Changes whenever a ref file, a directory of them or the packed refs do.</summary>
    private long Stamp()
    {
        var stamp = Ticks(Path.Combine(repository.CommonDir, "packed-refs"));
        string[] folders = repository.RefFormat == RefFormat.Reftable ? [Store] : [Store, Fetched];
        try
        {
            foreach (
                var entry in folders
                    .Where(Directory.Exists)
                    .SelectMany(f => new DirectoryInfo(f).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            )
            {
                stamp = unchecked((stamp * 31) + entry.LastWriteTimeUtc.Ticks);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file went while it was looked at: that is a change.
            stamp++;
        }
        return stamp;
    }

    private static long Ticks(string path) => File.Exists(path) ? File.GetLastWriteTimeUtc(path).Ticks : 0;
}
