using GitSwarm.Store;

namespace GitSwarm.Sessions;

/// <summary>What cleaning up after sessions came to.</summary>
/// <param name="Ended">Sessions found dead, and put on record as ended.</param>
/// <param name="Forgotten">Ended sessions past retention, dropped.</param>
/// <param name="Refs">Refs deleted in all.</param>
public sealed record SessionCleanup(IReadOnlyList<string> Ended, IReadOnlyList<string> Forgotten, int Refs)
{
    /// <summary>A local session without a process counts as ended after this long without a tick.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>More ended sessions than this still on record make a session start clean up in the background.</summary>
    public const int Many = 50;

    /// <summary>Decides over this clone's own sessions; those of other clones are never touched.</summary>
    /// <param name="roster">Everything on record.</param>
    /// <param name="from">This clone and now.</param>
    /// <param name="retention">How long an ended session is remembered.</param>
    public static Decision<SessionCleanup> Decide(Roster roster, Vantage from, TimeSpan retention)
    {
        var changes = new List<RefChange>();
        var ended = new List<string>();
        var forgotten = new List<string>();
        foreach (var session in roster.All.Where(s => s.IsLocal))
        {
            var abandoned = session.State == SessionState.Stale && from.Now - session.LastSeen > Abandoned;
            if (session.IsLive && !abandoned)
            {
                continue;
            }
            var record = SwarmRefs.Of(SwarmRefs.Sessions, from.CloneId, SessionId.From(session.Id));
            if (session.Record.Ended is null)
            {
                var over = session.Record with { At = from.Now, Ended = session.LastSeen, Since = session.Since };
                changes.Add(new RefChange(record, Records.Write(over, RecordJson.Default.SessionRecord), roster.Snapshot.IdOf(record)));
                ended.Add(session.Name);
            }
            else if (from.Now - session.Record.Ended > retention)
            {
                changes.Add(new RefChange(record, null, roster.Snapshot.IdOf(record)));
                forgotten.Add(session.Name);
            }
            foreach (var kind in SwarmRefs.SessionKinds.Where(k => k != SwarmRefs.Sessions))
            {
                var name = SwarmRefs.Of(kind, from.CloneId, SessionId.From(session.Id));
                if (roster.Snapshot.IdOf(name) is { IsNone: false } id)
                {
                    changes.Add(new RefChange(name, null, id));
                }
            }
        }
        return new Decision<SessionCleanup>(new SessionCleanup(ended, forgotten, changes.Count(c => c.Content is null)), changes);
    }
}
