using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Claims;

/// <summary>Every claim on record, folded from a snapshot of the sessions and the claims; nothing in it changes.</summary>
/// <param name="Roster">The sessions.</param>
/// <param name="All">Every claim, void ones too, in the order of the refs.</param>
/// <param name="Records">The readable record of each session, by ref name.</param>
/// <param name="Problems">Records of claims that could not be read.</param>
public sealed record ClaimBook(
    Roster Roster,
    IReadOnlyList<Claim> All,
    IReadOnlyDictionary<RefName, LocksRecord> Records,
    IReadOnlyList<StoreProblem> Problems
)
{
    /// <summary>What to read for it.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [.. Sessions.Roster.Prefixes, SwarmRefs.Prefix(SwarmRefs.Locks)];

    /// <summary>Those that count.</summary>
    public IEnumerable<Claim> InForce => All.Where(c => c.IsInForce);

    private readonly ClaimIndex inForce = new(All.Where(c => c.IsInForce));

    /// <summary>Those that count and are about a file.</summary>
    public IReadOnlyList<Claim> Covering(ClaimPath path) => inForce.Covering(path);

    /// <summary>Folds what <paramref name="roster"/> was folded from, read with <see cref="Prefixes"/>.</summary>
    /// <param name="roster">The sessions.</param>
    /// <param name="cloneId">This clone.</param>
    /// <param name="now">UTC.</param>
    public static ClaimBook Of(Roster roster, string cloneId, DateTimeOffset now)
    {
        var problems = new List<StoreProblem>();
        var blobs = roster.Snapshot.OfKind(SwarmRefs.Locks).Where(b => b.Ref.CloneId != SwarmRefs.Head).ToList();
        if (blobs.Count == 0)
        {
            return new ClaimBook(roster, [], new Dictionary<RefName, LocksRecord>(), problems);
        }
        var records = new Dictionary<RefName, LocksRecord>();
        var over = new HashSet<(string Clone, string Id)>();
        foreach (var blob in blobs)
        {
            if (Sessions.Records.Read(blob, ClaimJson.Default.LocksRecord, problems) is { } record)
            {
                records[blob.Name] = record;
                over.UnionWith((record.Over ?? []).Select(id => (blob.Ref.CloneId, id)));
            }
        }
        var sessions = roster.All.ToDictionary(s => (s.Ref.CloneId, s.Id));
        var claims = new List<Claim>();
        foreach (var blob in blobs.Where(b => records.ContainsKey(b.Name)))
        {
            var holder = sessions.GetValueOrDefault((blob.Ref.CloneId, blob.Ref.Stream));
            var unknown = holder is null && IsUnreadable(roster, blob.Ref);
            // No git-swarm writes more of them, or one that is null; a list of others is not trusted.
            foreach (var record in records[blob.Name].Claims.OfType<ClaimRecord>().Take(LocksRecord.Most))
            {
                // A pattern of a form no version writes covers nothing.
                if (ClaimPattern.FromRecord(record.Pattern) is { } pattern)
                {
                    // Nobody of another clone may void what is ours; we may disregard what is theirs.
                    var overridden = over.Contains((cloneId, record.Id)) || over.Contains((blob.Ref.CloneId, record.Id));
                    var state = StateOf(record, holder, unknown, overridden, now);
                    // A clock elsewhere that is days ahead would hold it for as long.
                    var isAhead = blob.Ref.CloneId != cloneId && (record.Renewed ?? record.At) - now > SessionStates.Ahead;
                    claims.Add(new Claim(record, pattern, blob.Ref, holder, isAhead ? ClaimState.Expired : state));
                }
            }
        }
        return new ClaimBook(roster, claims, records, problems);
    }

    private static ClaimState StateOf(ClaimRecord record, Session? holder, bool unknown, bool overridden, DateTimeOffset now) =>
        overridden ? ClaimState.Overridden
        : !unknown && (holder is not { IsLive: true } || holder.Record.Nonce != record.Start) ? ClaimState.Abandoned
        : now >= record.Until ? ClaimState.Expired
        : ClaimState.InForce;

    /// <summary>True when there is a session, but nobody can read who it is: its claims count until their time is up.</summary>
    internal static bool IsUnreadable(Roster roster, SwarmRef of)
    {
        var name = SwarmRefs.Of(SwarmRefs.Sessions, of.CloneId, SessionId.From(of.Stream));
        return roster.Problems.Any(p => p.Name == name);
    }
}
