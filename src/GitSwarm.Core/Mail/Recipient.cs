using GitSwarm.Sessions;

namespace GitSwarm.Mail;

/// <summary>To whom a message goes, in the form outboxes hold.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Value">Which: <c>clone/session</c>, a name, a team, a channel; empty for everybody.</param>
public readonly record struct Recipient(string Kind, string Value)
{
    /// <summary>One session: <c>session:clone/id</c>.</summary>
    public const string Session = "session";

    /// <summary>Whoever comes by this name: <c>name:ui</c>.</summary>
    public const string Name = "name";

    /// <summary>Who is in a team: <c>team:clone/web/id</c>; see <see cref="Groups"/>.</summary>
    public const string Team = "team";

    /// <summary>Who listens to a channel: <c>channel:build</c>; see <see cref="Groups"/>.</summary>
    public const string Channel = "channel";

    /// <summary>Everybody who was here when it was sent: <c>all</c>.</summary>
    public const string All = "all";

    /// <summary>This session.</summary>
    public static Recipient Of(Session session) => new(Session, $"{session.Ref.CloneId}/{session.Id}");

    /// <summary>As stored.</summary>
    public string Text => Kind == All ? All : $"{Kind}:{Value}";

    /// <summary>Reads the stored form; null for anything else.</summary>
    public static Recipient? Parse(string? text)
    {
        if (text == All)
        {
            return new Recipient(All, "");
        }
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && text![..colon] is Session or Name or Team or Channel && colon + 1 < text!.Length
            ? new Recipient(text[..colon], text[(colon + 1)..])
            : null;
    }
}
