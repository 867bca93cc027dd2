using System.Globalization;
using System.Text;
using GitSwarm.Git;

namespace GitSwarm.Store;

/// <summary>Keeps superseded blobs reachable by the reflog of a ref outside <c>refs/</c>: <c>fsck</c> and <c>gc</c> count it, <c>fetch</c> and <c>push</c> never walk it.</summary>
/// <remarks>
/// <see cref="SwarmRefs.Kept"/> points at a commit, for before git 2.47 <c>gc</c> complains of the reflog of anything else.
/// The commit's tree holds the blobs, its parent is the one before it on the same day, so that a day that is dropped is
/// one loose end to <c>fsck</c>. <c>log --all</c>, clones and bundles know only what is under <c>refs/</c>. Written by one
/// process at a time (<see cref="OsLock.Housekeeping"/>); a kill anywhere leaves the commit before or the new one.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
public sealed class KeptReflog(SwarmGit git)
{
    private readonly Repository repository = git.Repository;

    /// <summary>The lock files a killed writer may leave.</summary>
    internal static IEnumerable<string> Locks { get; } = [SwarmRefs.Kept + ".lock", Path.Combine("logs", SwarmRefs.Kept + ".lock")];

    /// <summary>Adds blobs.</summary>
    /// <param name="blobs">Names of objects that exist.</param>
    /// <param name="clone">Whose they were, for whoever looks at the commit.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The objects that keep them: a tree and a commit.</returns>
    /// <exception cref="SwarmException">Git failed.</exception>
    public IReadOnlyList<string> Add(IReadOnlyCollection<string> blobs, string clone, DateTimeOffset now)
    {
        var entries = string.Concat(blobs.Order(StringComparer.Ordinal).Select((b, n) => $"100644 blob {b}\t{n:x3}\n"));
        var tree = git.Run(["mktree"], Encoding.ASCII.GetBytes(entries)).OrThrow("write a tree of superseded blobs").Text;
        var before = Tip();
        var day = before is null ? null : DayOf(before);
        if (before is not null && day is null && Delete(git))
        {
            // Lost, which fsck would complain of at every line that names it.
            before = null;
        }
        string[] parent = before is not null && day == StartOf(now) ? ["-p", before] : [];
        var signed = Signed(now);
        var commit = git.Run(["commit-tree", .. parent, "-m", $"Superseded records of clone {clone}", tree], extra: signed)
            .OrThrow("write a commit of superseded blobs")
            .Text;
        StaleLocks.ClearKept(repository);
        var old = before ?? new string('0', repository.ObjectIdLength);
        git.Run(["update-ref", "--create-reflog", "-m", "kept by git-swarm", SwarmRefs.Kept.Value, commit, old], extra: signed)
            .OrThrow($"move {SwarmRefs.Kept}");
        return [tree, commit];
    }

    /// <summary>Drops what was added before a day.</summary>
    /// <param name="day">At its beginning, UTC.</param>
    /// <returns>How many commits are no longer kept.</returns>
    public int DropBefore(DateTimeOffset day)
    {
        // <seconds> SP <commit>, the newest first. No such ref, or not readable: nothing to drop here, and doctor looks.
        var listed = Tip() is null ? "" : git.Run(["rev-list", "--walk-reflogs", "--timestamp", SwarmRefs.Kept.Value]).Text;
        var times = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Seconds(l)).ToList();
        var old = times.Count(t => t < day.ToUnixTimeSeconds());
        if (old == 0)
        {
            return 0;
        }
        StaleLocks.ClearKept(repository);
        if (old == times.Count)
        {
            return Delete(git) ? old : 0;
        }
        var date = day.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        // --rewrite: an entry also names what was there before it, and would keep that.
        var dropped = git.Run(["reflog", "expire", "--rewrite", $"--expire={date}", $"--expire-unreachable={date}", SwarmRefs.Kept.Value]);
        return dropped.OrThrow("drop old superseded blobs").Ok ? old : 0;
    }

    /// <summary>Drops everything, at once.</summary>
    /// <param name="git">The repository's plumbing.</param>
    /// <returns>True when there was something.</returns>
    /// <exception cref="SwarmException">Git failed.</exception>
    public static bool Delete(SwarmGit git)
    {
        if (new KeptReflog(git).Tip() is null)
        {
            return false;
        }
        StaleLocks.ClearKept(git.Repository);
        git.Run(["update-ref", "-d", SwarmRefs.Kept.Value]).OrThrow($"delete {SwarmRefs.Kept}");
        return true;
    }

    /// <summary>True when every object that is kept is there.</summary>
    public bool IsWhole()
    {
        if (Tip() is null)
        {
            return true;
        }
        var commits = git.Run(["rev-list", "--walk-reflogs", SwarmRefs.Kept.Value]);
        if (!commits.Ok)
        {
            return false;
        }
        var all = git.Run(["rev-list", "--objects", "--missing=print", "--stdin"], commits.Output);
        return all.Ok && !all.Text.Split('\n').Any(l => l.StartsWith('?'));
    }

    private string? Tip() =>
        git.Run(["rev-parse", "--verify", "--quiet", SwarmRefs.Kept.Value]) is { Ok: true, Text: { Length: > 0 } id } ? id : null;

    private DateTimeOffset? DayOf(string commit) =>
        git.Run(["rev-list", "--max-count=1", "--timestamp", commit]) is { Ok: true, Text: { Length: > 0 } line }
            ? DateTimeOffset.FromUnixTimeSeconds(Seconds(line))
            : null;

    private static long Seconds(string line) => long.Parse(line.AsSpan(0, line.IndexOf(' ')), CultureInfo.InvariantCulture);

    private static DateTimeOffset StartOf(DateTimeOffset day) => new(day.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>In nobody's name, for the user of the repository did not write it; at the day's beginning, so that what a kill cut off makes the same commit again.</summary>
    private static Dictionary<string, string> Signed(DateTimeOffset now)
    {
        var date = string.Create(CultureInfo.InvariantCulture, $"@{StartOf(now).ToUnixTimeSeconds()} +0000");
        return new(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = "git-swarm",
            ["GIT_AUTHOR_EMAIL"] = "git-swarm@localhost",
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = "git-swarm",
            ["GIT_COMMITTER_EMAIL"] = "git-swarm@localhost",
            ["GIT_COMMITTER_DATE"] = date,
        };
    }
}
