using GitSwarm.Clients;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Sessions;

namespace GitSwarm.Mail;

/// <summary>Which messages are for a session: a pure view over all outboxes, the sessions and what they were shown.</summary>
/// <remarks>
/// A message to a session that ended without seeing it is for the next session of the same name; one to a name waits
/// until a session of that name comes. Whether an earlier one of that name was shown it, its cursors tell.
/// </remarks>
/// <param name="roster">The sessions.</param>
/// <param name="cursors">What each session of this clone was shown.</param>
/// <param name="me">Whose mailbox.</param>
public sealed class Mailbox(Roster roster, CursorBook cursors, Session me)
{
    private readonly string mine = Recipient.Of(me).Value;

    /// <summary>Whether a message is for this session.</summary>
    public bool IsForMe(Lane lane, FeedSegment segment, MailLine line)
    {
        if (line.Lane != lane || segment.Feed == mine || Recipient.Parse(line.To) is not { } to)
        {
            return false;
        }
        // What becomes of a run is told in its agent's own outbox, here; from elsewhere it would be somebody's word for it.
        if (line.Type is MailLine.TaskNotification or MailLine.TaskProgress && !IsOfRun(segment, line))
        {
            return false;
        }
        if (line.Type == MailLine.IdleNotification && segment.Ref.CloneId != me.Ref.CloneId)
        {
            return false;
        }
        return to.Kind switch
        {
            Recipient.Session => to.Value == mine || IsInherited(lane, segment, line, to.Value),
            Recipient.Name => to.Value == me.Record.Name && me.IsLocal && !WasShown(lane, segment, line, ofName: to.Value),
            Recipient.All => Arrival.IsSince(me, cursors.Of(me.Id), lane, segment.Feed, line.At),
            Recipient.Team or Recipient.Channel => Groups.IsOwn(me, to, line) || IsLeftUnread(lane, segment, line, to),
            _ => false,
        };
    }

    private bool IsOfRun(FeedSegment segment, MailLine line) =>
        segment.Ref.CloneId == me.Ref.CloneId
        && segment.Ref.Stream == (line.Type == MailLine.TaskNotification ? line.Id : line.Fields?.Id("task_id"));

    /// <summary>Whether a message is for whoever bears a name, and not for one session.</summary>
    public bool IsByName(MailLine line) =>
        Recipient.Parse(line.To) is { } to && (to.Kind == Recipient.Name || (to.Kind == Recipient.Session && to.Value != mine));

    /// <summary>Whether a message is for a group this session came to lately, and not for it by name: it was passed over before.</summary>
    /// <param name="line">The message.</param>
    /// <param name="heard">The groups, as stored, that its reader was in when it looked last.</param>
    public bool IsOfNewGroup(MailLine line, IReadOnlyList<string> heard) =>
        line.To is { } to && line.Readers?.ContainsKey(mine) != true && !heard.Contains(to) && Groups.Of(me).Any(g => g.Group.Text == to);

    /// <summary>Said to a group this session is in, and left unread by one of its name that is gone.</summary>
    private bool IsLeftUnread(Lane lane, FeedSegment segment, MailLine line, Recipient to)
    {
        if (!me.IsLocal || line.Readers is null || Groups.Since(me, to) is null)
        {
            return false;
        }
        var own = me.Ref.CloneId + "/";
        return line.Readers.Any(r =>
                r.Value == me.Record.Name
                && r.Key.StartsWith(own, StringComparison.Ordinal)
                && roster.Local(r.Key[own.Length..]) is not { IsLive: true }
                && !HasSeen(r.Key[own.Length..], lane, segment, line)
            ) && !WasShown(lane, segment, line, me.Record.Name, s => Groups.WasIn(s, to));
    }

    /// <summary>Left unread by a session that is gone, whose name this one has.</summary>
    private bool IsInherited(Lane lane, FeedSegment segment, MailLine line, string recipient)
    {
        var slash = recipient.IndexOf('/', StringComparison.Ordinal);
        var (clone, id) = (recipient[..Math.Max(0, slash)], recipient[(slash + 1)..]);
        return line.ToName == me.Record.Name
            && clone == me.Ref.CloneId
            && me.IsLocal
            && roster.Local(id) is not { IsLive: true }
            && !HasSeen(id, lane, segment, line)
            && !WasShown(lane, segment, line, ofName: me.Record.Name);
    }

    private bool WasShown(Lane lane, FeedSegment segment, MailLine line, string ofName, Func<Session, bool>? could = null) =>
        roster.All.Any(s =>
            s.IsLocal
            && s.Id != me.Id
            && could?.Invoke(s) != false
            && s.Record.Name == ofName
            // Looked through under another name, it was passed over.
            && (cursors.Of(s.Id)?.Name ?? ofName) == ofName
            && HasSeen(s.Id, lane, segment, line)
        );

    private bool HasSeen(string session, Lane lane, FeedSegment segment, MailLine line) =>
        cursors.Of(session)?.HasDealtWith(lane, segment.Feed, line.Seq) == true;
}
