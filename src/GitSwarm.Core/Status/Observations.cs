using GitSwarm.Git;

namespace GitSwarm.Status;

/// <summary>Looks at the work trees of a repository and at the age of what is changed in them.</summary>
public static class Observations
{
    /// <summary>Looks for real: one <c>git status</c> a work tree, several at once.</summary>
    public static IReadOnlyList<Observation> Look(IReadOnlyList<Worktree> worktrees, WorktreeObserver observer)
    {
        using var looks = observer.Begin(worktrees);
        return Of(worktrees, looks);
    }

    /// <summary>Takes what looks under way find, one <c>git status</c> a work tree.</summary>
    /// <param name="worktrees">Those that are looked into.</param>
    /// <param name="looks">The looks, in the same order.</param>
    public static IReadOnlyList<Observation> Of(IReadOnlyList<Worktree> worktrees, WorktreeLooks<WorktreeStatus> looks)
    {
        var found = new List<Observation>(worktrees.Count);
        foreach (var status in looks.Finish())
        {
            var worktree = worktrees[found.Count];
            found.Add(new Observation(worktree, status, status is null ? [] : Ages(worktree, status)));
        }
        return found;
    }

    /// <summary>Takes only what the files of git say: no process is started.</summary>
    public static IReadOnlyList<Observation> WithoutLooking(IReadOnlyList<Worktree> worktrees) =>
        [.. worktrees.Select(w => new Observation(w, null, []))];

    private static List<FileActivity> Ages(Worktree worktree, WorktreeStatus status) =>
        [
            .. status
                .Changed.Select(c => new FileActivity(c.Path, WrittenAt(Path.Combine(worktree.Path, c.Path)), Uncommitted: true))
                .OrderByDescending(f => f.At)
                .ThenBy(f => f.Path, StringComparer.Ordinal),
        ];

    private static DateTimeOffset Utc(DateTime time) => new(time, TimeSpan.Zero);

    private static DateTimeOffset? WrittenAt(string path)
    {
        try
        {
            return path.EndsWith('/') ? NewestIn(path)
                : File.Exists(path) ? Utc(File.GetLastWriteTimeUtc(path))
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A new directory is as old as the newest of its first hundred entries.</summary>
    private static DateTimeOffset? NewestIn(string directory) =>
        new DirectoryInfo(directory)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Take(100)
            .Select(f => (DateTimeOffset?)Utc(f.LastWriteTimeUtc))
            .DefaultIfEmpty(Directory.Exists(directory) ? Utc(Directory.GetLastWriteTimeUtc(directory)) : null)
            .Max();
}
