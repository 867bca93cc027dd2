using GitSwarm.Sessions;

namespace GitSwarm.Mail;

/// <summary>Teams and channels as recipients: who hears what is said to them.</summary>
/// <remarks>
/// A message to a group names its readers: who was in it when it was sent, as its sender saw it. It stays theirs, also when they
/// leave, and no clock has a say in that. For who sends from elsewhere, or while somebody joins, may not know of everybody, it is
/// also for those in the group who joined no later than it was sent. And what a reader left unread that is over is for the next
/// of its name in the group, as with any message. Whoever joins later is not told what was said before.
/// </remarks>
public static class Groups
{
    /// <summary>Readers a message names; the others of a larger channel hear it as those who listen to it.</summary>
    public const int MostReaders = 100;

    /// <summary>A team as a recipient.</summary>
    /// <param name="clone">The clone it belongs to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="id">Its id: another team of that name is another recipient.</param>
    public static Recipient Team(string clone, string name, string id) => new(Recipient.Team, $"{clone}/{name}/{id}");

    /// <summary>A channel as a recipient.</summary>
    public static Recipient Channel(string name) => new(Recipient.Channel, name);

    /// <summary>True where several may be meant: everybody, a team, a channel.</summary>
    /// <param name="to">As stored.</param>
    public static bool AreMeant(string? to) => Recipient.Parse(to) is { Kind: Recipient.All or Recipient.Team or Recipient.Channel };

    /// <summary>What somebody is in: the recipients, each with since when.</summary>
    public static IEnumerable<(Recipient Group, DateTimeOffset Since)> Of(Session session)
    {
        if (session.Record.Team is { Left: null } seat)
        {
            yield return (Team(session.Ref.CloneId, seat.Team, seat.Id), seat.Joined);
        }
        foreach (var subscription in session.Record.Channels ?? [])
        {
            // Who left and came back was away in between.
            yield return (Channel(subscription.Channel), subscription.Since > session.Since ? subscription.Since : session.Since);
        }
    }

    /// <summary>Since when somebody is in a group; null where it is not.</summary>
    public static DateTimeOffset? Since(Session session, Recipient to)
    {
        foreach (var (group, since) in Of(session))
        {
            if (group == to)
            {
                return since;
            }
        }
        return null;
    }

    /// <summary>True where somebody is or was in a group.</summary>
    public static bool WasIn(Session session, Recipient to) =>
        Since(session, to) is not null || (session.Record.Team is { } seat && Team(session.Ref.CloneId, seat.Team, seat.Id) == to);

    /// <summary>True where a message to a group is somebody's own, not one left by another of its name.</summary>
    public static bool IsOwn(Session session, Recipient to, MailLine line) =>
        line.Readers?.ContainsKey(Recipient.Of(session).Value) == true || Since(session, to) <= line.At;
}
