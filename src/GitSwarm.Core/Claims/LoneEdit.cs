using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Claims;

/// <summary>Tells whether an edit meets nobody, from all claims and changes and the editor's own session records.</summary>
internal static class LoneEdit
{
    private static readonly string[] Own = [SwarmRefs.Sessions, SwarmRefs.Processes, SwarmRefs.Heartbeats];

    /// <summary>What to read for it besides the claims.</summary>
    public static IReadOnlyList<string> Besides(string cloneId, SessionId id) =>
        [SwarmRefs.Prefix(SwarmRefs.Touched), .. Own.Select(kind => SwarmRefs.Of(kind, cloneId, id).Value)];

    /// <summary>The editor's session and the claims, those of others void for want of their sessions.</summary>
    /// <returns>Null where the session is not on record and live, a record cannot be read, or somebody may be met.</returns>
    public static (ClaimBook Book, Session Me)? Of(Snapshot snapshot, Vantage from, SessionId id, IReadOnlyList<string> paths)
    {
        var roster = Roster.Of(snapshot, from);
        if (roster.Local(id.Value) is not { IsLive: true, Record.Parent: null } me || IsTouchedByOthers(snapshot, me, paths))
        {
            return null;
        }
        var book = ClaimBook.Of(roster, from.CloneId, from.Now);
        var places = paths.Select(ClaimPath.Of).ToList();
        // Whatever became of their sessions: that is not known here.
        var isMet = book.All.Any(c => !c.IsOf(me) && places.Exists(p => c.Pattern.Matches(p)));
        return isMet || roster.Problems.Count + book.Problems.Count > 0 ? null : (book, me);
    }

    private static bool IsTouchedByOthers(Snapshot snapshot, Session me, IReadOnlyList<string> paths)
    {
        var problems = new List<StoreProblem>();
        var names = paths.ToHashSet(StringComparer.Ordinal);
        var others = snapshot.OfKind(SwarmRefs.Touched).Where(b => b.Ref.Stream != me.Id || b.Ref.CloneId != me.Ref.CloneId);
        return others.Any(b =>
            Records.Read(b, RecordJson.Default.TouchedRecord, r => r.Version, problems) is not { } touched
            || touched.Paths.Any(t => names.Contains(t.Path))
        );
    }
}
