using GitSwarm.Claims;
using GitSwarm.Cli;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Status;

namespace GitSwarm.Commands.Hooks;

/// <summary>What a git hook needs to see of the others: read once, and of the work trees only where somebody else is here.</summary>
internal sealed class HookScene
{
    /// <summary>A checkout may wait this long for a look into the others' work trees.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private readonly SwarmHost host;
    private readonly Lazy<Caller> caller;
    private readonly Lazy<Session?> me;

    private HookScene(SwarmHost host, Lazy<Caller> caller, ClaimBook book)
    {
        (this.host, this.caller) = (host, caller);
        Book = book;
        me = new(() => WhoAmI.Resolve(book.Roster, caller.Value).Live);
    }

    public Caller Caller => caller.Value;

    public ClaimBook Book { get; }

    /// <summary>The session the hook runs in, if any.</summary>
    public Session? Me => me.Value;

    /// <summary>Live sessions that are not the caller's and want to be seen.</summary>
    public IEnumerable<Session> Others =>
        Book.Roster.Live.Where(s => !s.IsMuted && s != Me && (Me is null || (s.Record.Parent != Me.Id && Me.Record.Parent != s.Id)));

    public static HookScene Read(SwarmHost host)
    {
        var outside = new Lazy<Caller>(() => host.Caller);
        return new(host, outside, host.ClaimsInHook.Read(() => _ = outside.Value));
    }

    /// <summary>Reads what a commit needs: who made it is asked, and looked for among the processes, only where somebody is met.</summary>
    public static HookScene ReadForCommit(SwarmHost host, Action meanwhile) =>
        new(host, new Lazy<Caller>(() => host.Caller), host.ClaimsInHook.ReadWithoutTicks(meanwhile));

    /// <summary>False where nobody, the caller included, claims or touched any of the paths.</summary>
    public bool IsAnyKnown(IReadOnlyList<string> paths)
    {
        // A first commit may have a hundred thousand paths: each is looked up, never compared with every record.
        var touched = Book.Roster.Live.SelectMany(s => s.Touched?.Paths ?? []).Select(t => t.Path).ToHashSet(StringComparer.Ordinal);
        return paths.Any(p => touched.Contains(p) || Book.Covering(ClaimPath.Of(p)).Count > 0);
    }

    /// <summary>What the others changed, from their records and, as far as that is known in time, from their work trees.</summary>
    /// <returns>The report, and the uncommitted files of this work tree, whoever's they are.</returns>
    public (StatusReport Report, IReadOnlyList<string> Open) Look(IReadOnlyList<Worktree> worktrees)
    {
        var theirs = Others
            .Select(s => s.Process?.Worktree ?? "")
            .Append(host.Repository.WorktreeId ?? "")
            .ToHashSet(StringComparer.Ordinal);
        List<Worktree> wanted = [.. worktrees.Where(w => theirs.Contains(w.Id ?? ""))];
        // Those given up run to their end, so only as many are begun as there are processors.
        var observer = new WorktreeObserver(host.Git, Environment.ProcessorCount, perProcessor: 1);
        var looking = Task.Run(() => Observations.Look(wanted, observer));
        var seen = looking.Wait(Patience) ? looking.Result : Observations.WithoutLooking(wanted);
        var report = StatusQuery.Answer(Book.Roster, seen, Me, new StatusRequest(IncludeGone: false, Since: null), host.Now);
        var here = seen.FirstOrDefault(o => o.Worktree.Id == host.Repository.WorktreeId);
        return (report, [.. here?.Files.Select(f => f.Path) ?? []]);
    }
}
