using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Setup;
using GitSwarm.Store;
using GitSwarm.TestKit;

namespace GitSwarm.Benchmarks;

/// <summary>Gives a repository a working day of several sessions: thousands of writes, tidied up after as the program does.</summary>
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
        var process = new GitProcess(new GitEnvironment(scene.Variables, scene.GitProgram));
        git = new SwarmGit(process, RepositoryDiscovery.Find(scene.Path, scene.Variables.GetValueOrDefault)!);
        version = GitVersion.Parse(process.Run(["--version"]).Text) ?? GitVersion.Oldest;
    }

    /// <summary>Writes: in turns each session touches one more file.</summary>
    /// <param name="sessions">How many sessions.</param>
    /// <param name="events">How many writes in all; the last one is now.</param>
    internal void Work(int sessions, int events)
    {
        var callers = Enumerable.Range(0, sessions).Select(Caller).ToList();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 1; i <= events; i++)
        {
            var at = now - (Day * (1 - ((double)i / events)));
            StoreAt(at).Edit(callers[i % sessions], new PresenceEdit { Touched = [$"src/part{i % 40}/file{i}.cs"] });
            if (Superseded.IsDue(git.Repository))
            {
                new Garbage(git, CloneId, version).Collect(at);
            }
        }
    }

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
