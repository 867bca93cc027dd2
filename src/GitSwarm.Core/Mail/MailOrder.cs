using GitSwarm.Delivery;

namespace GitSwarm.Mail;

/// <summary>In which order messages come out.</summary>
public static class MailOrder
{
    /// <summary>
    /// The more urgent first; first in, first out within one priority. What one sender wrote keeps its order, whatever the
    /// sender's clock did meanwhile. A message that was read from two places comes once.
    /// </summary>
    public static List<Waiting<MailLine>> Of(IEnumerable<Waiting<MailLine>> lines)
    {
        var latest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var timed = new List<(Waiting<MailLine> Waiting, DateTimeOffset At)>();
        foreach (var waiting in lines.DistinctBy(w => w.Line.Id).OrderBy(w => w.Line.Seq))
        {
            // Never before what the same sender wrote earlier.
            var before = latest.GetValueOrDefault(waiting.Segment.Feed);
            var at = waiting.Line.At > before ? waiting.Line.At : before;
            latest[waiting.Segment.Feed] = at;
            timed.Add((waiting, at));
        }
        return
        [
            .. timed
                .OrderBy(t => t.Waiting.Line.Urgency)
                .ThenBy(t => t.At)
                .ThenBy(t => t.Waiting.Segment.Feed, StringComparer.Ordinal)
                .ThenBy(t => t.Waiting.Line.Seq)
                .Select(t => t.Waiting),
        ];
    }
}
