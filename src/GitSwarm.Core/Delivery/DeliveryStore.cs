using System.Text.Json.Serialization.Metadata;
using GitSwarm.Agents.Runs;
using GitSwarm.Claims;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Delivery;

/// <summary>Reads what waits for a session, and records what it was shown.</summary>
/// <remarks>
/// Contract: first put it out, then call <see cref="Record"/>. A crash between the two repeats a message, never loses one.
/// Two readers of one session are kept apart by <see cref="Alone"/>; where that fails, their cursors are merged.
/// </remarks>
/// <param name="store">The repository's records.</param>
/// <param name="from">From where they are seen.</param>
public sealed class DeliveryStore(SwarmStore store, Vantage from)
{
    /// <summary>How many facts told are remembered.</summary>
    private const int MostTold = 200;

    /// <summary>How many feeds of other clones are remembered whose sessions are not on record, the latest of them.</summary>
    private const int MostUnknown = 200;

    /// <summary>Teams and channels that are remembered to have been heard.</summary>
    private const int MostGroups = 64;

    /// <summary>So many segments cost more to look through than a record costs to write.</summary>
    private const int Far = 8;

    private static readonly string[] Kinds = [SwarmRefs.Notes, SwarmRefs.Mail];

    private static readonly string[] Prefixes = [.. ClaimBook.Prefixes, SwarmRefs.Prefix(SwarmRefs.Cursors)];

    /// <summary>Keeps other readers of the caller's session out until disposed; null when one is at it and does not end in time.</summary>
    /// <param name="caller">Whose session: what it is known by, before any record is read.</param>
    /// <param name="patience">How long to wait.</param>
    public OsLock? Alone(Caller caller, TimeSpan patience)
    {
        var session = caller.Agent is { } agent ? $"{caller.ClientSession}/{agent}" : caller.ClientSession;
        var key = caller.As ?? caller.SwarmSession ?? session ?? $"{caller.Process?.Pid} {caller.Worktree}";
        return OsLock.TryTake(store.Git.Repository, $"deliver-{StableHash.Of(key)}.lock", patience);
    }

    /// <summary>False when there surely is nothing to deliver to anybody.</summary>
    public static bool IsPossible(Repository repository) => RefPresence.IsPossible(repository, Kinds);

    /// <summary>Reads what waits for the caller's session.</summary>
    /// <param name="caller">Who reads; asked while git is at work.</param>
    /// <param name="again">True to look at everything from the beginning, whatever was shown.</param>
    /// <param name="tips">As for <see cref="SwarmStore.Read"/>.</param>
    public Inflow Read(Func<Caller> caller, bool again = false, BranchTips? tips = null)
    {
        using var listing = IsPossible(store.Git.Repository) ? FeedSegment.StartList(store.Git, Kinds) : null;
        Caller? who = null;
        var snapshot = store.Read(
            Prefixes,
            () =>
            {
                Records.Prepare();
                _ = ClaimJson.Default.LocksRecord;
                who = caller();
            },
            tips
        );
        var book = ClaimBook.Of(Roster.Of(snapshot, from), from.CloneId, from.Now);
        var segments = listing is null ? [] : FeedSegment.List(store.Git, listing);
        var me = WhoAmI.Resolve(book.Roster, who!).Live;
        var cursors = new CursorBook(snapshot, from.CloneId);
        var mine = me is null ? null : cursors.Own(me.Id);
        mine ??= new CursorRecord { Id = me?.Id ?? "" };
        if (me is null)
        {
            return Nobody(book, mine);
        }
        var inflow = Read(book, me, mine, AsRead(mine, me, again), segments, new Mailbox(book.Roster, cursors, me), again);
        return inflow with { CursorsId = snapshot.IdOf(NameOf(me)) };
    }

    /// <summary>Records how far a look came that brought nothing out, where the next one would be much shorter for it.</summary>
    public void RecordIfFar(Inflow inflow)
    {
        if (inflow.FirstSeen >= Far)
        {
            Record(inflow, PutOut.Nothing);
        }
    }

    /// <summary>Records what was put out; call it after.</summary>
    public void Record(Inflow inflow, PutOut put)
    {
        if (inflow.Me is not { } me)
        {
            return;
        }
        var name = NameOf(me);
        var mine = (inflow.Cursors with { Name = me.Record.Name, Groups = Heard(inflow.Cursors, me) })
            .With(Lane.Notes, inflow.Notes.After(put.Notes))
            .With(Lane.Text, inflow.Text.After(put.Text))
            .With(Lane.Protocol, inflow.Protocol.After(put.Protocol));
        store.Update(
            [name.Value],
            snapshot =>
            {
                var now = new CursorBook(snapshot, from.CloneId).Own(me.Id);
                var merged = now is null || snapshot.IdOf(name) == inflow.CursorsId ? mine : Merge(mine, now);
                return Written(snapshot, name, merged with { Id = me.Id, Told = now?.Told }, put.Told);
            }
        );
    }

    /// <summary>Keys of the facts a session was told, without a look at what waits for it.</summary>
    public IReadOnlySet<string> Told(Session me)
    {
        var record = new CursorBook(store.Read([NameOf(me).Value]), from.CloneId).Own(me.Id);
        return (record?.Told ?? []).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Records facts that were put out; call it after.</summary>
    public void RecordTold(Session me, IReadOnlyList<string> keys)
    {
        var name = NameOf(me);
        store.Update(
            [name.Value],
            snapshot => Written(snapshot, name, new CursorBook(snapshot, from.CloneId).Own(me.Id) ?? new CursorRecord { Id = me.Id }, keys)
        );
    }

    private Decision<bool> Written(Snapshot snapshot, RefName name, CursorRecord record, IReadOnlyList<string> told)
    {
        var all = (record.Told ?? []).Concat(told).Distinct(StringComparer.Ordinal).TakeLast(MostTold).ToList();
        var written = record with { At = from.Now, Told = all.Count > 0 ? all : null };
        return new Decision<bool>(
            true,
            [new RefChange(name, Records.Write(written, CursorJson.Default.CursorRecord), snapshot.IdOf(name))]
        );
    }

    /// <summary>
    /// From where to read: one that has another name now, or came to a team or channel, looks through all mail again, for what is
    /// addressed to that name or group was passed over before.
    /// </summary>
    private static CursorRecord AsRead(CursorRecord mine, Session me, bool again)
    {
        var nothing = new Dictionary<string, FeedCursor>();
        return again ? new CursorRecord { Id = mine.Id }
            : IsRenamed(mine, me) || IsInNewGroup(mine, me) ? mine.With(Lane.Text, nothing).With(Lane.Protocol, nothing)
            : mine;
    }

    private static bool IsRenamed(CursorRecord mine, Session me) => mine.Name is { } before && before != me.Record.Name;

    /// <summary>Whoever was shown nothing yet has passed nothing over.</summary>
    private static bool IsInNewGroup(CursorRecord mine, Session me) =>
        me.Record is not { Team: null, Channels: null }
        && mine.Name is not null
        && Groups.Of(me).Any(g => mine.Groups?.Contains(g.Group.Text) != true);

    private static IReadOnlyList<string>? Heard(CursorRecord before, Session me) =>
        me.Record is { Team: null, Channels: null }
            ? before.Groups
            : [.. (before.Groups ?? []).Concat(Groups.Of(me).Select(g => g.Group.Text)).Distinct().TakeLast(MostGroups)];

    private Inflow Read(
        ClaimBook book,
        Session me,
        CursorRecord mine,
        CursorRecord asRead,
        List<FeedSegment> segments,
        Mailbox mailbox,
        bool again
    )
    {
        var renamed = !again && IsRenamed(mine, me);
        var anew = renamed || (!again && IsInNewGroup(mine, me));
        var known = Known(book.Roster, segments, asRead);
        var own = Recipient.Of(me).Value;
        var (notes, mail, wanted) = Sort(segments, known, own);
        var contents = FeedContents.Read(store.Git, wanted);
        if (contents.Count < wanted.Count)
        {
            // One moved on, and what it was is pruned already; or it is corrupt, and this was in vain.
            (notes, mail, wanted) = Sort(FeedSegment.List(store.Git, FeedSegment.StartList(store.Git, Kinds)), known, own);
            contents = FeedContents.Read(store.Git, wanted);
        }
        Scanned<MailLine> Messages(Lane lane) =>
            Scan.Of(
                mail,
                contents,
                known.Of(lane),
                static () => MailJson.Default.MailLine,
                (s, l) => IsNew(lane, s, l) && mailbox.IsForMe(lane, s, l)
            );
        bool IsNew(Lane lane, FeedSegment s, MailLine l) =>
            !anew
            || !mine.HasDealtWith(lane, s.Feed, l.Seq)
            || (renamed && mailbox.IsByName(l))
            || mailbox.IsOfNewGroup(l, mine.Groups ?? []);
        return new Inflow(
            book,
            me,
            mine,
            Scan.Of(
                notes,
                contents,
                known.Of(Lane.Notes),
                static () => NoteJson.Default.NoteLine,
                (s, l) => IsNewTo(me, mine, known, l, l.WrittenTo(s.Ref))
            ),
            ProgressNotice.Latest(Messages(Lane.Text)),
            Messages(Lane.Protocol)
        );
    }

    private static (List<FeedSegment> Notes, List<FeedSegment> Mail, List<FeedSegment> Wanted) Sort(
        List<FeedSegment> segments,
        CursorRecord cursors,
        string own
    )
    {
        // What one said oneself is no news, and would be read again at every look.
        var notes = segments.FindAll(s => s.Ref.Kind == SwarmRefs.Notes && s.Feed != own);
        var mail = segments.FindAll(s => s.Ref.Kind == SwarmRefs.Mail && s.Feed != own);
        var wanted = Scan.ToRead(notes, cursors.Of(Lane.Notes));
        var names = new HashSet<RefName>();
        foreach (var lane in (Lane[])[Lane.Text, Lane.Protocol])
        {
            wanted.AddRange(Scan.ToRead(mail, cursors.Of(lane)).FindAll(s => names.Add(s.Name)));
        }
        return (notes, mail, wanted);
    }

    /// <summary>
    /// The cursors without those of feeds that are forgotten, their sessions with them. Of other clones some stay: a remote may
    /// lose all records, and they come again with the next exchange.
    /// </summary>
    private CursorRecord Known(Roster roster, List<FeedSegment> segments, CursorRecord cursors)
    {
        // A session's record may be gone, or of a newer version, while what it said is still there to be read.
        var feeds = segments.Select(s => s.Feed).ToHashSet(StringComparer.Ordinal);
        foreach (var session in roster.All)
        {
            feeds.Add(Recipient.Of(session).Value);
        }
        return Enum.GetValues<Lane>().Aggregate(cursors, (known, lane) => known.With(lane, Known(feeds, known.Of(lane))));
    }

    private Dictionary<string, FeedCursor> Known(HashSet<string> feeds, IReadOnlyDictionary<string, FeedCursor> cursors)
    {
        bool IsKnown(string feed) => feeds.Contains(feed) || feed.EndsWith("/" + SwarmRefs.Archive, StringComparison.Ordinal);
        var elsewhere = cursors
            .Where(c => !IsKnown(c.Key) && !c.Key.StartsWith(from.CloneId + "/", StringComparison.Ordinal))
            .OrderByDescending(c => c.Value.Seq)
            .Take(MostUnknown);
        return cursors.Where(c => IsKnown(c.Key)).Concat(elsewhere).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Written since it is here, by somebody else, and not shown before it went into the archive.</summary>
    private static bool IsNewTo(Session me, CursorRecord mine, CursorRecord cursors, NoteLine line, string feed) =>
        feed != Recipient.Of(me).Value
        && Arrival.IsSince(me, mine, Lane.Notes, feed, line.At)
        && !(line.FeedSeq is { } seq && cursors.HasDealtWith(Lane.Notes, feed, seq));

    private RefName NameOf(Session me) => SwarmRefs.Of(SwarmRefs.Cursors, from.CloneId, SessionId.From(me.Id));

    private static CursorRecord Merge(CursorRecord a, CursorRecord b) =>
        Enum.GetValues<Lane>().Aggregate(a, (merged, lane) => merged.With(lane, CursorMerge.Merge(merged.Of(lane), b.Of(lane))));

    private static Inflow Nobody(ClaimBook book, CursorRecord cursors)
    {
        var nothing = new Dictionary<string, FeedCursor>();
        return new Inflow(book, null, cursors, new([], nothing, 0), new([], nothing, 0), new([], nothing, 0));
    }
}
