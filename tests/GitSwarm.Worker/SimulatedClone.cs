using System.Text;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Sync;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>A clone whose sessions work: what they leave on record between two exchanges.</summary>
internal sealed class SimulatedClone
{
    private readonly string id;
    private readonly SwarmGit git;
    private readonly SimulatedClock clock;
    private readonly Random random;
    private readonly Ids ids;
    private readonly int others;
    private readonly List<TouchedRecord> touched = [];
    private readonly Dictionary<RefName, byte[]> feeds = [];
    private readonly List<DateTimeOffset> spoke = [];

    internal SimulatedClone(Sandbox sandbox, string hub, int number, int sessions, SimulatedClock clock, Random random)
    {
        this.clock = clock;
        this.random = random;
        others = number;
        ids = new Ids(clock, random);
        (Path, id) = (sandbox.Path($"clone-{number}"), $"clone{number:000}");
        sandbox.Git(sandbox.Root, "clone", "--quiet", hub, Path);
        sandbox.Git(Path, "config", "swarm.enabled", "true");
        sandbox.Git(Path, "config", "swarm.clone", id);
        var variables = new Dictionary<string, string>(sandbox.Variables, StringComparer.Ordinal);
        git = new SwarmGit(new GitProcess(new GitEnvironment(variables, sandbox.GitProgram)), RepositoryDiscovery.Find(Path, _ => null)!);
        for (var n = 0; n < sessions; n++)
        {
            touched.Add(new TouchedRecord { Id = Name(n), Paths = [] });
            spoke.Add(clock.Now);
        }
    }

    internal string Path { get; }

    /// <summary>Seven of ten sessions changed some files, a third of them new ones; each speaks every two hours.</summary>
    internal void Work()
    {
        var changes = new List<(RefName Name, byte[] Content)>();
        for (var n = 0; n < touched.Count; n++)
        {
            if (random.Next(10) >= 7)
            {
                continue;
            }
            var files = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"src/part{random.Next(40)}/file{n}-{random.Next(3)}.cs");
            touched[n] = touched[n].With(files, clock.Now);
            changes.Add((Of(SwarmRefs.Sessions, n), Records.Write(Session(n), RecordJson.Default.SessionRecord)));
            changes.Add((Of(SwarmRefs.Touched, n), Records.Write(touched[n], RecordJson.Default.TouchedRecord)));
            var tick = HeartbeatRecord.At(clock.Now, Activity.Active);
            changes.Add((Of(SwarmRefs.Heartbeats, n), Records.Write(tick, RecordJson.Default.HeartbeatRecord)));
            if (clock.Now - spoke[n] > TimeSpan.FromHours(2))
            {
                spoke[n] = clock.Now;
                changes.Add(Speak(n));
            }
        }
        new SwarmStore(git, random, SwarmStore.CommandDeadline).Update(
            [SwarmRefs.Root],
            s => new Decision<bool>(true, [.. changes.Select(c => new RefChange(c.Name, c.Content, s.IdOf(c.Name)))])
        );
    }

    internal SyncReport Exchange() =>
        new Synchronizer(git, new SyncRemote("origin"), id, clock).Run(
            new SyncRequest { Retention = TimeSpan.FromDays(14), IsUnattended = true }
        );

    /// <summary>Housekeeping, as a session that leaves starts it.</summary>
    internal void TidyUp() => new Garbage(git, id, GitVersion.Parse(git.Process.Run(["--version"]).Text)!.Value).Collect(clock.Now);

    private (RefName Name, byte[] Content) Speak(int n)
    {
        var isNote = random.Next(2) == 0;
        var name = SwarmRefs.Segment(isNote ? SwarmRefs.Notes : SwarmRefs.Mail, id, SessionId.From(Name(n)), 1);
        var text = $"the login form moved to src/forms/{random.Next(1000)}.cs, please rebase before you go on there";
        var before = feeds.GetValueOrDefault(name) ?? [];
        feeds[name] = isNote
            ? FeedText.With(
                before,
                new NoteLine
                {
                    Id = ids.NewUuid(),
                    At = clock.Now,
                    Seq = clock.Now.ToUnixTimeMilliseconds(),
                    Text = text,
                },
                NoteJson.Default.NoteLine
            )
            : FeedText.With(
                before,
                new MailLine
                {
                    Id = ids.NewUuid(),
                    At = clock.Now,
                    Seq = clock.Now.ToUnixTimeMilliseconds(),
                    To = $"session:clone{(others + 1) % 1000:000}/{Name(n)}",
                    Text = text,
                },
                MailJson.Default.MailLine
            );
        return (name, feeds[name]);
    }

    private SessionRecord Session(int n) =>
        new()
        {
            Id = Name(n),
            Name = Name(n),
            Client = "claude",
            Host = id,
            Branch = $"feat/{Name(n)}",
            // A new summary every hour or so.
            Task = $"move the login form, step {(clock.Now.ToUnixTimeSeconds() + (n * 360)) / 3600}",
            Started = DateTimeOffset.UnixEpoch,
            At = new DateTimeOffset((clock.Now.UtcTicks - (clock.Now.UtcTicks % TimeSpan.TicksPerHour)), TimeSpan.Zero),
            Nonce = "n",
        };

    private RefName Of(string kind, int n) => SwarmRefs.Of(kind, id, SessionId.From(Name(n)));

    private static string Name(int n) => $"session-{n}";
}
