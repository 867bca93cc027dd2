using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>Builds the push that changes the claims of one session at a remote: all of it goes in, or nothing.</summary>
/// <remarks>
/// What this clone lets others know of its sessions comes along, for a claim without its session is void to them. The
/// head is everybody's: it moves with each change, so a push that was decided on old claims is refused.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">Where to.</param>
/// <param name="presence">What this clone lets others know of its sessions.</param>
/// <param name="ids">Makes nonces.</param>
public sealed class LocksPush(SwarmGit git, SyncRemote remote, OutgoingPresence presence, Ids ids)
{
    /// <summary>The ref of a session's claims.</summary>
    public static RefName NameOf(Session session) => SwarmRefs.Of(SwarmRefs.Locks, session.Ref.CloneId, SessionId.From(session.Id));

    /// <summary>The changes.</summary>
    /// <param name="name">The ref of its claims.</param>
    /// <param name="claims">What it holds by the remote's leave; none: its record there goes.</param>
    /// <param name="tracked">What was fetched, by name here.</param>
    /// <param name="now">UTC.</param>
    public List<RefPush> Of(
        RefName name,
        IReadOnlyList<ClaimRecord> claims,
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
        if (claims.Count > 0)
        {
            changes.AddRange(presence.Now(tracked).Select(p => Push(p.Key, p.Value)).Where(p => p.New != p.Lease));
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
