using System.Globalization;
using GitSwarm.Claims;
using GitSwarm.Sessions;

namespace GitSwarm.Briefing;

/// <summary>What there is to tell somebody who edits files: whose claims and changes they meet.</summary>
public static class EditFacts
{
    /// <summary>Changes older than this say little about what somebody is at.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    /// <summary>A fact for each other session and file, the newest change first where there are several.</summary>
    /// <param name="book">The sessions and claims.</param>
    /// <param name="me">Who edits.</param>
    /// <param name="paths">Relative to the top of the work tree.</param>
    /// <param name="now">UTC.</param>
    public static List<Fact> Of(ClaimBook book, Session me, IReadOnlyList<string> paths, DateTimeOffset now)
    {
        if (me.IsMuted)
        {
            return [];
        }
        var facts = new List<Fact>();
        foreach (var path in paths)
        {
            var claims = ClaimRules.Covering(book, me, path).Where(c => c.Holder is not { IsMuted: true });
            facts.AddRange(claims.Select(c => Claimed(c, path, now)));
        }
        return [.. facts, .. Changes(book, me, paths, now)];
    }

    /// <summary>Who else changed some files, those whose claim on it tells as much left out.</summary>
    internal static IEnumerable<Fact> Changes(ClaimBook book, Session me, IEnumerable<string> paths, DateTimeOffset now) =>
        ChangedBy(book.Roster, me, paths, now)
            .Where(c => !Family.IsOne(c.Session, me, book.Roster))
            .Where(c => !ClaimRules.Covering(book, me, c.Path).Any(held => held.IsOf(c.Session)))
            .Select(c => Changed(c.Session, c.At, c.Path, now));

    /// <summary>Who changed a file where an edit found it other than expected: only those in the same work tree can have.</summary>
    /// <param name="roster">The sessions.</param>
    /// <param name="me">Whose edit failed.</param>
    /// <param name="paths">The files.</param>
    /// <param name="now">UTC.</param>
    public static List<Fact> OfFailure(Roster roster, Session me, IReadOnlyList<string> paths, DateTimeOffset now) =>
        [
            .. ChangedBy(roster, me, paths, now)
                .Where(c => !me.IsMuted && c.Session is { IsLocal: true, Process: { } p } && p.Worktree == me.Process?.Worktree)
                .DistinctBy(c => c.Path)
                .Select(c => new Fact(
                    FactKind.Conflict,
                    $"failed:{StableHash.Of($"{c.Session.Ref.Stream}:{c.Path}:{c.At.UtcTicks}")}",
                    $"{ModelText.Inline(c.Path, 120)} changed underneath: {Wording.Name(c.Session)} works in this work tree, too, and changed it {Wording.Age(c.At, now)} ago; read it again"
                )),
        ];

    /// <summary>The newest first.</summary>
    private static IEnumerable<(Session Session, string Path, DateTimeOffset At)> ChangedBy(
        Roster roster,
        Session me,
        IEnumerable<string> paths,
        DateTimeOffset now
    )
    {
        // Every list of changes is gone through once, however many files are asked for.
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        return roster
            .Live.Where(s => !s.IsMuted && !(s.IsLocal == me.IsLocal && s.Id == me.Id))
            .SelectMany(s => (s.Touched?.Paths ?? []).Where(t => wanted.Contains(t.Path)).Select(t => (Session: s, t.Path, t.At)))
            .Where(c => now - c.At < Fresh)
            .OrderByDescending(c => c.At);
    }

    private static Fact Claimed(Claim claim, string path, DateTimeOffset now) =>
        new(
            FactKind.Claim,
            $"{Facts.ClaimKey(claim)}:{StableHash.Of(path)}",
            ClaimedLine(claim, path, now),
            Also:
            [
                Facts.ClaimKey(claim),
                .. claim.Holder?.Touched?.Paths.Where(t => t.Path == path).Select(t => ChangeKey(claim.Holder, t.At, path)) ?? [],
            ]
        );

    /// <summary>A claim that is in the way of an edit, in one line.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="path">The file.</param>
    /// <param name="now">UTC.</param>
    public static string ClaimedLine(Claim claim, string path, DateTimeOffset now)
    {
        var who = claim.Holder is { } holder ? Wording.Name(holder) : "somebody";
        var what = claim.Pattern.LiteralPath == path ? "it" : ModelText.Inline(claim.Pattern.Text, 80);
        var how = claim.IsAuto ? "began to edit it" : $"claimed {what}{(claim.IsShared ? " (shared)" : "")}";
        var why = (claim.Record.Reason ?? claim.Holder?.Record.Task) is { } reason ? $": {ModelText.Inline(reason, 100)}" : "";
        return $"{ModelText.Inline(path, 120)}: {who} {how} {Wording.Age(claim.Record.At, now)} ago{why}{Ask(claim.Holder)}";
    }

    private static Fact Changed(Session session, DateTimeOffset at, string path, DateTimeOffset now)
    {
        var task = session.Record.Task is { } t ? $": {ModelText.Inline(t, 100)}" : "";
        return new Fact(
            FactKind.Claim,
            ChangeKey(session, at, path),
            $"{ModelText.Inline(path, 120)}: {Wording.Name(session)} changed it {Wording.Age(at, now)} ago{task}{Ask(session)}"
        );
    }

    /// <summary>Somebody's changes of a file are news once an hour.</summary>
    private static string ChangeKey(Session session, DateTimeOffset at, string path)
    {
        var hour = at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        return $"edit:{StableHash.Of($"{session.Ref.CloneId}/{session.Id}:{session.Record.Nonce}:{hour}:{path}")}";
    }

    private static string Ask(Session? session) =>
        session is null ? "" : $" (ask: git swarm send {ModelText.Inline(session.Name, 40)} \"...\")";
}
