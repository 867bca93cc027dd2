using GitSwarm.Core.Tests.Processes;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Sync;
using GitSwarm.TestKit;
using GitSwarm.Tests.Delivery;

namespace GitSwarm.Tests.Sync;

/// <summary>A clone with sessions that write and read, at a time all clones share, and its exchange with the hub.</summary>
internal sealed class SyncClone
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    private readonly Sandbox sandbox;
    private readonly SharedClock clock;
    private readonly SwarmGit git;
    private readonly Ids ids;

    internal SyncClone(Sandbox sandbox, SharedClock clock, string id, string hub)
    {
        (this.sandbox, this.clock, Id) = (sandbox, clock, id);
        User = TestRepository.Create(sandbox, id);
        User.Git("remote", "add", "origin", hub);
        User.Git("config", "swarm.clone", id);
        var process = new GitProcess(new GitEnvironment(new Dictionary<string, string>(sandbox.Variables), sandbox.GitProgram));
        git = new SwarmGit(process, RepositoryDiscovery.Find(User.Path, _ => null)!);
        ids = new Ids(clock, new Random(unchecked((int)StableHash.Fnv1a(System.Text.Encoding.ASCII.GetBytes(id)))));
    }

    internal string Id { get; }

    internal TestRepository User { get; }

    /// <summary>True while the hub cannot be reached from here.</summary>
    internal bool IsCutOff { get; private set; }

    private Vantage Vantage => new(Id, "machine-" + Id, new FakeProcessTable(), clock.GetUtcNow());

    private SwarmStore Store => new(git, new Random(1), SwarmStore.CommandDeadline);

    private SessionStore Sessions => new(Store, Vantage, ids);

    private FeedStore Feeds => new(Store, Sessions, Vantage, ids);

    private DeliveryStore Delivery => new(Store, Vantage);

    internal void CutOff(bool isCutOff)
    {
        IsCutOff = isCutOff;
        var hub = sandbox.Path("hub.git");
        User.Git("remote", "set-url", "origin", isCutOff ? hub + ".moved" : hub);
    }

    /// <summary>Exchanges; refs of this clone must be what they were before.</summary>
    /// <returns>False where the hub could not be reached.</returns>
    internal bool Sync()
    {
        var before = User.Git("for-each-ref", SwarmRefs.Root);
        try
        {
            var report = new Synchronizer(git, new SyncRemote("origin"), Id, clock).Run(new SyncRequest { Retention = Retention });
            Xunit.Assert.Null(report.Refused);
            Xunit.Assert.Null(report.Trouble);
            Xunit.Assert.DoesNotContain(report.Pushed.Concat(report.Fetched), r => r.IsRefused);
            return true;
        }
        catch (SwarmException error) when (error.Code == ErrorCode.RemoteFailed && IsCutOff)
        {
            return false;
        }
        finally
        {
            Xunit.Assert.Equal(before, User.Git("for-each-ref", SwarmRefs.Root));
        }
    }

    internal void Join(string id) => Sessions.Edit(MailWorld.As(id), new PresenceEdit { Name = id }, joining: true);

    internal void Focus(string id, string task) =>
        Sessions.EditExisting(MailWorld.As(id), new PresenceEdit { Record = r => r with { Task = task } });

    internal void Touch(string id, string path) => Sessions.EditExisting(MailWorld.As(id), new PresenceEdit { Touched = [path] });

    internal void Leave(string id) =>
        Sessions.EditExisting(MailWorld.As(id), new PresenceEdit { Record = r => r with { Ended = clock.GetUtcNow() } });

    internal void Note(string id, string text) =>
        Feeds.Append(
            SwarmRefs.Notes,
            FeedWriter.Of(MailWorld.As(id)),
            static () => NoteJson.Default.NoteLine,
            (_, me) =>
                new NoteLine
                {
                    Id = ids.NewUuid(),
                    At = clock.GetUtcNow(),
                    By = me.Name,
                    Text = text,
                }
        );

    /// <summary>Sends; false where nobody of that address is known here.</summary>
    internal bool Send(string id, string to, string text)
    {
        try
        {
            new Outbox(Feeds, clock.GetUtcNow(), ids).Send(MailWorld.As(id), new Message(to) { Text = text, Ack = true });
            return true;
        }
        catch (SwarmException error) when (error.Code == ErrorCode.UnknownSession)
        {
            return false;
        }
    }

    /// <summary>Reads the inbox as the command does, and acknowledges.</summary>
    internal List<string> Inbox(string id)
    {
        var inflow = Delivery.Read(() => MailWorld.As(id));
        var shown = inflow.Text.Lines;
        Delivery.Record(inflow, PutOut.Nothing with { Text = shown.Select(w => w.Line.Id).ToHashSet() });
        if (shown.Count > 0)
        {
            new Outbox(Feeds, clock.GetUtcNow(), ids).Acknowledge(MailWorld.As(id), [.. shown.Select(w => w.Line.Id)]);
        }
        return [.. shown.Select(w => w.Line.Text!)];
    }

    /// <summary>The notes a session was not shown yet.</summary>
    internal List<string> Unread(string id)
    {
        var inflow = Delivery.Read(() => MailWorld.As(id));
        Delivery.Record(inflow, PutOut.Nothing with { Notes = inflow.Notes.Lines.Select(w => w.Line.Id).ToHashSet() });
        return [.. inflow.Notes.Lines.Select(w => w.Line.Text)];
    }

    internal void CleanUp()
    {
        Sessions.CleanUp(Retention);
        new FeedCleanup(Store, Vantage).Run(Retention);
    }

    /// <summary>Every session as seen from here, as comparable text.</summary>
    internal List<string> Roster() =>
        [
            .. Sessions
                .Read()
                .All.Select(s => $"{s.Ref.CloneId}/{s.Id} {s.Record.Name} {s.Record.Task} {(s.Record.Ended is null ? "here" : "ended")}")
                .Order(StringComparer.Ordinal),
        ];

    internal List<string> Notes() => [.. new NoteFeed(Store, Vantage).Read().Select(n => n.Line.Text).Order(StringComparer.Ordinal)];

    /// <summary>How messages of a session stand.</summary>
    internal IReadOnlyList<SentMessage> Sent(string id) => new SentMail(Store, Vantage).Read(MailWorld.As(id), Retention);
}

/// <summary>Time that stands until it is moved.</summary>
internal sealed class SharedClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = Sandbox.Epoch;

    public override DateTimeOffset GetUtcNow() => Now;
}
