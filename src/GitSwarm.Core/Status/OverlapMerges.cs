using GitSwarm.Conflicts;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Status;

/// <summary>Says of each path several sessions changed whether merging their work would stop there.</summary>
public static class OverlapMerges
{
    /// <summary>The report with what the radar knows or finds out in time; where it does not, an overlap stays as it is.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="roster">Who is on record.</param>
    /// <param name="observed">The looks the report rests on.</param>
    /// <param name="radar">Knows what would conflict.</param>
    /// <param name="budget">How long it may take where the radar does not know the answer already; zero for not at all. Asked only there, for it costs a process.</param>
    public static StatusReport Mark(
        StatusReport report,
        Roster roster,
        IReadOnlyList<Observation> observed,
        Radar radar,
        Func<TimeSpan> budget
    )
    {
        var touched = report.Overlaps.Where(o => o.Kind == "touched").ToList();
        if (touched.Count == 0)
        {
            return report;
        }
        var (sides, _) = Sides.Of(roster, [.. observed.Where(o => o.Status is not null).Select(o => o.Worktree)], null, _ => null);
        var meant = sides.Where(s => touched.Exists(o => IsIn(s, o))).ToList();
        if (meant.Count < 2)
        {
            return report;
        }
        try
        {
            var seen = observed.Where(o => o.Status is not null).ToDictionary(o => o.Worktree.Path, o => o.Status!, StringComparer.Ordinal);
            var options = new RadarOptions { Seen = seen };
            bool IsWanted(Side a, Side b) => touched.Exists(o => IsIn(a, o) && IsIn(b, o));
            var told = radar.Recall(meant, IsWanted, options);
            if (told is null && budget() is var patience && patience > TimeSpan.Zero)
            {
                told = radar.Compare(meant, IsWanted, options with { Budget = patience });
            }
            return told?.Method == "merge" ? report with { Overlaps = [.. report.Overlaps.Select(o => Mark(o, told.Pairs))] } : report;
        }
        catch (Exception error) when (error is OutOfTimeException or SwarmException)
        {
            // What was asked for is who works where; this comes on top.
            return report;
        }
    }

    private static bool IsIn(Side side, Overlap overlap) => side.Sessions.Any(overlap.Sessions.Contains);

    private static Overlap Mark(Overlap overlap, IReadOnlyList<PairReport> pairs)
    {
        var meant = overlap.Kind == "touched" ? pairs.Where(p => IsIn(p.Left, overlap) && IsIn(p.Right, overlap)).ToList() : [];
        if (meant.Count == 0 || meant.Exists(p => p.Unknown is not null))
        {
            return overlap;
        }
        // A new directory is one path there, its files are single ones here.
        var found = meant
            .SelectMany(p => p.Conflicts)
            .Where(c =>
                c.Path == overlap.Path
                || c.OtherPath == overlap.Path
                || (overlap.Path.EndsWith('/') && c.Path.StartsWith(overlap.Path, StringComparison.Ordinal))
            )
            .ToList();
        return found.Count == 0
            ? overlap with
            {
                MergesCleanly = true,
            }
            : overlap with
            {
                Kind = "conflict",
                MergesCleanly = false,
                Lines = found.Select(c => c.LeftLines.Count > 0 ? c.LeftLines : c.RightLines).FirstOrDefault(l => l.Count > 0) ?? [],
            };
    }
}
