using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Setup;
using GitSwarm.Store;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>Gives a repository a working day of several sessions: thousands of events, tidied up after as the program does.</summary>
/// <remarks>Through the library, for a process of git-swarm each time would take minutes; what is left behind is the same.</remarks>
internal sealed class BusySwarm
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(10);

    private readonly SwarmGit git;
    private readonly GitVersion version;
    private readonly string machine = HostIdentity.Fingerprint(HostIdentity.MachineIdPath, Environment.MachineName);
    private readonly IProcessTable processes = ProcessTables.ForThisSystem();
    private readonly Random random = new(1);

    internal BusySwarm(Scene scene)
    {
        git = scene.Plumbing();
        version = GitVersion.Parse(git.Process.Run(["--version"]).Text) ?? GitVersion.Oldest;
    }

    /// <summary>In turns each session touches a file, says what it does next, and shows that it lives.</summary>
    /// <param name="sessions">How many sessions.</param>
    /// <param name="events">How many events in all; the last one is now.</param>
    internal void Work(int sessions, int events)
    {
        var callers = Enumerable.Range(0, sessions).Select(Caller).ToList();
        var now = TimeProvider.System.GetUtcNow();
        RefsPackedAt(now - Day);
        for (var i = 1; i <= events; i++)
        {
            var at = now - (Day * (1 - ((double)i / events)));
            StoreAt(at).Edit(callers[i % sessions], EditOf(i / sessions, i));
            if (Superseded.IsDue(git.Repository))
            {
                TidyUp(at);
            }
        }
        // As whoever leaves last does.
        TidyUp(now);
    }

    private void TidyUp(DateTimeOffset at)
    {
        if (new Garbage(git, CloneId, version).Collect(at).RefsPacked)
        {
            RefsPackedAt(at);
        }
    }

    /// <summary>The day takes a minute here, but refs are packed by the clock.</summary>
    private void RefsPackedAt(DateTimeOffset at) =>
        File.SetLastWriteTimeUtc(Path.Combine(git.Repository.CommonDir, "packed-refs"), at.UtcDateTime);

    /// <summary>Agents come back to the same few hundred files; every fourth touch is of a new one.</summary>
    private PresenceEdit EditOf(int turn, int number) =>
        (turn % 3) switch
        {
            0 when random.Next(4) == 0 => new PresenceEdit { Touched = [$"src/part{number % 40}/new{number}.cs"] },
            0 => new PresenceEdit { Touched = [$"src/part{random.Next(40)}/file{random.Next(10)}.cs"] },
            1 => new PresenceEdit { Record = r => r with { Task = $"step {number} of the login form" } },
            _ => new PresenceEdit(),
        };

    private string CloneId => CloneIdentity.Of(git.Repository).IdForReading;

    private SessionStore StoreAt(DateTimeOffset time)
    {
        var store = new SwarmStore(git, random, SwarmStore.CommandDeadline);
        return new SessionStore(store, new Vantage(CloneId, machine, processes, time), new Ids(TimeProvider.System, random));
    }

    private Caller Caller(int number)
    {
        var pid = Processes.StartSleeper();
        return new Caller
        {
            SwarmSession = $"session-{number}",
            Machine = machine,
            Process = new ProcessIdentity(pid, processes.Find(pid)!.Start, processes.Boot, processes.Namespace),
            Defaults = new Lazy<SessionDefaults>(() => new SessionDefaults("here", $"worker-{number}")),
            WorktreePath = git.Repository.WorkTree,
            Branch = "main",
        };
    }
}
