using GitSwarm.Sessions;

namespace GitSwarm.Mail;

/// <summary>To whom a message goes, in the form outboxes hold.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Value">Which: <c>clone/session</c>, a name, a team; empty for everybody.</param>
public readonly record struct Recipient(string Kind, string Value)
{
    /// <summary>One session: <c>session:clone/id</c>.</summary>
    public const string Session = "session";

    /// <summary>Whoever comes by this name: <c>name:ui</c>.</summary>
    public const string Name = "name";

    /// <summary>The members of a team: <c>team:web</c>.</summary>
    public const string Team = "team";

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
        return colon > 0 && text![..colon] is Session or Name or Team && colon + 1 < text!.Length
            ? new Recipient(text[..colon], text[(colon + 1)..])
            : null;
    }
}
