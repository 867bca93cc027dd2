using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tests.Sessions;

namespace GitSwarm.Tests.Claims;

/// <summary>Sessions and their records of claims without a repository: rules are applied one after another, as the head makes them.</summary>
internal sealed class ClaimWorld
{
    private readonly Dictionary<RefName, LocksRecord> records = [];
    private readonly Dictionary<string, Session> sessions = [];
    private readonly Ids ids = new(TimeProvider.System, new Random(1));

    /// <summary>The clock all of them look at.</summary>
    internal DateTimeOffset Now { get; set; } = Sample.Now;

    /// <summary>How many records were written.</summary>
    internal int Writes { get; private set; }

    /// <summary>Refs that are there but cannot be read.</summary>
    internal HashSet<RefName> Unreadable { get; } = [];

    internal ClaimBook Book
    {
        get
        {
            var blobs = records
                .Where(r => !Unreadable.Contains(r.Key))
                .ToDictionary(
                    r => r.Key,
                    r => new StoredBlob(r.Key, SwarmRefs.Parse(r.Key)!, default, Records.Write(r.Value, ClaimJson.Default.LocksRecord))
                );
            var problems = Unreadable.Select(n => new StoreProblem(n, default, "object missing")).ToList();
            var readable = sessions.Values.Where(s => !Unreadable.Contains(RefOf(SwarmRefs.Sessions, s))).ToList();
            var roster = new Roster(readable, problems, new Snapshot(blobs, problems));
            return ClaimBook.Of(roster, Sample.Clone, Now);
        }
    }

    /// <summary>A live session.</summary>
    internal void Join(string id, string? parent = null, string clone = Sample.Clone, string nonce = "first") =>
        sessions[clone + "/" + id] = Sample.Session(Sample.Record(id) with { Parent = parent, Nonce = nonce }, clone: clone);

    /// <summary>Makes a session and its subagents gone, or live again as if it never had been gone.</summary>
    internal void SetLive(string id, bool live)
    {
        var key = Sample.Clone + "/" + id;
        sessions[key] = sessions[key] with { State = live ? SessionState.Active : SessionState.Gone };
        foreach (var child in sessions.Values.Where(s => s.Record.Parent == id).ToList())
        {
            SetLive(child.Id, live);
        }
    }

    internal Session Of(string id, string clone = Sample.Clone) => sessions[clone + "/" + id];

    internal ClaimOutcome Take(string id, ClaimRequest request, string clone = Sample.Clone)
    {
        var me = Of(id, clone);
        var (outcome, record) = ClaimRules.Take(Book, me, request, Now, ids);
        Write(me, record);
        return outcome;
    }

    /// <summary>Claims for two hours; true if granted.</summary>
    internal bool Claim(string id, params string[] patterns) => Take(id, Asking(patterns)).Granted.Count > 0;

    internal IReadOnlyList<Claim> Release(string id, Func<Claim, bool> which)
    {
        var (released, record) = ClaimRules.Release(Book, Of(id), which, Now, ids);
        Write(Of(id), record);
        return released;
    }

    internal int Settle(string id, Func<Claim, bool> done, params (string From, string To)[] moved)
    {
        var mine = ClaimRules.Mine(Book, Of(id));
        var places = moved
            .Where(m => mine.Exists(c => c.Record.Pattern == m.From))
            .ToDictionary(m => mine.First(c => c.Record.Pattern == m.From).Record.Id, m => ClaimPattern.ForPath(m.To));
        var (settled, record) = ClaimRules.Settle(Book, Of(id), mine.FindAll(c => done(c)), places, Now, ids);
        Write(Of(id), record);
        return settled;
    }

    internal void Renew(string id) => Write(Of(id), ClaimRules.Renew(Book, Of(id), Now, ids));

    /// <summary>Drops what can go; gives the ids of the sessions whose records went.</summary>
    internal List<string> CleanUp()
    {
        var going = ClaimRules.Leftovers(Book, Sample.Clone);
        going.ForEach(b => records.Remove(b.Name));
        return going.ConvertAll(b => b.Ref.Stream);
    }

    /// <summary>Puts a record there as it is.</summary>
    internal void Plant(string id, LocksRecord record, string clone = Sample.Clone) =>
        records[RefOf(SwarmRefs.Locks, Of(id, clone))] = record;

    internal LocksRecord RecordOf(string id) => records[RefOf(SwarmRefs.Locks, Of(id))];

    /// <summary>What counts, as "holder pattern".</summary>
    internal IEnumerable<string> InForce => Book.InForce.Select(c => $"{c.Ref.Stream} {c.Record.Pattern}");

    internal static RefName RefOf(string kind, Session session) => SwarmRefs.Of(kind, session.Ref.CloneId, SessionId.From(session.Id));

    internal static ClaimRequest Asking(params string[] patterns) =>
        new([.. patterns.Select(p => ClaimPattern.Parse(p, ""))], ClaimRequest.DefaultTtl);

    private void Write(Session session, LocksRecord? record)
    {
        if (record is not null)
        {
            records[RefOf(SwarmRefs.Locks, session)] = record;
            Writes++;
        }
    }
}
