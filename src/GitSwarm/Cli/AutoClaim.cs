using GitSwarm.Claims;
using GitSwarm.Sessions;

namespace GitSwarm.Cli;

/// <summary>The claims that editing files takes (<c>swarm.autoClaim</c>, on unless switched off).</summary>
internal static class AutoClaim
{
    /// <summary>What an edit of these files asks for; null where it holds them all, or where edits claim nothing.</summary>
    /// <param name="host">Config is read only where something is left to claim: it costs a process.</param>
    /// <param name="paths">Relative to the top.</param>
    public static Func<ClaimBook, Session, ClaimRequest?> Of(SwarmHost host, IReadOnlyList<string> paths) =>
        (book, me) =>
        {
            var mine = ClaimRules.Mine(book, me);
            var free = paths.Where(p => !p.EndsWith('/') && !mine.Exists(c => c.Pattern.Matches(p))).ToList();
            // One that holds as much as it may keeps editing without.
            return free.Count == 0 || mine.Count + free.Count > LocksRecord.Most || !host.Settings.Bool("swarm.autoclaim", otherwise: true)
                ? null
                : new ClaimRequest([.. free.Select(ClaimPattern.ForPath)], ClaimRequest.AutoTtl) { Auto = true };
        };
}
