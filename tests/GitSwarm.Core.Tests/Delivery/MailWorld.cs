using GitSwarm.Claims;
using GitSwarm.Core.Tests.Processes;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;

namespace GitSwarm.Tests.Delivery;

/// <summary>Sessions that write to each other in one real repository, at a time of the test's choosing.</summary>
internal sealed class MailWorld : IDisposable
{
    private readonly TestStore store;
    private readonly string program;

    internal MailWorld(TestGit? git = null, RepositoryFormat format = RepositoryFormat.Files, string? program = null)
    {
        store = new TestStore(git, format);
        this.program = program ?? store.Sandbox.GitProgram;
    }

    internal DateTimeOffset Now { get; set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    internal TestStore Repository => store;

    /// <summary>Ids of a time and chance that differ from call to call.</summary>
    private Ids Ids { get; } = new(TimeProvider.System, new Random(7));

    internal Vantage Vantage => new(TestStore.Clone, "machine", new FakeProcessTable(), Now);

    internal SwarmStore Store => TestStore.StoreAt(store.GitAt(store.User.Path, program));

    internal DeliveryStore Delivery => new(Store, Vantage);

    internal TeamStore Teams => new(Store, Vantage, Ids);

    internal SessionStore Sessions => new(Store, Vantage, Ids);

    internal static Caller As(string id) =>
        new()
        {
            SwarmSession = id,
            Machine = "machine",
            Defaults = new Lazy<SessionDefaults>(new SessionDefaults("host", null)),
            WorktreePath = "/app",
            Branch = "main",
        };

    /// <summary>Starts a session; its name is its id unless another is given.</summary>
    internal MailWorld Join(string id, string? name = null)
    {
        Sessions.Edit(As(id), new PresenceEdit { Name = name ?? id }, joining: true);
        return this;
    }

    /// <summary>Starts a team.</summary>
    internal MailWorld Team(string lead, string name = "web")
    {
        Teams.Create(As(lead), name, null);
        return this;
    }

    /// <summary>Becomes a member, under the name of its session.</summary>
    internal TeamMember Enter(string id, string team = "web") => Teams.Join(As(id), team, me => new JoinRequest(me!.Name, me.Id)).Member;

    /// <summary>Listens to a channel.</summary>
    internal MailWorld Subscribe(string id, string channel)
    {
        Sessions.Edit(As(id), new PresenceEdit { Record = r => r with { Channels = Channels.With(r.Channels, [channel], Now) } });
        return this;
    }

    internal void Leave(string id) => Sessions.EditExisting(As(id), new PresenceEdit { Record = r => r with { Ended = Now } });

    internal Sent Send(string from, string to, string text, Priority priority = Priority.Next, bool ack = false) =>
        Outbox.Send(
            As(from),
            new Message(to)
            {
                Text = text,
                Priority = priority,
                Ack = ack,
            }
        );

    internal Sent SendProtocol(string from, string to, string type) => Outbox.Send(As(from), new Message(to) { Type = type });

    internal void Note(string from, string text, params string[] paths) =>
        Feeds.Append(
            SwarmRefs.Notes,
            FeedWriter.Of(As(from)),
            static () => NoteJson.Default.NoteLine,
            (_, me) =>
                new NoteLine
                {
                    Id = Ids.NewUuid(),
                    At = Now,
                    By = me.Name,
                    Text = text,
                    Paths = paths.Length > 0 ? paths : null,
                }
        );

    internal Inflow Read(string id) => Delivery.Read(() => As(id));

    /// <summary>Reads the inbox as the command does: show, then record.</summary>
    internal List<string> Inbox(string id)
    {
        var inflow = Read(id);
        var shown = inflow.Text.Lines;
        Delivery.Record(inflow, PutOut.Nothing with { Text = shown.Select(w => w.Line.Id).ToHashSet() });
        return [.. shown.Select(w => w.Line.Text!)];
    }

    /// <summary>Handles the protocol messages of a session.</summary>
    internal List<string> Handle(string id)
    {
        var inflow = Read(id);
        var handled = inflow.Protocol.Lines;
        Delivery.Record(inflow, PutOut.Nothing with { Protocol = handled.Select(w => w.Line.Id).ToHashSet() });
        return [.. handled.Select(w => w.Line.Type!)];
    }

    /// <summary>Reads the notes a session has not seen.</summary>
    internal List<string> Notes(string id)
    {
        var inflow = Read(id);
        Delivery.Record(inflow, PutOut.Nothing with { Notes = inflow.Notes.Lines.Select(w => w.Line.Id).ToHashSet() });
        return [.. inflow.Notes.Lines.Select(w => w.Line.Text)];
    }

    internal IReadOnlyList<SentState> Sent(string id) =>
        [.. new SentMail(Store, Vantage).Read(As(id), TimeSpan.FromDays(14)).Select(s => s.State)];

    internal int CleanUp() => new FeedCleanup(Store, Vantage).Run(TimeSpan.FromDays(14));

    internal Outbox Outbox => new(Feeds, Now, Ids);

    internal FeedStore Feeds => new(Store, Sessions, Vantage, Ids);

    internal ClaimStore Claims => new(Store, Sessions, Vantage, Ids);

    public void Dispose() => store.Dispose();
}
