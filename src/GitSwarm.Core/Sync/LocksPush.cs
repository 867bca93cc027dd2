using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>Builds the push that changes the claims of one session at a remote: all of it goes in, or nothing.</summary>
/// <remarks>
/// The session's own records come along, for a claim without its session is void to others. The head is everybody's: it
/// moves with each change, so a push that was decided on old claims is refused.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">Where to.</param>
/// <param name="ids">Makes nonces.</param>
public sealed class LocksPush(SwarmGit git, SyncRemote remote, Ids ids)
{
    private static readonly string[] OfSession = [SwarmRefs.Sessions, SwarmRefs.Heartbeats];

    /// <summary>The ref of a session's claims.</summary>
    public static RefName NameOf(Session session) => SwarmRefs.Of(SwarmRefs.Locks, session.Ref.CloneId, SessionId.From(session.Id));

    /// <summary>The changes.</summary>
    /// <param name="session">Whose claims, in a view of this clone; null where it is no longer on record.</param>
    /// <param name="name">The ref of its claims.</param>
    /// <param name="claims">What it holds by the remote's leave; none: its record there goes.</param>
    /// <param name="roster">The sessions, with the refs they were read from.</param>
    /// <param name="tracked">What was fetched, by name here.</param>
    /// <param name="now">UTC.</param>
    public List<RefPush> Of(
        Session? session,
        RefName name,
        IReadOnlyList<ClaimRecord> claims,
        Roster roster,
        IReadOnlyDictionary<RefName, ObjectId> tracked,
        DateTimeOffset now
    )
    {
        RefPush Push(RefName there, ObjectId id) => new(there, id, tracked.GetValueOrDefault(SwarmRefs.Fetched(remote.Key, there)));
        var record = new LocksRecord
        {
            Id = name.Components[^1],
            At = now,
            Nonce = ids.NewShort(),
            Claims = claims,
        };
        var content = Records.Write(record, ClaimJson.Default.LocksRecord);
        var blob = ObjectId.Parse(git.Run(["hash-object", "-w", "--stdin"], content).OrThrow("write a claim").Text);
        var changes = new List<RefPush>();
        if (session is not null && claims.Count > 0)
        {
            changes.AddRange(
                OfSession
                    .Select(kind => SwarmRefs.Of(kind, session.Ref.CloneId, SessionId.From(session.Id)))
                    .Select(own => Push(own, roster.Snapshot.IdOf(own)))
                    .Where(p => !p.New.IsNone && p.New != p.Lease)
            );
        }
        var mine = Push(name, claims.Count > 0 ? blob : default);
        if (mine.New != mine.Lease)
        {
            changes.Add(mine);
        }
        changes.Add(Push(SwarmRefs.LocksHead, blob));
        return changes;
    }
}
