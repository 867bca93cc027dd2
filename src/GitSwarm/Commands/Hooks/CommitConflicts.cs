using GitSwarm.Cli;
using GitSwarm.Conflicts;
using GitSwarm.Git;
using GitSwarm.Sessions;

namespace GitSwarm.Commands.Hooks;

/// <summary>Conflicts a commit would create with what others have open, told before it is made.</summary>
internal static class CommitConflicts
{
    /// <summary>A line for each file that would conflict; none where nobody else touched a staged file, or time ran out.</summary>
    /// <param name="host">The host.</param>
    /// <param name="scene">Who else is here.</param>
    /// <param name="staged">The staged paths.</param>
    /// <param name="index">The index the commit is made from, as the hook was given it.</param>
    public static IReadOnlyList<string> Lines(SwarmHost host, HookScene scene, IReadOnlyList<string> staged, string? index)
    {
        // Records alone say whether a look can pay: a commit that meets nobody costs nothing here.
        var paths = staged.ToHashSet(StringComparer.Ordinal);
        // Two that share a work tree commit each other's changes: nothing of theirs is left to merge.
        bool IsElsewhere(Session s) => s is { IsLocal: true, Process: { } process } && process.Worktree != host.Repository.WorktreeId;
        var met = scene.Others.Where(s => IsElsewhere(s) && Touched(s).Any(paths.Contains)).ToList();
        var budget = met.Count == 0 ? TimeSpan.Zero : Forecast.Budget(host);
        var worktrees = budget == TimeSpan.Zero ? [] : Worktree.List(host.Repository);
        if (host.Repository.WorkTree is not { } top || worktrees.Find(w => w.Path == top) is not { } here)
        {
            return [];
        }
        var theirs = met.Select(s => s.Process!.Worktree ?? "").ToHashSet(StringComparer.Ordinal);
        var (sides, _) = Sides.Of(scene.Book.Roster, [.. worktrees.Where(w => theirs.Contains(w.Id ?? ""))], top, _ => null);
        var file = index is null ? Path.Combine(host.Repository.GitDir, "index") : Path.GetFullPath(index, top);
        var forecast = CommitForecast.Of(new Radar(host.Git, TimeProvider.System), sides, here, file, budget);
        return [.. forecast.Pairs.SelectMany(p => p.Conflicts.Where(c => paths.Contains(c.Path)).Select(c => Line(scene, p.Right, c)))];
    }

    private static IEnumerable<string> Touched(Session session) => session.Touched?.Paths.Select(p => p.Path) ?? [];

    private static string Line(HookScene scene, Side side, Conflict conflict)
    {
        var who = scene.Others.Where(s => side.Sessions.Contains(s.Id)).Select(Who.Full).FirstOrDefault() ?? Texts.Cut(side.Label, 60);
        var where = conflict.LeftLines.Count > 0 ? $" at {ConflictsText.Numbers(conflict.LeftLines)}" : $" ({conflict.Kind})";
        return $"{Texts.Cut(conflict.Path, 80)}: merging with the work of {who} would conflict{where}";
    }
}
