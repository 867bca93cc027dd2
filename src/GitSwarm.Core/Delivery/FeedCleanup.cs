using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Notes;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Delivery;

/// <summary>Keeps the feeds of this clone small: what is past retention goes, notes of ended sessions move into the archive.</summary>
/// <remarks>
/// All in one transaction, so a kill leaves a note where it was or where it went. The newest segment of a live session's
/// feed stays whatever its age, or its numbers would start again below the cursors of its readers.
/// </remarks>
/// <param name="store">The repository's records.</param>
/// <param name="from">From where they are seen.</param>
public sealed class FeedCleanup(SwarmStore store, Vantage from)
{
    private static readonly string[] Prefixes = [.. Roster.Prefixes, SwarmRefs.Prefix(SwarmRefs.Cursors)];

    /// <summary>Does what is due.</summary>
    /// <param name="retention">How long lines are kept.</param>
    /// <returns>How many refs went.</returns>
    public int Run(TimeSpan retention)
    {
        List<FeedSegment> segments = [];
        return store.Update(
            () =>
            {
                var listing = FeedSegment.StartList(store.Git, SwarmRefs.Notes, SwarmRefs.Mail);
                var snapshot = store.Read(Prefixes, Records.Prepare);
                segments = FeedSegment.List(store.Git, listing).FindAll(s => s.Ref.CloneId == from.CloneId);
                return snapshot;
            },
            snapshot =>
            {
                var changes = Decide(Roster.Of(snapshot, from), snapshot, segments, from.Now - retention);
                return new Decision<int>(changes.Count(c => c.Content is null && !c.IsCheck), changes);
            }
        );
    }

    private List<RefChange> Decide(Roster roster, Snapshot snapshot, List<FeedSegment> segments, DateTimeOffset limit)
    {
        var contents = FeedContents.Read(store.Git, segments);
        var changes = new List<RefChange>();
        var ended = new List<FeedSegment>();
        foreach (var segment in segments.Where(s => contents.ContainsKey(s.Name)))
        {
            var author = roster.Local(segment.Ref.Stream);
            var isLive = author is { IsLive: true };
            var isNewest = !segments.Exists(s => s.Ref.Kind == segment.Ref.Kind && s.Feed == segment.Feed && s.Number > segment.Number);
            if (NewestLine(segment, contents[segment.Name]) < limit && !(isNewest && (isLive || IsArchive(segment))))
            {
                changes.Add(new RefChange(segment.Name, null, segment.Id));
            }
            // The archive is everybody's to see, also in other clones.
            else if (segment.Ref.Kind == SwarmRefs.Notes && !isLive && !IsArchive(segment) && author is not { IsMuted: true })
            {
                ended.Add(segment);
            }
        }
        if (ended.Count > 0)
        {
            changes.AddRange(Archive(segments, ended, contents, limit));
        }
        // Cursors tell a later session of the same name what was shown; they stay as long as the session is on record.
        var forgotten = snapshot
            .OfKind(SwarmRefs.Cursors)
            .Where(b => b.Ref.CloneId == from.CloneId && roster.Local(b.Ref.Stream) is null && !IsUnreadable(roster, b.Ref));
        changes.AddRange(forgotten.Select(b => new RefChange(b.Name, null, b.Id)));
        return changes;
    }

    /// <summary>Adds what ended sessions noted to the archive, and takes their segments away.</summary>
    private List<RefChange> Archive(
        List<FeedSegment> segments,
        List<FeedSegment> ended,
        Dictionary<RefName, ReadOnlyMemory<byte>> contents,
        DateTimeOffset limit
    )
    {
        var changes = ended.ConvertAll(s => new RefChange(s.Name, null, s.Id));
        var lines = ended
            .SelectMany(s =>
                FeedText.Parse(contents[s.Name].Span, NoteJson.Default.NoteLine).Select(l => l with { Feed = s.Feed, FeedSeq = l.Seq })
            )
            .Where(l => l.At >= limit)
            .OrderBy(l => l.At)
            .ToList();
        var newest = segments.FindLast(s => s.Ref.Kind == SwarmRefs.Notes && IsArchive(s));
        var number = newest?.Number ?? 1;
        var expected = newest?.Id ?? default;
        byte[] text = newest is not null && contents.TryGetValue(newest.Name, out var known) ? known.ToArray() : [];
        var seq = FeedText.LastSeq(text) is var last and > 0 ? last : from.Now.ToUnixTimeMilliseconds();
        if (newest is not null && text.Length == 0)
        {
            // It cannot be read: leave it to doctor and go on in the next.
            changes.Add(RefChange.Check(newest.Name, newest.Id));
            (number, expected) = (number + 1, default);
        }
        var isDirty = false;
        foreach (var line in lines)
        {
            if (text.Length >= FeedText.FullArchiveBytes)
            {
                changes.Add(Put());
                (number, expected, text) = (number + 1, default, []);
            }
            text = FeedText.With(text, line with { Seq = ++seq }, NoteJson.Default.NoteLine);
            isDirty = true;
        }
        if (isDirty)
        {
            changes.Add(Put());
        }
        return changes;

        RefChange Put() =>
            isDirty
                ? new(SwarmRefs.ArchiveSegment(SwarmRefs.Notes, from.CloneId, number), text, expected)
                : RefChange.Check(newest!.Name, newest.Id);
    }

    private static bool IsArchive(FeedSegment segment) => segment.Ref.Stream == SwarmRefs.Archive;

    private static DateTimeOffset NewestLine(FeedSegment segment, ReadOnlyMemory<byte> text)
    {
        var times =
            segment.Ref.Kind == SwarmRefs.Notes
                ? FeedText.Parse(text.Span, NoteJson.Default.NoteLine).Select(l => l.At)
                : FeedText.Parse(text.Span, MailJson.Default.MailLine).Select(l => l.At);
        return times.DefaultIfEmpty(DateTimeOffset.MaxValue).Max();
    }

    private static bool IsUnreadable(Roster roster, SwarmRef of)
    {
        var name = SwarmRefs.Of(SwarmRefs.Sessions, of.CloneId, SessionId.From(of.Stream));
        return roster.Problems.Any(p => p.Name == name);
    }
}
