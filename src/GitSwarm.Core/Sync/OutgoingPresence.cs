using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>What this clone lets others know of its sessions: those that did not ask not to appear, with ticks and touched files.</summary>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">To where.</param>
/// <param name="cloneId">This clone.</param>
/// <param name="clock">Time.</param>
public sealed class OutgoingPresence(SwarmGit git, SyncRemote remote, string cloneId, TimeProvider clock)
{
    /// <summary>What to read for it: this clone's records, and what the remote has of them.</summary>
    public IEnumerable<string> Prefixes =>
        SwarmRefs.InPresence.Select(k => $"{SwarmRefs.Prefix(k)}/{cloneId}").Append($"{remote.Prefix}/{SwarmRefs.Presence}/{cloneId}");

    /// <summary>The sessions that do not appear.</summary>
    public static HashSet<string> Hidden(IReadOnlyDictionary<string, SessionRecord> records) =>
        records.Keys.Where(id => IsHidden(records, id)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The records of this clone's sessions that can be read.</summary>
    public Dictionary<string, SessionRecord> Sessions(Snapshot mine)
    {
        var records = new Dictionary<string, SessionRecord>(StringComparer.Ordinal);
        foreach (var blob in mine.OfKind(SwarmRefs.Sessions).Where(IsHere))
        {
            if (Records.Read(blob, RecordJson.Default.SessionRecord, []) is { } record)
            {
                records[blob.Ref.Stream] = record;
            }
        }
        return records;
    }

    /// <summary>The refs the remote should have, with nothing held back.</summary>
    /// <param name="tracked">What was fetched from the remote, by its name here.</param>
    public Dictionary<RefName, ObjectId> Now(IReadOnlyDictionary<RefName, ObjectId> tracked)
    {
        var mine = SnapshotReader.Read(git, Prefixes);
        var sessions = Sessions(mine);
        var hidden = Hidden(sessions);
        return Collect(mine, sessions.Where(s => !hidden.Contains(s.Key)), tracked, SyncPace.AtOnce);
    }

    /// <summary>The refs the remote should have: what it has already, unless something else is due.</summary>
    /// <param name="mine">As of <see cref="Prefixes"/>.</param>
    /// <param name="sessions">Those to tell of, by id.</param>
    /// <param name="tracked">What was fetched from the remote, by its name here.</param>
    /// <param name="pace">What is held back.</param>
    public Dictionary<RefName, ObjectId> Collect(
        Snapshot mine,
        IEnumerable<KeyValuePair<string, SessionRecord>> sessions,
        IReadOnlyDictionary<RefName, ObjectId> tracked,
        SyncPace pace
    )
    {
        var refs = new Dictionary<RefName, ObjectId>();
        var now = clock.GetUtcNow();
        foreach (
            var (part, entries) in PresenceParts.Split(sessions.Select(s => (PresenceParts.PartOf(s.Value.Ended), Entry(mine, s.Key))))
        )
        {
            var name = SwarmRefs.PresenceOf(cloneId, part);
            var there = SwarmRefs.Fetched(remote.Key, name);
            // Read before the fetch, perhaps: it counts only if it is there still.
            var known = mine.Blobs.GetValueOrDefault(there) is { } blob && blob.Id == tracked.GetValueOrDefault(there) ? blob : null;
            var before = known is null ? null : PresenceBlob.Parse(known.Content).Read;
            refs[name] =
                before is null || PresenceParts.IsDue(before, entries, now, pace) ? Write(new PresenceBlob(now, entries)) : known!.Id;
        }
        return refs;
    }

    private PresenceEntry Entry(Snapshot mine, string id)
    {
        var records = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var kind in SwarmRefs.InPresence)
        {
            var name = SwarmRefs.Of(kind, cloneId, SessionId.From(id));
            if (mine.Blobs.TryGetValue(name, out var blob) && IsRecord(blob))
            {
                records[kind] = blob.Content;
            }
        }
        return new PresenceEntry(id, records);
    }

    /// <summary>What others could not read stays here.</summary>
    private static bool IsRecord(StoredBlob blob) =>
        blob.Ref.Kind switch
        {
            SwarmRefs.Heartbeats => Records.Read(blob, RecordJson.Default.HeartbeatRecord, []) is not null,
            SwarmRefs.Touched => Records.Read(blob, RecordJson.Default.TouchedRecord, []) is not null,
            _ => true,
        };

    private ObjectId Write(PresenceBlob presence) =>
        ObjectId.Parse(
            git.Run(["hash-object", "-w", "--stdin"], presence.ToBytes()).OrThrow("write what others may know of sessions").Text
        );

    private bool IsHere(StoredBlob blob) => blob.Ref.Remote is null && blob.Ref.CloneId == cloneId;

    private static bool IsHidden(IReadOnlyDictionary<string, SessionRecord> records, string id)
    {
        // Who is above it, each once, whatever the records say.
        var looked = new HashSet<string>(StringComparer.Ordinal);
        for (var next = id; looked.Add(next) && records.TryGetValue(next, out var record); next = record.Parent ?? next)
        {
            if (record.Muted?.Contains("all") == true)
            {
                return true;
            }
        }
        return false;
    }
}
