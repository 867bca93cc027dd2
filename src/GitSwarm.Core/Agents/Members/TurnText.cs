using System.Text;
using GitSwarm.Briefing;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;
using GitSwarm.Sessions;

namespace GitSwarm.Agents.Members;

/// <summary>What a member's next turn begins with: messages of its team in full, and what else there is to tell.</summary>
/// <param name="Text">For the program.</param>
/// <param name="Put">What to record once it was given that.</param>
public sealed record TurnText(string Text, PutOut Put)
{
    /// <summary>Bytes of messages in one turn; the others come with the next.</summary>
    private const int MostText = 64 * 1024;

    /// <summary>Composes it; null where nothing waits that a member is called for.</summary>
    /// <param name="inflow">What waits.</param>
    /// <param name="asked">Requests to end.</param>
    /// <param name="now">UTC.</param>
    public static TurnText? Of(Inflow inflow, IReadOnlyList<Request> asked, DateTimeOffset now)
    {
        if (inflow.Me is not { } me)
        {
            return null;
        }
        var told = inflow.Cursors.Told ?? [];
        var isAsked = asked.Any(r => !told.Contains(RequestFacts.KeyOf(r)));
        // What comes later waits for a turn that there is for another reason ([N3]).
        if (!isAsked && !inflow.Text.Lines.Any(w => w.Line.Urgency != Priority.Later))
        {
            return null;
        }
        var text = new StringBuilder();
        var put = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var waiting in MailOrder.Of(
                inflow.Text.Lines.Where(w => TeammateText.IsFrom(inflow.AuthorOf(w), me) && w.Line.Text is not null)
            )
        )
        {
            if (text.Length > 0 && text.Length + waiting.Line.Text!.Length > MostText)
            {
                break;
            }
            text.Append(TeammateText.Of(waiting.Line, inflow.AuthorOf(waiting)!)).Append('\n');
            put.Add(waiting.Line.Id);
        }
        var ofTeam = inflow
            .Text.Lines.Where(w => TeammateText.IsFrom(inflow.AuthorOf(w), me) && w.Line.Text is not null)
            .Select(w => w.Line.Id);
        var others = Facts.Of(inflow, Moment.Prompt, now).Where(f => !ofTeam.Contains(f.Key)).ToList();
        var briefing = Briefings.Compose(others);
        put.UnionWith(briefing.Put.Text);
        return new TurnText(text.Append(briefing.Text).ToString().TrimEnd(), briefing.Put with { Text = put });
    }
}
