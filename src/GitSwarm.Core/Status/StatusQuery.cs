using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Status;

/// <summary>What somebody wants to know.</summary>
/// <param name="IncludeGone">Sessions that ended, too.</param>
/// <param name="Since">Only files changed this recently; null: every uncommitted one, and committed ones of the last half hour.</param>
public sealed record StatusRequest(bool IncludeGone, TimeSpan? Since);

/// <summary>What was found in a work tree, and when its changed files were written.</summary>
/// <param name="Worktree">Which one.</param>
/// <param name="Status">What git says; null when it was not looked at or vanished.</param>
/// <param name="Files">Its uncommitted changes, newest first.</param>
public sealed record Observation(Worktree Worktree, WorktreeStatus? Status, IReadOnlyList<FileActivity> Files);

/// <summary>Puts sessions and what was observed in their work trees together: a pure function.</summary>
public static class StatusQuery
{
    /// <summary>Committed work of a session is listed this long when nobody asks for more.</summary>
    public static readonly TimeSpan DefaultSince = TimeSpan.FromMinutes(30);

    /// <summary>Answers a request.</summary>
    /// <param name="roster">Who is on record.</param>
    /// <param name="observed">Every local work tree.</param>
    /// <param name="me">The caller's session, if any.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="now">UTC.</param>
    public static StatusReport Answer(
        Roster roster,
        IReadOnlyList<Observation> observed,
        Session? me,
        StatusRequest request,
        DateTimeOffset now
    )
    {
        var shown = roster.All.Where(s => (IsWorthListing(s, now) || request.IncludeGone) && (!s.IsMuted || s.Id == me?.Id)).ToList();
        var sessions = shown.ConvertAll(s => Describe(s, shown, observed, me, request, now));
        // Not OrderBy and ThenBy: native code builds a method for each at run time, which takes longer than the sorting.
        sessions.Sort(AtWorkFirst);
        if (sessions.Exists(s => s.Session.Record.Parent is not null))
        {
            sessions = UnderTheirParents(sessions);
        }
        var attended = roster
            .Live.Where(s => s.IsLocal && s.Process is not null)
            .Select(s => s.Process!.Worktree ?? "")
            .ToHashSet(StringComparer.Ordinal);
        var unattended = observed
            .Where(o => !attended.Contains(o.Worktree.Id ?? "") && o.Worktree.Exists && (o.Worktree.Id is not null || o.Files.Count > 0))
            .Select(o => new UnattendedWorktree(o.Worktree, o.Status is null ? o.Worktree.Branch : o.Status.Branch, o.Files))
            .ToList();
        return new StatusReport(me?.Id, sessions, unattended, Overlaps(sessions), roster.Problems);
    }

    /// <summary>The same sessions in the same order, but each subagent below the session it belongs to, where that is shown.</summary>
    private static List<SessionStatus> UnderTheirParents(List<SessionStatus> sessions)
    {
        var shown = sessions.Select(s => (s.Session.Ref.CloneId, s.Session.Id)).ToHashSet();
        var children = sessions.ToLookup(s =>
            s.Session.Record.Parent is { } parent && parent != s.Session.Id && shown.Contains((s.Session.Ref.CloneId, parent))
                ? (s.Session.Ref.CloneId, parent)
                : default
        );
        var ordered = new List<SessionStatus>();
        void Add(SessionStatus status)
        {
            ordered.Add(status);
            foreach (var child in children[(status.Session.Ref.CloneId, status.Session.Id)])
            {
                Add(child);
            }
        }
        foreach (var status in children[default])
        {
            Add(status);
        }
        return ordered;
    }

    /// <summary>Nobody here may end a session of another clone, but one silent for a day is left out.</summary>
    private static bool IsWorthListing(Session session, DateTimeOffset now) =>
        session.IsLive && !(session.State == SessionState.Stale && now - session.LastSeen > SessionCleanup.Abandoned);

    private static int AtWorkFirst(SessionStatus a, SessionStatus b) =>
        a.Session.State != b.Session.State ? a.Session.State - b.Session.State
        : b.Session.Record.Started.CompareTo(a.Session.Record.Started) is var order and not 0 ? order
        : string.CompareOrdinal(a.Session.Id, b.Session.Id);

    private static SessionStatus Describe(
        Session session,
        List<Session> all,
        IReadOnlyList<Observation> observed,
        Session? me,
        StatusRequest request,
        DateTimeOffset now
    )
    {
        var here = session is { IsLocal: true, IsLive: true, Process: { } process }
            ? observed.FirstOrDefault(o => o.Worktree.Id == process.Worktree)
            : null;
        var files = Files(session, here, all, request, now);
        var branch = here?.Status is { } status ? status.Branch : here?.Worktree.Branch ?? session.Record.Branch;
        var newest = files.Select(f => f.At).Max() ?? session.LastSeen;
        return new SessionStatus(
            session,
            session.IsLocal && session.Id == me?.Id,
            branch,
            here?.Status?.Head ?? default,
            here?.Worktree.Path ?? session.Process?.Path,
            session is { IsLocal: true, IsLive: true, Process.Path: not null } && here?.Worktree.Exists != true,
            files,
            newest > session.LastSeen && newest <= now ? newest : session.LastSeen
        );
    }

    /// <summary>What a session recorded, and what lies changed in its work tree. Where several share one, a change somebody recorded is theirs alone.</summary>
    private static List<FileActivity> Files(
        Session session,
        Observation? here,
        List<Session> all,
        StatusRequest request,
        DateTimeOffset now
    )
    {
        var since = now - (request.Since ?? DefaultSince);
        var recorded = session.Touched?.Paths.ToDictionary(p => p.Path, p => p.At, StringComparer.Ordinal) ?? [];
        var others = here is { Files.Count: > 0 } ? RecordedByOthers(session, all) : [];
        var files = new List<FileActivity>();
        foreach (var file in here?.Files ?? [])
        {
            if (recorded.ContainsKey(file.Path) || !others.Contains(file.Path))
            {
                var at = recorded.TryGetValue(file.Path, out var told) && !(file.At > told) ? told : file.At;
                files.Add(file with { At = at });
                recorded.Remove(file.Path);
            }
        }
        foreach (var (path, at) in recorded)
        {
            if (at >= since)
            {
                files.Add(new FileActivity(path, at, Uncommitted: false));
            }
        }
        files.RemoveAll(f => request.Since is not null && !(f.At >= since));
        files.Sort(NewestFirst);
        return files;
    }

    private static int NewestFirst(FileActivity a, FileActivity b) =>
        Nullable.Compare(b.At, a.At) is var order and not 0 ? order : string.CompareOrdinal(a.Path, b.Path);

    /// <summary>What other sessions in the same work tree recorded.</summary>
    private static HashSet<string> RecordedByOthers(Session session, List<Session> all) =>
        all.Where(o =>
                o != session && o.IsLive && o.Process is { } p && session.IsLocal && o.IsLocal && p.Worktree == session.Process?.Worktree
            )
            .SelectMany(o => o.Touched?.Paths ?? [])
            .Select(p => p.Path)
            .ToHashSet(StringComparer.Ordinal);

    private static List<Overlap> Overlaps(List<SessionStatus> sessions)
    {
        var byPath = new Dictionary<string, List<SessionStatus>>(StringComparer.Ordinal);
        foreach (var session in sessions.Where(s => s.Session.IsLive))
        {
            foreach (var file in session.Files)
            {
                if (!byPath.TryGetValue(file.Path, out var who))
                {
                    byPath[file.Path] = who = [];
                }
                // Files come session by session: one that names a path twice is the last of the list.
                if (who.Count == 0 || !ReferenceEquals(who[^1], session))
                {
                    who.Add(session);
                }
            }
        }
        var overlaps = new List<Overlap>();
        foreach (var (path, who) in byPath)
        {
            if (who.Count > 1 && !IsFamily(who))
            {
                overlaps.Add(new Overlap(path, [.. who.Select(s => s.Session.Id).Order(StringComparer.Ordinal)], "touched"));
            }
        }
        overlaps.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return overlaps;
    }

    /// <summary>A session and its own subagent do not overlap.</summary>
    private static bool IsFamily(List<SessionStatus> who) =>
        who.Count == 2 && (who[0].Session.Record.Parent == who[1].Session.Id || who[1].Session.Record.Parent == who[0].Session.Id);
}
