using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Mail;

/// <summary>What became of a message.</summary>
public enum SentState
{
    /// <summary>Nobody was shown it yet.</summary>
    Waiting,

    /// <summary>It was shown; to everybody, where it went to several.</summary>
    Delivered,

    /// <summary>It was shown, and its recipient said so.</summary>
    Acknowledged,

    /// <summary>It was not shown, as far as is known, until it was too old to be kept.</summary>
    Expired,

    /// <summary>It is for another clone alone, which tells what became of it only where that was asked for.</summary>
    Elsewhere,
}

/// <summary>A message sent, and how it stands.</summary>
/// <param name="Line">As written.</param>
/// <param name="State">How it stands.</param>
/// <param name="Recipients">How many sessions it is for, as far as that is known.</param>
/// <param name="Reached">How many of them were shown it.</param>
public sealed record SentMessage(MailLine Line, SentState State, int Recipients, int Reached);

/// <summary>Tells what became of what the caller's session sent.</summary>
/// <param name="store">The repository's records.</param>
/// <param name="from">From where they are seen.</param>
public sealed class SentMail(SwarmStore store, Vantage from)
{
    /// <summary>The messages of the caller's outbox, oldest first; none where it has no session.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="retention">How long an undelivered message is kept.</param>
    public IReadOnlyList<SentMessage> Read(Caller caller, TimeSpan retention)
    {
        using var listing = FeedSegment.StartList(store.Git, SwarmRefs.Mail);
        var snapshot = store.Read([.. Roster.Prefixes, SwarmRefs.Prefix(SwarmRefs.Cursors)], Records.Prepare);
        var segments = FeedSegment.List(store.Git, listing);
        var roster = Roster.Of(snapshot, from);
        if (WhoAmI.Resolve(roster, caller).Session is not { } me)
        {
            return [];
        }
        var contents = FeedContents.Read(store.Git, segments);
        var own = Recipient.Of(me).Value;
        var acks = new List<(string Message, string By)>();
        var sent = new List<MailLine>();
        foreach (var segment in segments.Where(s => contents.ContainsKey(s.Name)))
        {
            foreach (var line in FeedText.Parse(contents[segment.Name].Span, MailJson.Default.MailLine))
            {
                acks.AddRange((line.Acks ?? []).Select(id => (id, segment.Feed)));
                if (segment.Feed == own && line.To is not null)
                {
                    sent.Add(line);
                }
            }
        }
        var cursors = new CursorBook(snapshot, from.CloneId);
        var ackedBy = acks.ToLookup(a => a.Message, a => a.By, StringComparer.Ordinal);
        return [.. sent.Select(l => Of(l, own, roster, cursors, ackedBy[l.Id].ToHashSet(), retention))];
    }

    /// <summary>True where nobody will ever tell that a message was shown: all it is for are of other clones, and it asks for no acknowledgement.</summary>
    /// <param name="line">As written.</param>
    /// <param name="cloneId">This clone.</param>
    public static bool IsUntold(MailLine line, string cloneId) =>
        line.Ack != true
        && (
            CloneElsewhere(line, cloneId) is not null
            || (line.Readers is { Count: > 0 } readers && readers.Keys.All(r => !r.StartsWith(cloneId + "/", StringComparison.Ordinal)))
        );

    /// <summary>The clone of the one session it is for, with a slash; null where that is of this clone, or it is for no one session.</summary>
    private static string? CloneElsewhere(MailLine line, string cloneId) =>
        Recipient.Parse(line.To) is { Kind: Recipient.Session } to && !to.Value.StartsWith(cloneId + "/", StringComparison.Ordinal)
            ? to.Value[..(to.Value.IndexOf('/', StringComparison.Ordinal) + 1)]
            : null;

    private SentMessage Of(MailLine line, string feed, Roster roster, CursorBook cursors, HashSet<string> ackedBy, TimeSpan retention)
    {
        var lane = line.Lane ?? Lane.Text;
        var readers = roster.All.Where(s => s.IsLocal && IsFor(s, line, feed, roster)).ToList();
        bool WasShown(Session s) =>
            cursors.Of(s.Id) is { } cursor
            && cursor.HasDealtWith(lane, feed, line.Seq)
            // What it looked through under another name it passed over.
            && (
                line.To == Recipient.All
                || line.Readers?.ContainsKey(Recipient.Of(s).Value) == true
                || line.To == Recipient.Of(s).Text
                || (cursor.Name ?? s.Record.Name) == s.Record.Name
            );
        bool HasAcked(Session s) => ackedBy.Contains(Recipient.Of(s).Value);
        var reached = readers.Count(WasShown);
        // To several: those who left without reading are not waited for.
        var many = Groups.AreMeant(line.To);
        var awaited = many ? readers.FindAll(s => s.IsLive || WasShown(s)) : readers;
        // Readers of other clones tell by acknowledging alone, so where that was not asked for they are not waited for.
        var elsewhere = (line.Ack == true ? line.Readers?.Keys ?? [] : [])
            .Where(r => !r.StartsWith(from.CloneId + "/", StringComparison.Ordinal))
            .ToList();
        reached += elsewhere.Count(ackedBy.Contains);
        var all = many ? awaited.Count + elsewhere.Count : 1;
        // Only who it is for can acknowledge it: all of them, or the one.
        var isAcked = many
            ? all > 0 && awaited.TrueForAll(HasAcked) && elsewhere.TrueForAll(ackedBy.Contains)
            // In another clone it may have been the next of that name.
            : awaited.Exists(HasAcked)
                || ackedBy.Any(by => line.To == $"{Recipient.Session}:{by}")
                || (CloneElsewhere(line, from.CloneId) is { } clone && ackedBy.Any(by => by.StartsWith(clone, StringComparison.Ordinal)));
        var state =
            isAcked ? SentState.Acknowledged
            : reached > 0 && reached >= all ? SentState.Delivered
            : reached == 0 && IsUntold(line, from.CloneId) ? SentState.Elsewhere
            : from.Now - line.At > retention ? SentState.Expired
            : SentState.Waiting;
        return new SentMessage(line, state, all, reached);
    }

    private static bool IsFor(Session session, MailLine line, string feed, Roster roster)
    {
        var own = Recipient.Of(session).Value;
        return own != feed
            && Recipient.Parse(line.To) is { } to
            && to.Kind switch
            {
                // Another one of its name reads it only once the recipient is gone.
                Recipient.Session => to.Value == own
                    || (
                        line.ToName == session.Record.Name
                        && to.Value.StartsWith(session.Ref.CloneId + "/", StringComparison.Ordinal)
                        && !IsLive(to, roster)
                    ),
                Recipient.Name => to.Value == session.Record.Name,
                Recipient.All => session.Since <= line.At,
                Recipient.Team or Recipient.Channel => Groups.IsOwn(session, to, line) || IsHeir(session, to, line, roster),
                _ => false,
            };
    }

    /// <summary>In the group by the name of a reader that is gone.</summary>
    private static bool IsHeir(Session session, Recipient to, MailLine line, Roster roster) =>
        Groups.Since(session, to) is not null
        && line.Readers?.Any(r => r.Value == session.Record.Name && !IsLive(new Recipient(Recipient.Session, r.Key), roster)) == true;

    private static bool IsLive(Recipient to, Roster roster) => roster.Live.Any(s => Recipient.Of(s) == to);
}
