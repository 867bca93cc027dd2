using GitSwarm.Mail;

namespace GitSwarm.Worker;

/// <summary>What the file of one reader says.</summary>
/// <param name="Shown">The messages in the order they first came out.</param>
/// <param name="Repeated">Messages that came again although they had been finished: none, or "shown once" is not true.</param>
/// <param name="Again">Messages that came again because the reader was killed before it could record them.</param>
/// <param name="OutOfOrder">Messages that came before an earlier one of the same sender and priority.</param>
public sealed record MailLog(IReadOnlyList<string> Shown, int Repeated, int Again, int OutOfOrder)
{
    /// <summary>Reads the file of a reader.</summary>
    public static MailLog Parse(IEnumerable<string> lines)
    {
        var shown = new List<string>();
        var pending = new HashSet<string>(StringComparer.Ordinal);
        var finished = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var newest = new Dictionary<(string Sender, Priority Priority), int>();
        var (repeated, again, outOfOrder) = (0, 0, 0);
        foreach (var line in lines)
        {
            if (line == MailReader.Finished)
            {
                finished.UnionWith(pending);
                pending.Clear();
            }
            else if (line == MailReader.Begun)
            {
                pending.Clear();
            }
            // Half a line is what a reader that was killed did not show.
            else if (
                line.Split(' ') is [{ Length: 36 } id, var urgency, var sender, var number]
                && Enum.TryParse<Priority>(urgency, out var at)
            )
            {
                pending.Add(id);
                if (!ids.Add(id))
                {
                    repeated += finished.Contains(id) ? 1 : 0;
                    again += finished.Contains(id) ? 0 : 1;
                    continue;
                }
                var n = int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
                outOfOrder += newest.TryGetValue((sender, at), out var before) && before > n ? 1 : 0;
                newest[(sender, at)] = n;
                shown.Add($"{sender} {number}");
            }
        }
        return new MailLog(shown, repeated, again, outOfOrder);
    }
}
