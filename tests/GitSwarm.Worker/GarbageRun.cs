using System.Globalization;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>What a day of events left in a repository.</summary>
/// <param name="LooseGrown">Loose objects more than before.</param>
/// <param name="Refs">Refs of ours.</param>
/// <param name="Superseded">Blobs that housekeeping put away.</param>
/// <param name="Housekeepings">How often it ran.</param>
/// <param name="Said">What the user's <c>commit</c>, <c>gc</c> and <c>fsck</c> printed.</param>
public sealed record GarbageReport(int LooseGrown, int Refs, int Superseded, int Housekeepings, string Said);

/// <summary>Ten sessions touch, focus and tick for a day; housekeeping runs when it is due.</summary>
public static class GarbageRun
{
    private const string Clone = "clone001";
    private const int Sessions = 10;

    private sealed class EventClock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class NoProcesses : IProcessTable
    {
        public string Boot => "";

        public string? Namespace => null;

        public ProcessEntry? Find(int pid) => null;
    }

    /// <summary>Plays the events, spread over a day.</summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="user">The repository.</param>
    /// <param name="events">How many.</param>
    /// <param name="version">The git that housekeeping believes to run; null asks it.</param>
    public static GarbageReport Run(Sandbox sandbox, TestRepository user, int events, GitVersion? version = null)
    {
        var variables = new Dictionary<string, string>(sandbox.Variables, StringComparer.Ordinal);
        var process = new GitProcess(new GitEnvironment(variables, sandbox.GitProgram));
        var git = new SwarmGit(process, RepositoryDiscovery.Find(user.Path, _ => null)!);
        var garbage = new Garbage(git, Clone, version ?? GitVersion.Parse(process.Run(["--version"]).Text)!.Value);
        // Up to now: git's gc looks at how old the lines of a reflog are.
        var start = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1);
        var clock = new EventClock();
        var random = new Random(1);
        var store = new SwarmStore(git, random, SwarmStore.CommandDeadline);
        var (before, gathered, runs) = (Loose(sandbox, user), 0, 0);
        for (var n = 0; n < events; n++)
        {
            clock.Now = start + (TimeSpan.FromDays(1) * n / events);
            var from = new Vantage(Clone, "machine", new NoProcesses(), clock.Now);
            new SessionStore(store, from, new Ids(clock, random)).Edit(CallerOf(n % Sessions, user), EditOf(n, random));
            if (Superseded.IsDue(git.Repository))
            {
                gathered += garbage.Collect(clock.Now).Gathered;
                runs++;
            }
        }
        gathered += garbage.Collect(clock.Now).Gathered;
        return new GarbageReport(
            Loose(sandbox, user) - before,
            user.Git("for-each-ref", "refs/swarm").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length,
            gathered,
            runs + 1,
            Said(sandbox, user)
        );
    }

    private static Caller CallerOf(int session, TestRepository user) =>
        new()
        {
            Client = "claude",
            ClientSession = "session-" + session.ToString(CultureInfo.InvariantCulture),
            Machine = "machine",
            Defaults = new Lazy<SessionDefaults>(new SessionDefaults("host", null)),
            WorktreePath = user.Path,
            Branch = "main",
        };

    private static PresenceEdit EditOf(int n, Random random) =>
        (n / Sessions % 3) switch
        {
            0 => new PresenceEdit { Touched = [$"src/file{random.Next(200)}.cs"] },
            1 => new PresenceEdit { Record = r => r with { Task = $"step {n}" } },
            _ => new PresenceEdit { Activity = n % 7 == 0 ? Activity.Idle : Activity.Active },
        };

    private static int Loose(Sandbox sandbox, TestRepository user) =>
        int.Parse(sandbox.Git(user.Path, "count-objects").Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Said(Sandbox sandbox, TestRepository user)
    {
        string[][] commands =
        [
            ["commit", "--quiet", "--allow-empty", "-m", "x"],
            ["fsck", "--no-progress"],
            ["gc"],
            ["gc", "--auto"],
            ["fsck", "--no-progress"],
        ];
        return string.Concat(commands.Select(c => sandbox.Run("git", c, user.Path)).Select(r => r.Output + r.Error));
    }
}
