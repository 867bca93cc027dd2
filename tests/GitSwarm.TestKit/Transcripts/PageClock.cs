using System.Globalization;

namespace GitSwarm.TestKit;

/// <summary>The time of a page: stands still until the page moves it on, for programs, for commits and for files.</summary>
/// <remarks>
/// Files written by a command would carry the machine's time, so "changed 3 seconds ago" would differ on each run.
/// After each command they get the page's time instead, and git is told that they are the same files.
/// </remarks>
internal sealed class PageClock(Sandbox sandbox)
{
    private readonly DateTime started = DateTime.UtcNow;

    /// <summary>The page's time.</summary>
    internal DateTimeOffset Now { get; set; } = Sandbox.Epoch;

    /// <summary>As programs take it.</summary>
    internal string Text => Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Gives the page's time to every file outside of git's own directories.</summary>
    /// <param name="all">Also to files older than the page.</param>
    internal void Stamp(bool all = false)
    {
        foreach (var child in new DirectoryInfo(sandbox.Root).EnumerateDirectories())
        {
            var entry = System.IO.Path.Combine(child.FullName, ".git");
            if (child.LinkTarget is null && Stamp(child, all) && (File.Exists(entry) || Directory.Exists(entry)))
            {
                // Fails in the middle of a merge, where there is nothing to be said about it.
                sandbox.Run("git", ["update-index", "-q", "--refresh"], child.FullName);
            }
        }
    }

    private bool Stamp(DirectoryInfo directory, bool all)
    {
        var stamped = false;
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            if (entry.Name == ".git" || entry.LinkTarget is not null)
            {
                continue;
            }
            if (entry is DirectoryInfo child)
            {
                stamped |= Stamp(child, all);
            }
            else if (all || IsNew(entry.LastWriteTimeUtc))
            {
                entry.LastWriteTimeUtc = Now.UtcDateTime;
                stamped = true;
            }
        }
        return stamped;
    }

    // A file system may round its times; a time the page set itself (touch -d) is left alone.
    private bool IsNew(DateTime written) => written >= started.AddSeconds(-2) && written <= DateTime.UtcNow.AddSeconds(2);
}
