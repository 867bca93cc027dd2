using GitSwarm.Core.Tests.Processes;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;
using GitSwarm.Tests.Sessions;

namespace GitSwarm.Tests.Teams;

/// <summary>Sessions and teams that exist in memory alone, for the rules.</summary>
internal sealed class TeamWorld
{
    private readonly Dictionary<string, SessionRecord> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TeamRecord> teams = new(StringComparer.Ordinal);

    internal DateTimeOffset Now { get; set; } = Sample.Now;

    private Ids Ids { get; } = new(TimeProvider.System, new Random(3));

    /// <summary>A session that is here; another start of it where it was over.</summary>
    internal TeamWorld Join(string id, string? parent = null, string client = "claude")
    {
        sessions[id] = Sample.Record(id, client: client) with
        {
            Parent = parent,
            Detached = parent is null ? null : true,
            Nonce = Ids.NewShort(),
        };
        return this;
    }

    internal TeamWorld End(string id)
    {
        sessions[id] = sessions[id] with { Ended = Now };
        return this;
    }

    internal TeamWorld Edit(string id, Func<SessionRecord, SessionRecord> change)
    {
        sessions[id] = change(sessions[id]);
        return this;
    }

    internal TeamBook Book
    {
        get
        {
            var blobs = teams.ToDictionary(t => NameOf(t.Key), t => BlobOf(t.Key, t.Value));
            var roster = Sample.Roster([.. sessions.Values.Select(r => Sample.Session(r))]) with { Snapshot = new Snapshot(blobs, []) };
            return TeamBook.Of(roster, Sample.Clone, Now);
        }
    }

    internal Session? Me(string? id) => id is null ? null : Book.Roster.Local(id);

    internal Team Team(string name) => Book.Local(name)!;

    internal void Create(string by, string name)
    {
        TeamRules.CheckCreate(Book, Live(by), name);
        teams[name] = TeamRules.Created(name, null, sessions[by], Now, Ids);
    }

    internal TeamMember Enter(string by, string team, JoinRequest request)
    {
        var book = Book;
        var (record, member) = TeamRules.Join(book, book.Find(team), book.Roster.Local(by), request, Now);
        teams[team] = record;
        return member;
    }

    internal void Leave(string team, string member, string why = "done") =>
        teams[team] = TeamRules.Leave(Team(team), member, why, Now) ?? teams[team];

    internal void Put(TeamRecord record) => teams[record.Name] = record;

    private Session? Live(string id) => Me(id) is { IsLive: true } session ? session : null;

    private static RefName NameOf(string team) => SwarmRefs.Of(SwarmRefs.Teams, Sample.Clone, SessionId.From(team));

    private static StoredBlob BlobOf(string name, TeamRecord record) =>
        new(
            NameOf(name),
            new SwarmRef(SwarmRefs.Teams, Sample.Clone, name, null),
            default,
            Records.Write(record, TeamJson.Default.TeamRecord)
        );
}
