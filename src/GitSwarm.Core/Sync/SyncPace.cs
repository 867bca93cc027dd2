namespace GitSwarm.Sync;

/// <summary>How long what changed of known sessions is held back after it was sent last; who comes or goes is told at once.</summary>
/// <param name="News">For a new task, name or branch, and for files that were not among the changed ones.</param>
/// <param name="Ticks">For ticks, and later times of the same files.</param>
public sealed record SyncPace(TimeSpan News, TimeSpan Ticks)
{
    /// <summary>Ticks travel this often at most.</summary>
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>What each clone at the remote adds to the time between two pushes of news, up to <see cref="Quarter"/>.</summary>
    /// <remarks>
    /// A git before 2.41 keeps each blob that was replaced loose for two weeks and complains from 6,700 on. At this pace a
    /// simulated month of eight clones went by without: docs/sync.md. Many clones exchange more seldom anyway.
    /// </remarks>
    private static readonly TimeSpan PerClone = TimeSpan.FromMinutes(2);

    /// <summary>Nothing is held back.</summary>
    public static SyncPace AtOnce { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Somebody asked for it.</summary>
    public static SyncPace Asked { get; } = new(TimeSpan.Zero, Quarter);

    /// <summary>Nobody asked: it goes on and on.</summary>
    /// <param name="clones">How many clones have records at the remote.</param>
    public static SyncPace Unattended(int clones)
    {
        // Not at every second exchange only because the first came a little early.
        var pause = clones * SyncSchedule.PerClone / 2;
        var ticks = pause < Quarter ? Quarter - pause : TimeSpan.Zero;
        return new SyncPace(clones * PerClone < ticks ? clones * PerClone : ticks, ticks);
    }
}
