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
    /// <summary>Bytes of messages in one turn, as they stand there; the others come with the next.</summary>
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
        var untold = asked.Select(RequestFacts.KeyOf).Where(k => !told.Contains(k)).ToHashSet(StringComparer.Ordinal);
        var ofTeam = MailOrder.Of(inflow.Text.Lines.Where(w => TeammateText.IsFrom(inflow.AuthorOf(w), me) && w.Line.Text is not null));
        var inFull = ofTeam.Select(w => w.Line.Id).ToHashSet(StringComparer.Ordinal);
        var others = Facts.Of(inflow, Moment.Prompt, now).Where(f => !inFull.Contains(f.Key)).ToList();
        // Who is muted is asked to end all the same.
        others.AddRange(RequestFacts.Untold(inflow, now).Where(f => untold.Contains(f.Key) && others.TrueForAll(o => o.Key != f.Key)));
        var toldable = others.Select(f => f.Key).Concat(inFull).ToHashSet(StringComparer.Ordinal);
        // What comes later waits for a turn that there is for another reason ([N3]); what it is not told, being muted, is no reason.
        if (untold.Count == 0 && !inflow.Text.Lines.Any(w => w.Line.Urgency != Priority.Later && toldable.Contains(w.Line.Id)))
        {
            return null;
        }
        var (text, put) = Messages(inflow, ofTeam);
        var briefing = Briefings.Compose(others);
        put.UnionWith(briefing.Put.Text);
        return new TurnText(text.Append(briefing.Text).ToString().TrimEnd(), briefing.Put with { Text = put });
    }

    /// <summary>Of messages of the team as many as fit, and which those are.</summary>
    private static (StringBuilder Text, HashSet<string> Put) Messages(Inflow inflow, List<Waiting<MailLine>> ofTeam)
    {
        var (text, bytes) = (new StringBuilder(), 0);
        var put = new HashSet<string>(StringComparer.Ordinal);
        foreach (var waiting in ofTeam)
        {
            var message = TeammateText.Of(waiting.Line, inflow.AuthorOf(waiting)!) + "\n";
            bytes += Encoding.UTF8.GetByteCount(message);
            if (put.Count > 0 && bytes > MostText)
            {
                break;
            }
            text.Append(message);
            put.Add(waiting.Line.Id);
        }
        return (text, put);
    }
}
