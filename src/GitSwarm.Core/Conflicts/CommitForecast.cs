using GitSwarm.Git;

namespace GitSwarm.Conflicts;

/// <summary>What a commit about to be made would meet in the work of others.</summary>
/// <param name="IsInTime">False when the budget ran out; then nothing is known.</param>
/// <param name="Pairs">Sides whose work would conflict with the commit, which is the left one.</param>
public sealed record CommitForecast(bool IsInTime, IReadOnlyList<PairReport> Pairs)
{
    /// <summary>Asks the radar about the index as it will be committed; for the pre-commit hook.</summary>
    /// <param name="radar">The radar.</param>
    /// <param name="others">Everybody, as <see cref="Sides"/> gives them; the caller's own work tree is left out.</param>
    /// <param name="worktree">Where the commit is made.</param>
    /// <param name="indexFile">The index it is made from: <c>GIT_INDEX_FILE</c> of the hook, absolute.</param>
    /// <param name="budget">How long it may take.</param>
    /// <returns>The pairs with conflicts alone.</returns>
    public static CommitForecast Of(Radar radar, IReadOnlyList<Side> others, Worktree worktree, string indexFile, TimeSpan budget)
    {
        var mine = new Side("commit:index", "this commit", [], SideSource.Commit, worktree, null) { IndexFile = indexFile, IsMine = true };
        try
        {
            var report = radar.Compare(
                [mine, .. others.Where(o => o.Worktree?.Path != worktree.Path)],
                (a, b) => a == mine || b == mine,
                new RadarOptions { Budget = budget }
            );
            return new CommitForecast(IsInTime: true, [.. report.Pairs.Where(p => p.Conflicts.Count > 0)]);
        }
        catch (OutOfTimeException)
        {
            return new CommitForecast(IsInTime: false, []);
        }
    }
}
