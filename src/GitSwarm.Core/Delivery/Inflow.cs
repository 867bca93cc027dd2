using GitSwarm.Claims;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;

namespace GitSwarm.Delivery;

/// <summary>Everything that waits for one session, as read at one time.</summary>
/// <param name="Book">The sessions, and the claims where they were read.</param>
/// <param name="Me">Whose; null where the caller has no session.</param>
/// <param name="Cursors">What it was shown so far.</param>
/// <param name="Notes">Notes of others since it started.</param>
/// <param name="Text">Messages for it to read.</param>
/// <param name="Protocol">Messages for its handlers.</param>
public sealed record Inflow(
    ClaimBook Book,
    Session? Me,
    CursorRecord Cursors,
    Scanned<NoteLine> Notes,
    Scanned<MailLine> Text,
    Scanned<MailLine> Protocol
)
{
    /// <summary>The blob the cursors were read from; none where it was shown nothing yet.</summary>
    public ObjectId CursorsId { get; init; }

    /// <summary>How many segments were looked into for the first time: the next reader is spared them once that is recorded.</summary>
    public int FirstSeen => Notes.FirstSeen + Text.FirstSeen + Protocol.FirstSeen;

    /// <summary>The session's names and states.</summary>
    public Roster Roster => Book.Roster;

    /// <summary>The session that wrote a line; null where it is no longer on record.</summary>
    public Session? AuthorOf<T>(Waiting<T> waiting)
        where T : FeedLine
    {
        var feed = waiting.Line is NoteLine note ? note.WrittenTo(waiting.Segment.Ref) : waiting.Segment.Feed;
        return Roster.All.FirstOrDefault(s => $"{s.Ref.CloneId}/{s.Id}" == feed);
    }
}

/// <summary>What was really put out of an <see cref="Inflow"/>.</summary>
/// <param name="Notes">Ids of the notes.</param>
/// <param name="Text">Ids of the messages read.</param>
/// <param name="Protocol">Ids of the messages handled.</param>
/// <param name="Told">Keys of the facts.</param>
public sealed record PutOut(
    IReadOnlySet<string> Notes,
    IReadOnlySet<string> Text,
    IReadOnlySet<string> Protocol,
    IReadOnlyList<string> Told
)
{
    /// <summary>Nothing.</summary>
    public static PutOut Nothing { get; } = new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), []);
}
