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

    /// <summary>It was not shown until it was too old to be kept.</summary>
    Expired,
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
        var segments = FeedSegment.List(listing);
        var roster = Roster.Of(snapshot, from);
        if (WhoAmI.Resolve(roster, caller).Session is not { } me)
        {
            return [];
        }
        var contents = FeedContents.Read(store.Git, segments);
        var own = Recipient.Of(me).Value;
        var acks = new HashSet<string>(StringComparer.Ordinal);
        var sent = new List<MailLine>();
        foreach (var segment in segments.Where(s => contents.ContainsKey(s.Name)))
        {
            foreach (var line in FeedText.Parse(contents[segment.Name].Span, MailJson.Default.MailLine))
            {
                acks.UnionWith(line.Acks ?? []);
                if (segment.Feed == own && line.To is not null)
                {
                    sent.Add(line);
                }
            }
        }
        var cursors = DeliveryStore.CursorsOf(snapshot, from.CloneId);
        return [.. sent.Select(l => Of(l, own, roster, cursors, acks, retention))];
    }

    private SentMessage Of(
        MailLine line,
        string feed,
        Roster roster,
        Dictionary<string, CursorRecord> cursors,
        HashSet<string> acks,
        TimeSpan retention
    )
    {
        var lane = line.Type is null ? Lane.Text : Lane.Protocol;
        var readers = roster.All.Where(s => s.IsLocal && IsFor(s, line, feed)).ToList();
        var reached = readers.Count(s => cursors.GetValueOrDefault(s.Id)?.HasDealtWith(lane, feed, line.Seq) == true);
        // To everybody: those who left without reading are not waited for.
        var all =
            line.To == Recipient.All
                ? readers.Count(s => s.IsLive || cursors.GetValueOrDefault(s.Id)?.HasDealtWith(lane, feed, line.Seq) == true)
                : 1;
        var state =
            acks.Contains(line.Id) ? SentState.Acknowledged
            : reached > 0 && reached >= all ? SentState.Delivered
            : from.Now - line.At > retention ? SentState.Expired
            : SentState.Waiting;
        return new SentMessage(line, state, all, reached);
    }

    private static bool IsFor(Session session, MailLine line, string feed)
    {
        var own = Recipient.Of(session).Value;
        return own != feed
            && Recipient.Parse(line.To) is { } to
            && to.Kind switch
            {
                Recipient.Session => to.Value == own || line.ToName == session.Record.Name,
                Recipient.Name => to.Value == session.Record.Name,
                Recipient.All => session.Record.Started <= line.At,
                _ => false,
            };
    }
}
