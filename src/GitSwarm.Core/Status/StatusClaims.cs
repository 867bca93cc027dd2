using GitSwarm.Claims;
using GitSwarm.Sessions;

namespace GitSwarm.Status;

/// <summary>Adds the claims to a status report: a pure function.</summary>
public static class StatusClaims
{
    /// <summary>The report with what each session claims, and an overlap wherever somebody changed what another claims.</summary>
    /// <param name="report">The sessions and their files.</param>
    /// <param name="book">The claims, of the same snapshot.</param>
    public static StatusReport With(StatusReport report, ClaimBook book)
    {
        if (book.All.Count == 0)
        {
            return report with { Problems = [.. report.Problems, .. book.Problems] };
        }
        var claims = book.InForce.ToLookup(c => (c.Ref.CloneId, c.Ref.Stream));
        var sessions = report.Sessions.Select(s => s with { Claims = [.. claims[(s.Session.Ref.CloneId, s.Session.Id)]] });
        List<Overlap> more = [.. Overlaps(report, book)];
        var overlaps = more.Count == 0 ? report.Overlaps : [.. report.Overlaps.Concat(more).OrderBy(o => o.Path, StringComparer.Ordinal)];
        return report with { Sessions = [.. sessions], Overlaps = overlaps, Problems = [.. report.Problems, .. book.Problems] };
    }

    private static IEnumerable<Overlap> Overlaps(StatusReport report, ClaimBook book)
    {
        var known = report.Overlaps.ToDictionary(o => o.Path, o => o.Sessions, StringComparer.Ordinal);
        foreach (var status in report.Sessions.Where(s => s.Session.IsLive))
        {
            foreach (var file in status.Files)
            {
                foreach (var holder in Holders(book, status.Session, file.Path))
                {
                    // That both changed it says more.
                    if (!(known.TryGetValue(file.Path, out var both) && both.Contains(holder) && both.Contains(status.Session.Id)))
                    {
                        string[] who = [holder, status.Session.Id];
                        yield return new Overlap(file.Path, [.. who.Order(StringComparer.Ordinal)], "claim") { Holder = holder };
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Holders(ClaimBook book, Session session, string path) =>
        ClaimRules.Covering(book, session, path).Select(c => c.Ref.Stream).Distinct();
}
