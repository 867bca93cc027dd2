using GitSwarm.Briefing;
using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Conflicts;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.ClientHooks;

/// <summary>Where a file is changed on two sides already: whether merging them would stop.</summary>
internal static class EditAhead
{
    /// <summary>A fact for each of the files that would conflict; none where that cannot be told in time (<c>swarm.forecast</c>).</summary>
    public static List<Fact> Look(SwarmHost host, ClaimBook book, Session me, IReadOnlyList<string> paths, IReadOnlySet<string> told)
    {
        // A file this session has not changed yet cannot conflict.
        var mine = paths.Where(p => Changed(me, p)).ToHashSet(StringComparer.Ordinal);
        var others = book
            .Roster.Live.Where(s => !Family.IsOne(s, me, book.Roster) && s is { IsLocal: true, IsMuted: false, Process: not null })
            .Where(s => s.Process!.Worktree != host.Repository.WorktreeId && mine.Any(p => Changed(s, p) && !told.Contains(Key(s, p))))
            .ToList();
        if (others.Count == 0 || Forecast.Budget(host) is var budget && budget == TimeSpan.Zero)
        {
            return [];
        }
        var wanted = others
            .Select(s => s.Process!.Worktree ?? "")
            .Append(host.Repository.WorktreeId ?? "")
            .ToHashSet(StringComparer.Ordinal);
        var worktrees = Worktree.List(host.Repository).Where(w => wanted.Contains(w.Id ?? "")).ToList();
        var (sides, _) = Sides.Of(book.Roster, worktrees, host.Repository.WorkTree, _ => null);
        try
        {
            var report = new Radar(host.Git, TimeProvider.System).Compare(
                sides,
                (a, b) => a.IsMine || b.IsMine,
                new RadarOptions { Budget = budget }
            );
            return [.. report.Pairs.SelectMany(p => p.Conflicts.Where(c => mine.Contains(c.Path)).SelectMany(c => Of(p, c, others)))];
        }
        catch (OutOfTimeException)
        {
            return [];
        }
    }

    private static bool Changed(Session session, string path) => session.Touched?.Paths.Any(t => t.Path == path) == true;

    private static string Key(Session other, string path) => $"ahead:{StableHash.Of($"{other.Id}:{other.Record.Nonce}:{path}")}";

    private static IEnumerable<Fact> Of(PairReport pair, Conflict conflict, List<Session> others)
    {
        var (side, lines) = pair.Left.IsMine ? (pair.Right, conflict.LeftLines) : (pair.Left, conflict.RightLines);
        var where = lines.Count > 0 ? $" at {ConflictsText.Numbers(lines)}" : $" ({conflict.Kind})";
        return others
            .Where(s => side.Sessions.Contains(s.Id))
            .Take(1)
            .Select(other => new Fact(
                FactKind.Conflict,
                Key(other, conflict.Path),
                $"{ModelText.Inline(conflict.Path, 120)}: merging your changes with those of {ModelText.Inline(other.Name, 40)} would conflict{where} (see: git swarm conflicts)"
            ));
    }
}
