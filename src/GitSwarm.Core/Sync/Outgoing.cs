using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Sync;

/// <summary>What this clone lets others see: the records of its sessions, its notes, and mail to others.</summary>
/// <remarks>
/// Nothing else is read for it. Sessions that asked not to appear are left out, their subagents and their words too.
/// Claims go by a way of their own, for only those a remote arbitrates leave.
/// </remarks>
/// <param name="git">The repository's plumbing.</param>
/// <param name="remote">To where.</param>
/// <param name="cloneId">This clone.</param>
/// <param name="clock">Time.</param>
public sealed class Outgoing(SwarmGit git, SyncRemote remote, string cloneId, TimeProvider clock)
{
    /// <summary>Ticks, and later times of files the remote knows of, travel this often at most.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromMinutes(15);

    private static readonly string[] Accompanying = [SwarmRefs.Heartbeats, SwarmRefs.Touched];

    private Task<(Snapshot Mine, List<FeedSegment> Feeds)>? reading;

    /// <summary>False when surely no session of this clone holds a claim by a remote's leave; known after <see cref="Collect"/>.</summary>
    public bool MayHoldArbitrated { get; private set; }

    /// <summary>Reads the records of this clone, to be put together later; meanwhile git may fetch.</summary>
    public void Begin() => reading = Task.Run(Read);

    /// <summary>Every ref of this clone that the remote should have, and what it should point at.</summary>
    /// <param name="tracked">What was fetched from the remote, by its name here.</param>
    public Dictionary<RefName, ObjectId> Collect(IReadOnlyDictionary<RefName, ObjectId> tracked)
    {
        var refs = new Dictionary<RefName, ObjectId>();
        var (mine, segments) = reading?.GetAwaiter().GetResult() ?? Read();
        reading = null;
        var hidden = AddSessions(refs, mine, tracked);
        var own = segments.FindAll(s => s.Ref.CloneId == cloneId && !hidden.Contains(s.Ref.Stream));
        foreach (var notes in own.Where(s => s.Ref.Kind == SwarmRefs.Notes))
        {
            refs[notes.Name] = notes.Id;
        }
        AddMail(refs, own.FindAll(s => s.Ref.Kind == SwarmRefs.Mail), segments, tracked);
        return refs;
    }

    private (Snapshot Mine, List<FeedSegment> Feeds) Read()
    {
        string[] kinds = [.. Accompanying, SwarmRefs.Sessions, SwarmRefs.Locks];
        using var listing = FeedSegment.StartList(git, SwarmRefs.Notes, SwarmRefs.Mail);
        var mine = SnapshotReader.Read(
            git,
            [.. kinds.Select(k => $"{SwarmRefs.Prefix(k)}/{cloneId}"), .. Accompanying.Select(k => $"{remote.Prefix}/{k}/{cloneId}")]
        );
        return (mine, FeedSegment.List(git, listing));
    }

    /// <returns>The sessions that do not appear.</returns>
    private HashSet<string> AddSessions(Dictionary<RefName, ObjectId> refs, Snapshot mine, IReadOnlyDictionary<RefName, ObjectId> tracked)
    {
        MayHoldArbitrated = mine.OfKind(SwarmRefs.Locks).Any(b => b.Content.Span.IndexOf("\"scope\""u8) >= 0);
        var records = new Dictionary<string, SessionRecord>(StringComparer.Ordinal);
        foreach (var blob in mine.OfKind(SwarmRefs.Sessions))
        {
            if (Records.Read(blob, RecordJson.Default.SessionRecord, r => r.Version, []) is { } record)
            {
                records[blob.Ref.Stream] = record;
            }
        }
        var hidden = records.Keys.Where(id => IsHidden(records, id)).ToHashSet(StringComparer.Ordinal);
        foreach (var id in records.Keys.Where(id => !hidden.Contains(id)))
        {
            var session = SwarmRefs.Of(SwarmRefs.Sessions, cloneId, SessionId.From(id));
            refs[session] = mine.IdOf(session);
            foreach (var kind in Accompanying)
            {
                var name = SwarmRefs.Of(kind, cloneId, SessionId.From(id));
                if (mine.Blobs.TryGetValue(name, out var blob))
                {
                    var there = SwarmRefs.Fetched(remote.Key, name);
                    // Read before the fetch, perhaps: it counts only if it is there still.
                    var known =
                        mine.Blobs.GetValueOrDefault(there) is { } before && before.Id == tracked.GetValueOrDefault(there) ? before : null;
                    refs[name] = known is not null && !IsDue(blob, known) ? known.Id : blob.Id;
                }
            }
        }
        return hidden;
    }

    private static bool IsHidden(Dictionary<string, SessionRecord> records, string id)
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

    private bool IsDue(StoredBlob mine, StoredBlob known)
    {
        if (mine.Ref.Kind == SwarmRefs.Heartbeats)
        {
            var now = clock.GetUtcNow();
            var then = Records.Read(known, RecordJson.Default.HeartbeatRecord, r => r.Version, [])?.Time();
            return then is not { } tick || tick > now || now - tick >= TickEvery;
        }
        var touched = Records.Read(mine, RecordJson.Default.TouchedRecord, r => r.Version, []);
        var there = Records.Read(known, RecordJson.Default.TouchedRecord, r => r.Version, []);
        var times = there?.Paths.DistinctBy(p => p.Path).ToDictionary(p => p.Path, p => p.At, StringComparer.Ordinal);
        return touched is null || times is null || touched.Paths.Any(p => !times.TryGetValue(p.Path, out var at) || p.At - at >= TickEvery);
    }

    private void AddMail(
        Dictionary<RefName, ObjectId> refs,
        List<FeedSegment> own,
        List<FeedSegment> all,
        IReadOnlyDictionary<RefName, ObjectId> tracked
    )
    {
        // What the remote has of it, so that what stayed the same needs not be hashed again.
        var there = own.Select(s =>
                s with
                {
                    Name = SwarmRefs.Fetched(remote.Key, s.Name),
                    Id = tracked.GetValueOrDefault(SwarmRefs.Fetched(remote.Key, s.Name)),
                }
            )
            .ToList();
        var contents = own.Count == 0 ? [] : FeedContents.Read(git, [.. own, .. there.Where(s => !s.Id.IsNone)]);
        var received = new Lazy<HashSet<string>>(() => Received(all));
        foreach (var (segment, known) in own.Zip(there))
        {
            if (!contents.TryGetValue(segment.Name, out var text))
            {
                continue;
            }
            var sent = MailFilter.ForOthers(text.Span, cloneId, id => received.Value.Contains(id));
            if (sent.Length > 0)
            {
                var isSame = contents.TryGetValue(known.Name, out var before) && before.Span.SequenceEqual(sent);
                refs[segment.Name] =
                    isSame ? known.Id
                    : text.Span.SequenceEqual(sent) ? segment.Id
                    : ObjectId.Parse(git.Run(["hash-object", "-w", "--stdin"], sent).OrThrow("write mail for others").Text);
            }
        }
    }

    /// <summary>Ids of all messages of other clones.</summary>
    private HashSet<string> Received(List<FeedSegment> all)
    {
        var others = all.FindAll(s => s.Ref.Kind == SwarmRefs.Mail && s.Ref.CloneId != cloneId);
        return
        [
            .. FeedContents.Read(git, others).Values.SelectMany(t => FeedText.Parse(t.Span, MailJson.Default.MailLine)).Select(l => l.Id),
        ];
    }
}
