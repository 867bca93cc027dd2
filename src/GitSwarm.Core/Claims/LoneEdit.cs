using System.Text;
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
        bool IsMine(StoredBlob b) => b.Ref.Stream == id.Value && b.Ref.CloneId == from.CloneId;
        var others = snapshot.OfKind(SwarmRefs.Touched).Where(b => !IsMine(b));
        // What takes the place of others' claims can be told only from all of them.
        var all = snapshot.OfKind(SwarmRefs.Locks).Any(b => IsMine(b) && ClaimScan.MayConcern(b.Content.Span, []));
        var roster = Roster.Of(
            snapshot.Only(b => IsMine(b) || (b.Ref.Kind == SwarmRefs.Locks && (all || ClaimScan.MayConcern(b.Content.Span, paths)))),
            from
        );
        if (roster.Local(id.Value) is not { IsLive: true, Record.Parent: null } me || IsTouched(others, paths))
        {
            return null;
        }
        var book = ClaimBook.Of(roster, from.CloneId, from.Now);
        var places = paths.Select(ClaimPath.Of).ToList();
        // Whatever became of their sessions: that is not known here.
        var isMet = book.All.Any(c => !c.IsOf(me) && places.Exists(p => c.Pattern.Matches(p)));
        return isMet || roster.Problems.Count + book.Problems.Count > 0 ? null : (book, me);
    }

    private static bool IsTouched(IEnumerable<StoredBlob> others, IReadOnlyList<string> paths)
    {
        var problems = new List<StoreProblem>();
        var names = paths.ToHashSet(StringComparer.Ordinal);
        var words = paths.Select(Word).ToList();
        // Most of them do not even have the name of the file in them: no need to read what they say.
        return others
            .Where(b => words.Exists(w => b.Content.Span.IndexOf(w) >= 0))
            .Any(b =>
                Records.Read(b, RecordJson.Default.TouchedRecord, problems) is not { } touched
                || touched.Paths.Any(t => names.Contains(t.Path))
            );
    }

    /// <summary>The longest part of a path that JSON writes as it is, whoever writes it.</summary>
    private static byte[] Word(string path)
    {
        var (best, from) = (0..0, 0);
        for (var i = 0; i <= path.Length; i++)
        {
            if (i == path.Length || !(char.IsAsciiLetterOrDigit(path[i]) || path[i] is '.' or '_' or '-'))
            {
                best = i - from > best.End.Value - best.Start.Value ? from..i : best;
                from = i + 1;
            }
        }
        return Encoding.ASCII.GetBytes(path[best]);
    }
}
