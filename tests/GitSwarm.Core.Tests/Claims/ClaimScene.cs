using GitSwarm.Claims;
using GitSwarm.Core.Tests.Processes;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Sessions;
using GitSwarm.Tests.Store;

namespace GitSwarm.Tests.Claims;

/// <summary>Sessions that claim in one real repository; which of their processes live is for the test to say.</summary>
internal sealed class ClaimScene(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files) : IDisposable
{
    private readonly Dictionary<string, int> pids = new(StringComparer.Ordinal);
    private readonly Ids ids = new(TimeProvider.System, new Random(1));

    /// <summary>The repository.</summary>
    internal TestStore Store { get; } = new(git, format);

    /// <summary>The process ids that are not running, or cannot be seen.</summary>
    internal HashSet<int> Dead { get; } = [];

    /// <summary>The file whose presence blocks whoever writes claims: the lock of the head, or of the whole reftable store.</summary>
    internal string HeadLock =>
        Path.Combine(
            Store.Repository.CommonDir,
            Store.Repository.RefFormat == RefFormat.Reftable
                ? Path.Combine("reftable", "tables.list.lock")
                : SwarmRefs.LocksHead.Value + ".lock"
        );

    internal ClaimBook Book => Claims().Read();

    /// <summary>Blocks whoever writes claims, as a writer does that stands still.</summary>
    internal void Block()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(HeadLock)!);
        File.WriteAllText(HeadLock, "");
    }

    /// <summary>What counts, as "holder pattern".</summary>
    internal IEnumerable<string> InForce => Book.InForce.Select(c => $"{c.Ref.Stream} {c.Record.Pattern}");

    /// <summary>The claims, tried for so long; what else an edit records, for as long as a command tries.</summary>
    internal ClaimStore Claims(TimeSpan? deadline = null, SwarmGit? through = null)
    {
        var from = Vantage();
        var store = TestStore.StoreAt(through ?? Store.Git, deadline);
        return new ClaimStore(store, new SessionStore(Store.Store, from, ids), from, ids);
    }

    /// <summary>Starts a session with a process of its own.</summary>
    internal Caller Join(string id)
    {
        var caller = As(id);
        new SessionStore(Store.Store, Vantage(), ids).Edit(caller, new PresenceEdit { Name = id }, joining: true);
        return caller;
    }

    /// <summary>Starts a session again, with another process.</summary>
    internal void Restart(string id)
    {
        pids[id] = 1000 + pids[id];
        Join(id);
    }

    internal Caller As(string id)
    {
        var pid = PidOf(id);
        return Sample.Caller(swarmSession: id) with
        {
            Process = new ProcessIdentity(pid, Row(pid).Start, new FakeProcessTable().Boot, Liveness.FirstNamespace),
        };
    }

    internal int PidOf(string id) => pids.TryGetValue(id, out var pid) ? pid : pids[id] = 100 + pids.Count;

    /// <summary>Asks for two hours.</summary>
    internal ClaimOutcome Take(string id, string pattern, TimeSpan? deadline = null)
    {
        var caller = As(id);
        return Claims(deadline).Take(caller, ClaimWorld.Asking(pattern));
    }

    /// <summary>What an edit of a file comes to that claims it where it is free.</summary>
    internal Changed<ClaimOutcome> Edit(string id, string path, TimeSpan? deadline = null, SwarmGit? through = null)
    {
        // First, for it may be somebody new, whose process the others shall see.
        var caller = As(id);
        return Claims(deadline ?? SwarmStore.HookDeadline, through)
            .Edited(
                caller,
                new PresenceEdit { Touched = [path] },
                (_, _) => new ClaimRequest([ClaimPattern.ForPath(path)], ClaimRequest.AutoTtl) { Auto = true }
            );
    }

    /// <summary>The record a session would write to have a claim.</summary>
    internal byte[] RecordWith(string id, string pattern)
    {
        var book = Book;
        var (_, record) = ClaimRules.Take(book, book.Roster.Local(id)!, ClaimWorld.Asking(pattern), Sample.Now, ids);
        return Records.Write(record!, ClaimJson.Default.LocksRecord);
    }

    /// <summary>The files a session touched.</summary>
    internal IEnumerable<string> Touched(string id) => Book.Roster.Local(id)?.Touched?.Paths.Select(p => p.Path) ?? [];

    /// <summary>The ref of a session's claims.</summary>
    internal static RefName LocksOf(string id) => SwarmRefs.Of(SwarmRefs.Locks, TestStore.Clone, SessionId.From(id));

    public void Dispose() => Store.Dispose();

    private Vantage Vantage() =>
        new(TestStore.Clone, "machine", new FakeProcessTable([.. pids.Values.Except(Dead).Select(Row)]), Sample.Now);

    private static ProcessEntry Row(int pid) => FakeProcessTable.Row(pid, 1, "agent");
}
