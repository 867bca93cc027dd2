using System.Globalization;
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
    /// <summary>Adds a line for the writer's session, which is started where there is none.</summary>
    /// <param name="kind">Which feed.</param>
    /// <param name="writer">Who writes.</param>
    /// <param name="type">Builds what a line looks like; called while git is at work.</param>
    /// <param name="line">Makes the line; may be called several times. May refuse.</param>
    /// <param name="besides">What making it looks at besides the sessions.</param>
    /// <returns>The line as written.</returns>
    public T Append<T>(
        string kind,
        FeedWriter writer,
        Func<JsonTypeInfo<T>> type,
        Func<Roster, Session, T> line,
        IReadOnlyList<string>? besides = null
    )
        where T : FeedLine
    {
        var caller = new Lazy<Caller>(writer.Ask);
        IReadOnlyList<string> prefixes = besides is { Count: > 0 } ? [.. Roster.Prefixes, .. besides] : Roster.Prefixes;
        T? Try() => TryAppend(kind, writer.Likely, caller, type, line, prefixes);
        if (Try() is { } written)
        {
            return written;
        }
        sessions.Edit(caller.Value, new PresenceEdit());
        return Try() ?? throw WhoAmI.IsNobody(caller.Value);
    }

    /// <summary>Adds a line to the feed of any session of this clone together with other changes: all of it, or nothing.</summary>
    /// <param name="kind">Which feed.</param>
    /// <param name="session">Whose.</param>
    /// <param name="type">What a line is.</param>
    /// <param name="prefixes">What the decision looks at.</param>
    /// <param name="decide">A pure function of the snapshot: the line, null for none, and the other changes. A line whose id is in the feed is not added again.</param>
    /// <param name="isLikely">False where there will hardly be a line: then the feed is looked at only if there is.</param>
    public TResult Along<T, TResult>(
        string kind,
        SessionId session,
        JsonTypeInfo<T> type,
        IReadOnlyList<string> prefixes,
        Func<Snapshot, (TResult Result, T? Line, IReadOnlyList<RefChange> Changes)> decide,
        bool isLikely = true
    )
        where T : FeedLine
    {
        List<FeedSegment>? segments = null;
        return store.Update(
            () =>
            {
                segments = null;
                if (!isLikely)
                {
                    return store.Read(prefixes, Records.Prepare);
                }
                var listing = FeedSegment.StartList(store.Git, kind);
                try
                {
                    return store.Read(prefixes, Records.Prepare);
                }
                finally
                {
                    segments = FeedSegment.List(store.Git, listing);
                }
            },
            snapshot =>
            {
                var (result, line, changes) = decide(snapshot);
                RefChange[] added = line is null
                    ? []
                    : Decide(kind, session.Value, Listed(kind, session.Value, segments), type, line).Changes;
                return new Decision<TResult>(result, [.. added, .. changes]);
            }
        );
    }

    private T? TryAppend<T>(
        string kind,
        SessionId? likely,
        Lazy<Caller> caller,
        Func<JsonTypeInfo<T>> type,
        Func<Roster, Session, T> line,
        IReadOnlyList<string> prefixes
    )
        where T : FeedLine
    {
        void Prepare()
        {
            Records.Prepare();
            _ = type();
            _ = caller.Value;
        }
        RefName? guess = null;
        List<FeedSegment>? segments = null;
        var attempts = 0;
        var isFirst = true;
        return store.Update<T?>(
            () =>
            {
                // Who lost a race, perhaps for a wrong guess, lists.
                isFirst = attempts++ == 0;
                segments = null;
                guess = isFirst && likely is { } id ? FeedGuess.Newest(store.Git.Repository, kind, from.CloneId, id) : null;
                if (isFirst && store.Git.Repository.RefFormat == RefFormat.Files)
                {
                    return store.Read(guess is { } name ? [.. prefixes, name.Value] : prefixes, Prepare);
                }
                var listing = FeedSegment.StartList(store.Git, kind);
                try
                {
                    return store.Read(prefixes, Prepare);
                }
                finally
                {
                    segments = FeedSegment.List(store.Git, listing);
                }
            },
            snapshot =>
            {
                var roster = Roster.Of(snapshot, from);
                var who = WhoAmI.Resolve(roster, caller.Value);
                if (who.Live is not { } me)
                {
                    return new Decision<T?>(null, []);
                }
                var end = (isFirst ? Guessed(kind, me, guess, snapshot) : null) ?? Listed(kind, me.Id, segments);
                var (written, changes) = Decide(kind, me.Id, end, type(), line(roster, me));
                var presence = Presence.Decide(roster, from, caller.Value, who, new PresenceEdit(), ids);
                return new Decision<T?>(written, [.. changes, .. presence.Changes]);
            }
        );
    }

    /// <summary>Where a feed ends.</summary>
    /// <param name="Number">The newest segment; 0 for none.</param>
    /// <param name="Id">Its blob.</param>
    /// <param name="Text">Its text; empty where it cannot be read.</param>
    private readonly record struct FeedEnd(int Number, ObjectId Id, ReadOnlyMemory<byte> Text);

    /// <param name="kind">Which feed.</param>
    /// <param name="me">Whose.</param>
    /// <param name="guess">The segment that came along with the records.</param>
    /// <param name="snapshot">The records.</param>
    private FeedEnd? Guessed(string kind, Session me, RefName? guess, Snapshot snapshot)
    {
        if (guess is { } known && snapshot.Blobs.TryGetValue(known, out var blob) && blob.Ref.Stream == me.Id)
        {
            return new FeedEnd(NumberOf(known), blob.Id, blob.Content);
        }
        return
            FeedGuess.Newest(store.Git.Repository, kind, from.CloneId, SessionId.From(me.Id)) is { } name
            && FeedContents.ReadNewest(store.Git, name) is { } read
            ? new FeedEnd(NumberOf(name), read.Id, read.Text)
            : null;
    }

    private FeedEnd Listed(string kind, string session, List<FeedSegment>? segments)
    {
        segments ??= FeedSegment.List(store.Git, FeedSegment.StartList(store.Git, kind));
        return segments.FindLast(s => s.Ref.CloneId == from.CloneId && s.Ref.Stream == session) is { } newest
            ? new FeedEnd(newest.Number, newest.Id, FeedContents.Read(store.Git, [newest]).GetValueOrDefault(newest.Name))
            : default;
    }

    private static int NumberOf(RefName name) => int.Parse(name.Components[^1], CultureInfo.InvariantCulture);

    private (T Line, RefChange[] Changes) Decide<T>(string kind, string session, FeedEnd end, JsonTypeInfo<T> type, T line)
        where T : FeedLine
    {
        RefName Name(int number) => SwarmRefs.Segment(kind, from.CloneId, SessionId.From(session), number);
        // Higher than any number this feed can have had, should it have been dropped or become unreadable meanwhile: readers'
        // cursors may still stand there.
        var fresh = from.Now.ToUnixTimeMilliseconds();
        var text = end.Text.Span;
        if (end.Number == 0)
        {
            var first = line with { Seq = fresh };
            return (first, [new RefChange(Name(1), FeedText.With([], first, type), default)]);
        }
        if (FeedText.Find(text, line, type) is { } there)
        {
            // Written by an attempt that was not answered, and another writer came after it.
            return (there, []);
        }
        var last = FeedText.LastSeq(text) is var seq and > 0 ? seq : fresh;
        var next = line with { Seq = last + 1 };
        var after = Name(end.Number + 1);
        return text.IsEmpty || FeedText.IsFull(text)
            ? (next, [RefChange.Check(Name(end.Number), end.Id), new RefChange(after, FeedText.With([], next, type), default)])
            : (next, [new RefChange(Name(end.Number), FeedText.With(text, next, type), end.Id), RefChange.Check(after, default)]);
    }
}
