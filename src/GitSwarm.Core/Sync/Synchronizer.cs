using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>Exchanges records with a remote: fetches what others have, then pushes what they lack.</summary>
/// <remarks>
/// Contract: refs of this clone are written here and nowhere else, those of others are only fetched, so nothing needs
/// merging, and a kill anywhere leaves what the next exchange completes. The remote may lose everything at any time: what
/// is absent is pushed again. One exchange of a clone at a time; see <see cref="Lock"/>.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">With whom.</param>
/// <param name="cloneId">This clone.</param>
/// <param name="clock">Time.</param>
/// <param name="byBranch">True to go by a branch; see <see cref="BranchCarrier"/>.</param>
/// <param name="ssh"><c>core.sshCommand</c>; null where it is not set.</param>
/// <param name="patience">After that long a git that talks to a remote is ended; <see cref="Patience"/> if null.</param>
public sealed class Synchronizer(
    SwarmGit git,
    SyncRemote remote,
    string cloneId,
    TimeProvider clock,
    bool byBranch = false,
    string? ssh = null,
    TimeSpan? patience = null
)
{
    /// <summary>The name of the lock an exchange holds, for <see cref="OsLock"/>.</summary>
    public const string Lock = "sync.lock";

    /// <summary>After that long a git that talks to a remote is ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly SyncGit wire = new(git, remote, patience ?? Patience, ssh);
    private readonly Tracking tracking = new(git, remote);
    private readonly Outgoing outgoing = new(git, remote, cloneId, clock);
    private Dictionary<RefName, ObjectId>? last;

    /// <summary>What this clone lets others know of its sessions.</summary>
    public OutgoingPresence Presence => outgoing.Presence;

    /// <summary>With whom.</summary>
    public SyncRemote Remote { get; } = remote;

    /// <summary>Exchanges.</summary>
    /// <exception cref="SwarmException">The remote cannot be reached, or does not answer.</exception>
    public SyncReport Run(SyncRequest request)
    {
        var before = tracking.Read();
        if (request.DryRun)
        {
            return Foresee(request, before);
        }
        // A killed fetch leaves its locks, and the next one could not write those refs. No git may run meanwhile: it could be
        // the one that holds them.
        StaleLocks.ClearFetched(git.Repository);
        if (request.Push)
        {
            outgoing.Begin();
        }
        var (tracked, dropped, trouble) = request.Fetch ? FetchOver(before) : (before, [], null);
        var there = AtRemote(tracked);
        var ignored = dropped.Select(d => new RefResult(Tracking.Shown(d.Name), "ignored", d.Reason));
        var fetched = Difference(AtRemote(before), there).Where(IsOfOthers).Concat(ignored).ToList();
        var state = SyncState.Read(git.Repository, Remote);
        var now = clock.GetUtcNow();
        var seen = SilentClones.Look(state.Clones, there, cloneId, now);
        if (request.Fetch && !SilentClones.AreSame(state.Clones, seen))
        {
            (state with { Clones = seen }).Write(git.Repository, Remote);
        }
        var report = new SyncReport(Remote, fetched, []) { Trouble = trouble, Clones = seen.Count + 1 };
        if (!request.Push)
        {
            return report;
        }
        // What stands under this clone's name and is no record goes, too: a push of everything by hand may have left it.
        foreach (var (name, id, _) in dropped)
        {
            there[name] = id;
        }
        var pace = request.IsUnattended ? SyncPace.Unattended(report.Clones) : SyncPace.Asked;
        return Push(report, outgoing.Collect(tracked, pace), there, SilentClones.Of(seen, request.Retention, now), request.Fetch);
    }

    /// <summary>What was fetched last, by name here, with what was pushed since.</summary>
    public Dictionary<RefName, ObjectId> Tracked() => last ?? tracking.Read();

    /// <summary>False when surely neither the remote nor a session here has claims of this clone that the other should know of; known after <see cref="Run"/>.</summary>
    public bool MayHoldArbitrated => !byBranch && (outgoing.MayHoldArbitrated || Tracked().Keys.Any(IsMyLocks));

    /// <summary>Fetches.</summary>
    /// <returns>What there is now, by name here.</returns>
    /// <exception cref="SwarmException">The remote cannot be reached, or does not answer.</exception>
    public Dictionary<RefName, ObjectId> Fetch() => FetchOver(tracking.Read()).Tracked;

    /// <summary>Pushes changes with their leases, all or none.</summary>
    /// <returns>Null when they are in; why not, where others were faster.</returns>
    /// <exception cref="SwarmException">The remote cannot be reached, or takes no such refs.</exception>
    public string? TryPush(IReadOnlyList<RefPush> changes)
    {
        if (byBranch)
        {
            throw RemoteErrors.Refused(Remote, "it exchanges by a branch");
        }
        var result = wire.PushAtomically(changes);
        if (result.Ok)
        {
            Move(changes);
            Superseded.Note(git.Repository, changes.Select(c => c.Lease ?? default));
            return null;
        }
        var reasons = PushReport.Parse(result, changes).Where(r => r.IsRefused).Select(r => r.Reason!).ToList();
        return reasons.Count == 0 && RemoteErrors.IsRefusal(result, hasFetched: true)
                ? throw RemoteErrors.Refused(Remote, RemoteErrors.Reason(result))
            : reasons.Count == 0 ? throw RemoteErrors.Unreachable(Remote, result)
            : reasons.Find(RemoteErrors.IsPolicy) is { } policy ? throw RemoteErrors.Refused(Remote, policy)
            : reasons[0];
    }

    /// <summary>The claims a remote has of a session, read past what readers see, for this clone's own are not shown to them.</summary>
    /// <param name="name">The ref there.</param>
    /// <returns>Null where it has none, or none that can be read.</returns>
    public IReadOnlyList<ClaimRecord>? ClaimsAt(RefName name)
    {
        var snapshot = SnapshotReader.Read(git, [SwarmRefs.Fetched(Remote.Key, name).Value]);
        return snapshot.Blobs.Values.FirstOrDefault() is { } blob
            ? Records.Read(blob, ClaimJson.Default.LocksRecord, [])?.Claims ?? []
            : null;
    }

    private (Dictionary<RefName, ObjectId> Tracked, List<(RefName Name, ObjectId Id, string Reason)> Dropped, string? Trouble) FetchOver(
        Dictionary<RefName, ObjectId> before
    )
    {
        var (trouble, left) = Carrier.Fetch(before);
        var (tracked, dropped) = tracking.Clean();
        dropped.AddRange(left);
        last = tracked;
        var kept = tracked.Values.ToHashSet();
        Superseded.Note(git.Repository, before.Values.Where(id => !kept.Contains(id)));
        return (tracked, dropped, trouble);
    }

    private SyncReport Push(
        SyncReport report,
        Dictionary<RefName, ObjectId> wanted,
        Dictionary<RefName, ObjectId> there,
        HashSet<string> silent,
        bool hasFetched
    )
    {
        List<RefPush> plan = [.. PushPlan.Of(wanted, there, cloneId), .. byBranch ? [] : PushPlan.Forget(there, silent)];
        if (plan.Count == 0)
        {
            return report;
        }
        var (results, failure) = Carrier.Push(wanted, plan);
        var done = results.Where(r => !r.IsRefused).Select(r => r.Name).ToHashSet();
        var moved = plan.Where(c => done.Contains(c.Name)).ToList();
        Move(moved);
        Superseded.Note(git.Repository, moved.Select(c => there.GetValueOrDefault(c.Name)));
        if (failure is not null && !RemoteErrors.IsRefusal(failure, hasFetched))
        {
            throw RemoteErrors.Unreachable(Remote, failure);
        }
        var rejected = results.Find(r => r.IsRefused);
        return report with
        {
            Pushed = results,
            Refused =
                failure is not null ? RemoteErrors.Reason(failure)
                : done.Count == 0 ? rejected?.Reason
                : null,
        };
    }

    private void Move(IReadOnlyList<RefPush> done)
    {
        tracking.Move(done.Select(c => (c.Name, c.New)));
        foreach (var change in done)
        {
            var name = SwarmRefs.Fetched(Remote.Key, change.Name);
            if (change.New.IsNone)
            {
                last?.Remove(name);
            }
            else if (last is not null)
            {
                last[name] = change.New;
            }
        }
    }

    private bool IsMyLocks(RefName name) => SwarmRefs.Parse(name) is { Kind: SwarmRefs.Locks } parts && parts.CloneId == cloneId;

    private SyncReport Foresee(SyncRequest request, Dictionary<RefName, ObjectId> before)
    {
        var known = AtRemote(before);
        var there = Carrier.List(known);
        var fetched = request.Fetch ? Difference(known, there).Where(IsOfOthers).ToList() : [];
        var plan = request.Push ? PushPlan.Of(outgoing.Collect(before, SyncPace.Asked), there, cloneId) : [];
        var pushed = plan.ConvertAll(c => new RefResult(c.Name, RefResult.ActionOf(there.GetValueOrDefault(c.Name), c.New)));
        return new SyncReport(Remote, fetched, pushed);
    }

    private ICarrier Carrier => byBranch ? new BranchCarrier(git, Remote, wire, cloneId) : new RefCarrier(Remote, wire);

    private bool IsOfOthers(RefResult result) =>
        SwarmRefs.Parse(result.Name) is { } parts && parts.CloneId != cloneId && parts.CloneId != SwarmRefs.Head;

    private Dictionary<RefName, ObjectId> AtRemote(Dictionary<RefName, ObjectId> tracked) =>
        tracked.ToDictionary(t => SwarmRefs.AtRemote(Remote.Key, t.Key)!.Value, t => t.Value);

    private static IEnumerable<RefResult> Difference(
        IReadOnlyDictionary<RefName, ObjectId> before,
        IReadOnlyDictionary<RefName, ObjectId> after
    ) =>
        before
            .Keys.Union(after.Keys)
            .Where(n => before.GetValueOrDefault(n) != after.GetValueOrDefault(n))
            .OrderBy(n => n.Value, StringComparer.Ordinal)
            .Select(n => new RefResult(n, RefResult.ActionOf(before.GetValueOrDefault(n), after.GetValueOrDefault(n))));
}
