using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Status;

/// <summary>A file somebody works on.</summary>
/// <param name="Path">Relative to the top of the work tree; a new directory ends in a slash.</param>
/// <param name="At">When it was changed last, UTC; null when that cannot be told (a deleted file nobody recorded).</param>
/// <param name="Uncommitted">True when it is changed in the work tree now.</param>
public sealed record FileActivity(string Path, DateTimeOffset? At, bool Uncommitted)
{
    /// <summary>True when it is this file, or the new directory the file lies in.</summary>
    /// <param name="path">Relative to the top of the work tree.</param>
    public bool Has(string path) => Path == path || (Path.EndsWith('/') && path.StartsWith(Path, StringComparison.Ordinal));

    /// <summary>True when it lies in this directory.</summary>
    /// <param name="directory">Relative to the top of the work tree, without a slash at its end.</param>
    public bool IsIn(string directory) =>
        Path.Length > directory.Length && Path[directory.Length] == '/' && Path.StartsWith(directory, StringComparison.Ordinal);
}

/// <summary>One session as <c>status</c> tells it.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsMe">True for the caller's own.</param>
/// <param name="Branch">Observed where it is local, else on record; null when detached.</param>
/// <param name="Head">Observed commit; none when not observed.</param>
/// <param name="Worktree">Absolute path; null for sessions of other clones.</param>
/// <param name="WorktreeGone">True when its work tree was removed.</param>
/// <param name="Files">Newest first.</param>
/// <param name="LastSeen">The last sign of life, a change to a file included.</param>
public sealed record SessionStatus(
    Session Session,
    bool IsMe,
    string? Branch,
    ObjectId Head,
    string? Worktree,
    bool WorktreeGone,
    IReadOnlyList<FileActivity> Files,
    DateTimeOffset LastSeen
)
{
    /// <summary>What it claims.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];
}

/// <summary>A work tree nobody is registered for.</summary>
/// <param name="Worktree">Which one.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Files">Uncommitted changes, newest first.</param>
public sealed record UnattendedWorktree(Worktree Worktree, string? Branch, IReadOnlyList<FileActivity> Files);

/// <summary>A path that several sessions work on.</summary>
/// <param name="Path">Relative to the top.</param>
/// <param name="Sessions">Ids of the sessions, sorted.</param>
/// <param name="Kind"><c>touched</c>: both changed it; <c>conflict</c>: and merging would stop there; <c>claim</c>: one changed what the other claims.</param>
public sealed record Overlap(string Path, IReadOnlyList<string> Sessions, string Kind)
{
    /// <summary>For kind <c>claim</c>: the session whose claim it is.</summary>
    public string? Holder { get; init; }

    /// <summary>Whether their work would merge without a stop at this path; null when that was not found out.</summary>
    public bool? MergesCleanly { get; init; }

    /// <summary>Where it would stop, in the file of the first session that has lines there; empty when lines are not the point.</summary>
    public IReadOnlyList<Conflicts.LineRange> Lines { get; init; } = [];
}

/// <summary>Everything <c>status</c> answers.</summary>
/// <param name="Me">Id of the caller's session, if it has one.</param>
/// <param name="Sessions">The sessions asked for, at work first.</param>
/// <param name="Unattended">Linked work trees without a session.</param>
/// <param name="Overlaps">Sorted by path.</param>
/// <param name="Problems">Records that could not be read.</param>
public sealed record StatusReport(
    string? Me,
    IReadOnlyList<SessionStatus> Sessions,
    IReadOnlyList<UnattendedWorktree> Unattended,
    IReadOnlyList<Overlap> Overlaps,
    IReadOnlyList<StoreProblem> Problems
)
{
    /// <summary>Messages that wait for the caller.</summary>
    public int UnreadMail { get; init; }

    /// <summary>Notes it has not seen.</summary>
    public int UnreadNotes { get; init; }
}

/// <summary>A report, and what it was made from.</summary>
/// <param name="Report">What to show.</param>
/// <param name="Claims">The claims and the sessions.</param>
/// <param name="Me">The caller's session, if it has one.</param>
public sealed record StatusView(StatusReport Report, ClaimBook Claims, Session? Me);
