using System.Text.Json.Serialization.Metadata;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Feeds;

/// <summary>Adds lines to a session's own feed.</summary>
/// <remarks>
/// Contract: one feed, one session that writes it (perhaps from several processes): compare-and-swap on its newest
/// segment. A full segment is left as it is and the next one started, on condition that the full one is still the newest.
/// Numbers rise without a gap. A kill at any point leaves the line in or out, never half.
/// </remarks>
/// <param name="store">The repository's records.</param>
/// <param name="sessions">The sessions, for a caller that has none yet.</param>
/// <param name="from">From where they are seen.</param>
/// <param name="ids">Makes ids.</param>
public sealed class FeedStore(SwarmStore store, SessionStore sessions, Vantage from, Ids ids)
{
    /// <summary>Adds a line for the caller's session, which is started where there is none.</summary>
    /// <param name="kind">Which feed.</param>
    /// <param name="caller">Who writes.</param>
    /// <param name="type">What a line is.</param>
    /// <param name="line">Makes the line; may be called several times. May refuse.</param>
    /// <returns>The line as written.</returns>
    public T Append<T>(string kind, Caller caller, JsonTypeInfo<T> type, Func<Roster, Session, T> line)
        where T : FeedLine
    {
        if (TryAppend(kind, caller, type, line) is { } written)
        {
            return written;
        }
        sessions.Edit(caller, new PresenceEdit());
        return TryAppend(kind, caller, type, line)
            ?? throw new SwarmException(ErrorCode.NoSession, "the session ended meanwhile", "try again");
    }

    private T? TryAppend<T>(string kind, Caller caller, JsonTypeInfo<T> type, Func<Roster, Session, T> line)
        where T : FeedLine
    {
        List<FeedSegment> segments = [];
        return store.Update<T?>(
            () =>
            {
                var listing = FeedSegment.StartList(store.Git, kind);
                try
                {
                    return store.Read(Roster.Prefixes, Records.Prepare);
                }
                finally
                {
                    segments = FeedSegment.List(listing);
                }
            },
            snapshot =>
            {
                var roster = Roster.Of(snapshot, from);
                var who = WhoAmI.Resolve(roster, caller);
                if (who.Live is not { } me)
                {
                    return new Decision<T?>(null, []);
                }
                var newest = segments.FindLast(s => s.Ref.CloneId == from.CloneId && s.Ref.Stream == me.Id);
                var (written, changes) = Decide(kind, me, newest, type, line(roster, me));
                var presence = Presence.Decide(roster, from, caller, who, new PresenceEdit(), ids);
                return new Decision<T?>(written, [.. changes, .. presence.Changes]);
            }
        );
    }

    private (T Line, RefChange[] Changes) Decide<T>(string kind, Session me, FeedSegment? newest, JsonTypeInfo<T> type, T line)
        where T : FeedLine
    {
        RefName Name(int number) => SwarmRefs.Segment(kind, from.CloneId, SessionId.From(me.Id), number);
        // Higher than any number this feed can have had, should it have been dropped or become unreadable meanwhile: readers'
        // cursors may still stand there.
        var fresh = from.Now.ToUnixTimeMilliseconds();
        if (newest is null)
        {
            var first = line with { Seq = fresh };
            return (first, [new RefChange(Name(1), FeedText.With([], first, type), default)]);
        }
        var text = FeedContents.Read(store.Git, [newest]).GetValueOrDefault(newest.Name).Span;
        var last = FeedText.LastSeq(text) is var seq and > 0 ? seq : fresh;
        var next = line with { Seq = last + 1 };
        return text.IsEmpty || FeedText.IsFull(text)
            ? (
                next,
                [RefChange.Check(newest.Name, newest.Id), new RefChange(Name(newest.Number + 1), FeedText.With([], next, type), default)]
            )
            : (next, [new RefChange(newest.Name, FeedText.With(text, next, type), newest.Id)]);
    }
}
