using GitSwarm.Git;
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
public sealed class Synchronizer(SwarmGit git, SyncRemote remote, string cloneId, TimeProvider clock)
{
    /// <summary>The name of the lock an exchange holds, for <see cref="OsLock"/>.</summary>
    public const string Lock = "sync.lock";

    /// <summary>After that long a git that talks to a remote is ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly SyncGit wire = new(git, remote, Patience);
    private readonly Tracking tracking = new(git, remote);

    /// <summary>Exchanges.</summary>
    /// <exception cref="SwarmException">The remote cannot be reached, or does not answer.</exception>
    public SyncReport Run(SyncRequest request)
    {
        var now = clock.GetUtcNow();
        var before = tracking.Read();
        if (request.DryRun)
        {
            return Foresee(request, before, now);
        }
        var (tracked, dropped, trouble) = request.Fetch ? Fetch(before) : (before, [], null);
        var there = AtRemote(tracked);
        var fetched = Difference(AtRemote(before), there).Where(IsOfOthers).Concat(dropped).ToList();
        var state = SyncState.Read(git.Repository, remote);
        var seen = SilentClones.Look(state.Clones, there, cloneId, now);
        if (request.Fetch)
        {
            (state with { Clones = seen }).Write(git.Repository, remote);
        }
        var report = new SyncReport(remote, fetched, []) { Trouble = trouble, Clones = seen.Count + 1 };
        return request.Push ? Push(report, Plan(tracked, there, seen, request, now), there) : report;
    }

    private (Dictionary<RefName, ObjectId> Tracked, List<RefResult> Dropped, string? Trouble) Fetch(Dictionary<RefName, ObjectId> before)
    {
        var result = wire.Fetch();
        // 1: some refs could not be written, such as one whose name is too long for a file; the others were.
        if (result.ExitCode is not (0 or 1))
        {
            throw RemoteErrors.Unreachable(remote, result);
        }
        var tracked = tracking.Read();
        var dropped = tracking.Clean(before, tracked);
        var kept = tracked.Values.ToHashSet();
        Superseded.Note(git.Repository, before.Values.Where(id => !kept.Contains(id)));
        return (tracked, dropped, result.Ok ? null : result.Reason);
    }

    private List<RefPush> Plan(
        Dictionary<RefName, ObjectId> tracked,
        Dictionary<RefName, ObjectId> there,
        Dictionary<string, CloneSeen> seen,
        SyncRequest request,
        DateTimeOffset now
    )
    {
        var wanted = new Outgoing(git, remote, cloneId, now).Collect(tracked);
        var silent = SilentClones.Of(seen, request.Retention, now);
        return [.. PushPlan.Of(wanted, there, cloneId), .. PushPlan.Forget(there, silent)];
    }

    private SyncReport Push(SyncReport report, List<RefPush> plan, Dictionary<RefName, ObjectId> there)
    {
        if (plan.Count == 0)
        {
            return report;
        }
        var (results, failure) = wire.Push(plan);
        var done = results.Where(r => !r.IsRefused).Select(r => r.Name).ToHashSet();
        var moved = plan.Where(c => done.Contains(c.Name)).ToList();
        tracking.Move(moved.Select(c => (c.Name, c.New)));
        Superseded.Note(git.Repository, moved.Select(c => there.GetValueOrDefault(c.Name)));
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

    private SyncReport Foresee(SyncRequest request, Dictionary<RefName, ObjectId> before, DateTimeOffset now)
    {
        var listed = wire.List(SwarmRefs.Root + "*");
        if (!listed.Ok)
        {
            throw RemoteErrors.Unreachable(remote, listed);
        }
        var there = new Dictionary<RefName, ObjectId>();
        foreach (var line in listed.Text.Split('\n'))
        {
            if (line.Split('\t') is [var id, var name] && ObjectId.TryParse(id, out var value))
            {
                there[new RefName(name)] = value;
            }
        }
        var known = AtRemote(before);
        var fetched = request.Fetch ? Difference(known, there).Where(IsOfOthers).ToList() : [];
        var plan = request.Push ? PushPlan.Of(new Outgoing(git, remote, cloneId, now).Collect(before), there, cloneId) : [];
        var pushed = plan.ConvertAll(c => new RefResult(c.Name, RefResult.ActionOf(there.GetValueOrDefault(c.Name), c.New)));
        return new SyncReport(remote, fetched, pushed);
    }

    private bool IsOfOthers(RefResult result) => SwarmRefs.Parse(result.Name) is { } parts && parts.CloneId != cloneId;

    private Dictionary<RefName, ObjectId> AtRemote(Dictionary<RefName, ObjectId> tracked) =>
        tracked.ToDictionary(t => SwarmRefs.AtRemote(remote.Key, t.Key)!.Value, t => t.Value);

    private static IEnumerable<RefResult> Difference(Dictionary<RefName, ObjectId> before, Dictionary<RefName, ObjectId> after) =>
        before
            .Keys.Union(after.Keys)
            .Where(n => before.GetValueOrDefault(n) != after.GetValueOrDefault(n))
            .OrderBy(n => n.Value, StringComparer.Ordinal)
            .Select(n => new RefResult(n, RefResult.ActionOf(before.GetValueOrDefault(n), after.GetValueOrDefault(n))));
}
