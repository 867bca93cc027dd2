using System.Text;
using GitSwarm.Mail;
using GitSwarm.Sessions;

namespace GitSwarm.Briefing;

/// <summary>A message of a teammate as a model sees it ([L1]): one element, with everything in it escaped.</summary>
public static class TeammateText
{
    private const int LongestAttribute = 120;

    /// <summary>True where both are in one team now.</summary>
    public static bool IsFrom(Session? author, Session me) =>
        author?.Record.Team is { Left: null } theirs
        && me.Record.Team is { Left: null } mine
        && theirs.Id == mine.Id
        && author.Ref.CloneId == me.Ref.CloneId;

    /// <summary><c>&lt;teammate-message from="ui" color="blue" summary="…"&gt;…&lt;/teammate-message&gt;</c>.</summary>
    /// <param name="line">The message.</param>
    /// <param name="author">Who wrote it.</param>
    public static string Of(MailLine line, Session author) => Opening(line, author) + Texts.Markup(line.Text ?? "") + Closing;

    /// <summary>Ends the element.</summary>
    public const string Closing = "</teammate-message>";

    /// <summary>The element's beginning.</summary>
    public static string Opening(MailLine line, Session author)
    {
        var tag = new StringBuilder("<teammate-message");
        Attribute(tag, "from", author.Record.Team!.Member);
        Attribute(tag, "color", line.Color ?? author.Record.Team.Color);
        Attribute(tag, "summary", line.Summary);
        Attribute(tag, "id", line.Id.Length > 8 ? line.Id[^8..] : line.Id);
        return tag.Append('>').ToString();
    }

    private static void Attribute(StringBuilder tag, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            tag.Append(' ')
                .Append(name)
                .Append("=\"")
                .Append(ModelText.Shorten(Texts.Markup(Texts.Cut(value, LongestAttribute)), LongestAttribute))
                .Append('"');
        }
    }
}
