using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Tasks;

namespace GitSwarm.Sync;

/// <summary>What this clone lets others see: the records of its sessions, its notes, mail to others, its teams and lists of tasks.</summary>
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
    private Task<(Snapshot Mine, List<FeedSegment> Feeds)>? reading;

    /// <summary>The part of it that tells of sessions.</summary>
    public OutgoingPresence Presence { get; } = new(git, remote, cloneId, clock);

    /// <summary>False when surely no session of this clone holds a claim by a remote's leave; known after <see cref="Collect"/>.</summary>
    public bool MayHoldArbitrated { get; private set; }

    /// <summary>Reads the records of this clone, to be put together later; meanwhile git may fetch.</summary>
    public void Begin() => reading = Task.Run(Read);

    /// <summary>Every ref of this clone that the remote should have, and what it should point at.</summary>
    /// <param name="tracked">What was fetched from the remote, by its name here.</param>
    /// <param name="pace">What is held back.</param>
    public Dictionary<RefName, ObjectId> Collect(IReadOnlyDictionary<RefName, ObjectId> tracked, SyncPace pace)
    {
        var (mine, segments) = reading?.GetAwaiter().GetResult() ?? Read();
        reading = null;
        MayHoldArbitrated = mine.OfKind(SwarmRefs.Locks).Any(b => b.Content.Span.IndexOf("\"scope\""u8) >= 0);
        var sessions = Presence.Sessions(mine);
        var hidden = OutgoingPresence.Hidden(sessions);
        var refs = Presence.Collect(mine, sessions.Where(s => !hidden.Contains(s.Key)), tracked, pace);
        var own = segments.FindAll(s => s.Ref.CloneId == cloneId && !hidden.Contains(s.Ref.Stream));
        foreach (var notes in own.Where(s => s.Ref.Kind == SwarmRefs.Notes))
        {
            refs[notes.Name] = notes.Id;
        }
        AddTeams(refs, mine, hidden, tracked);
        AddMail(refs, own.FindAll(s => s.Ref.Kind == SwarmRefs.Mail), segments, tracked);
        AddTasks(refs, mine, hidden, tracked);
        return refs;
    }

    private (Snapshot Mine, List<FeedSegment> Feeds) Read()
    {
        using var listing = FeedSegment.StartList(git, SwarmRefs.Notes, SwarmRefs.Mail);
        string[] others =
        [
            $"{SwarmRefs.Prefix(SwarmRefs.Locks)}/{cloneId}",
            $"{SwarmRefs.Prefix(SwarmRefs.Tasks)}/{cloneId}",
            $"{SwarmRefs.Prefix(SwarmRefs.Teams)}/{cloneId}",
            $"{remote.Prefix}/{SwarmRefs.Teams}/{cloneId}",
        ];
        var mine = SnapshotReader.Read(git, Presence.Prefixes.Concat(others));
        return (mine, FeedSegment.List(git, listing));
    }

    private void AddTeams(
        Dictionary<RefName, ObjectId> refs,
        Snapshot mine,
        HashSet<string> hidden,
        IReadOnlyDictionary<RefName, ObjectId> tracked
    )
    {
        foreach (var team in mine.OfKind(SwarmRefs.Teams).Where(b => b.Ref.Remote is null && b.Ref.CloneId == cloneId))
        {
            if (TeamFilter.ForOthers(team, hidden.Contains) is not { } shown)
            {
                continue;
            }
            // Read before the fetch, perhaps: it counts only if it is there still.
            var there = SwarmRefs.Fetched(remote.Key, team.Name);
            var known = mine.Blobs.GetValueOrDefault(there) is { } blob && blob.Id == tracked.GetValueOrDefault(there) ? blob : null;
            refs[team.Name] =
                known is not null && known.Content.Span.SequenceEqual(shown) ? known.Id
                : team.Content.Span.SequenceEqual(shown) ? team.Id
                : Written(shown, "write a team for others");
        }
    }

    private ObjectId Written(byte[] bytes, string what) =>
        ObjectId.Parse(git.Run(["hash-object", "-w", "--stdin"], bytes).OrThrow(what).Text);

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
                    : Written(sent, "write mail for others");
            }
        }
    }

    private void AddTasks(
        Dictionary<RefName, ObjectId> refs,
        Snapshot mine,
        IReadOnlySet<string> hidden,
        IReadOnlyDictionary<RefName, ObjectId> tracked
    )
    {
        foreach (var blob in mine.OfKind(SwarmRefs.Tasks).Where(b => b.Ref.Remote is null && b.Ref.CloneId == cloneId))
        {
            if (Records.Read(blob, TaskJson.Default.TaskListRecord, []) is { } record)
            {
                var shown = TaskSharing.ForOthers(record, hidden, cloneId);
                refs[blob.Name] = ReferenceEquals(shown, record) ? blob.Id : Write(Records.Write(shown, TaskJson.Default.TaskListRecord));
            }
            else if (tracked.TryGetValue(SwarmRefs.Fetched(remote.Key, blob.Name), out var there))
            {
                // What cannot be read here cannot be gone through; others keep what they have.
                refs[blob.Name] = there;
            }
        }
    }

    private ObjectId Write(byte[] content) =>
        ObjectId.Parse(git.Run(["hash-object", "-w", "--stdin"], content).OrThrow("write tasks for others").Text);

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
