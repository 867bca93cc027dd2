using System.Globalization;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>Weeks of sessions that come, note things and go, played in minutes; housekeeping runs when it is due.</summary>
/// <remarks>The files of the repository become as old as the events that wrote them, or git would keep everything for two weeks from today.</remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="cloneId">Whose sessions they are.</param>
/// <param name="version">The git that housekeeping believes to run.</param>
/// <param name="end">When the last note is written.</param>
public sealed class NoteWeeks(SwarmGit git, string cloneId, GitVersion version, DateTimeOffset end)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(42);

    /// <summary>How many sessions are there at a time.</summary>
    private const int AtOnce = 5;

    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    private readonly Random random = new(1);
    private readonly HashSet<string> aged = new(StringComparer.Ordinal);

    private sealed class NoProcesses : IProcessTable
    {
        public string Boot => "";

        public string? Namespace => null;

        public ProcessEntry? Find(int pid) => null;
    }

    /// <summary>How often housekeeping ran.</summary>
    public int Housekeepings { get; private set; }

    /// <summary>Plays them.</summary>
    /// <param name="sessions">How many sessions, one after another, some at a time.</param>
    /// <param name="notes">How many notes in all.</param>
    public void Play(int sessions, int notes)
    {
        var store = new SwarmStore(git, random, SwarmStore.CommandDeadline);
        var ids = new Ids(TimeProvider.System, random);
        for (var n = 0; n < notes; n++)
        {
            var at = end - (Length * (1 - ((n + 1.0) / notes)));
            var from = new Vantage(cloneId, "machine", new NoProcesses(), at);
            var session = Math.Clamp((int)((long)n * sessions / notes) + (n % AtOnce) - (AtOnce / 2), 0, sessions - 1);
            var line = Line(n, at, ids);
            new FeedStore(store, new SessionStore(store, from, ids), from, ids).Append(
                SwarmRefs.Notes,
                FeedWriter.Of(CallerOf(session)),
                static () => NoteJson.Default.NoteLine,
                (_, me) => line with { By = me.Name }
            );
            if (Superseded.IsDue(git.Repository))
            {
                KeepHouse(store, from, ids);
            }
        }
        KeepHouse(store, new Vantage(cloneId, "machine", new NoProcesses(), end), ids);
    }

    private NoteLine Line(int number, DateTimeOffset at, Ids ids) =>
        new()
        {
            Id = ids.NewUuid(),
            At = at,
            Text = string.Create(
                CultureInfo.InvariantCulture,
                $"step {number}: the form of part {random.Next(40)} reads its fields from table {random.Next(1000):x}, so tests need {random.Next(100000)}"
            ),
            Paths = number % 3 == 0 ? [$"src/part{random.Next(40)}/file{random.Next(500)}.cs"] : null,
        };

    /// <summary>As <c>git swarm gc</c> does.</summary>
    private void KeepHouse(SwarmStore store, Vantage from, Ids ids)
    {
        // What the events since the last time wrote; packs written below are made of them.
        Age(from.Now);
        new SessionStore(store, from, ids).CleanUp(Retention);
        new FeedCleanup(store, from).Run(Retention);
        new Garbage(git, cloneId, version).Collect(from.Now);
        Age(from.Now);
        Housekeepings++;
    }

    private void Age(DateTimeOffset at)
    {
        var common = git.Repository.CommonDir;
        var written = new DirectoryInfo(Path.Combine(common, "objects")).EnumerateFiles("*", SearchOption.AllDirectories);
        foreach (var file in written.Where(f => aged.Add(f.FullName)))
        {
            file.LastWriteTimeUtc = at.UtcDateTime;
        }
        var packed = new FileInfo(Path.Combine(common, "packed-refs"));
        if (packed.Exists && packed.LastWriteTimeUtc > at.UtcDateTime)
        {
            packed.LastWriteTimeUtc = at.UtcDateTime;
        }
    }

    private Caller CallerOf(int session) =>
        new()
        {
            Client = "claude",
            ClientSession = "session-" + session.ToString(CultureInfo.InvariantCulture),
            Machine = "machine",
            Defaults = new Lazy<SessionDefaults>(new SessionDefaults("host", null)),
            WorktreePath = git.Repository.WorkTree,
            Branch = "main",
        };
}
