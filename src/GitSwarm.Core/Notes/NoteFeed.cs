using GitSwarm.Feeds;
using GitSwarm.Sessions;
using GitSwarm.Store;

namespace GitSwarm.Notes;

/// <summary>A note and who wrote it.</summary>
/// <param name="Line">What it says.</param>
/// <param name="Ref">Where it lies.</param>
/// <param name="Author">Its author; null where the session is no longer on record.</param>
public sealed record Note(NoteLine Line, SwarmRef Ref, Session? Author)
{
    /// <summary>The id of the session that wrote it, on record or not.</summary>
    public string SessionId => Line.WrittenTo(Ref).Split('/', 2)[^1];
}

/// <summary>Reads every note on record.</summary>
/// <param name="store">The repository's records.</param>
/// <param name="from">From where they are seen.</param>
public sealed class NoteFeed(SwarmStore store, Vantage from)
{
    /// <summary>All notes, oldest first.</summary>
    public IReadOnlyList<Note> Read()
    {
        using var listing = FeedSegment.StartList(store.Git, SwarmRefs.Notes);
        var roster = Roster.Of(store.Read(Roster.Prefixes, Records.Prepare), from);
        var segments = FeedSegment.List(store.Git, listing);
        var contents = FeedContents.Read(store.Git, segments);
        var authors = roster.All.ToDictionary(s => $"{s.Ref.CloneId}/{s.Id}");
        var notes = new List<Note>();
        foreach (var segment in segments.Where(s => contents.ContainsKey(s.Name)))
        {
            foreach (var line in FeedText.Parse(contents[segment.Name].Span, NoteJson.Default.NoteLine))
            {
                notes.Add(new Note(line, segment.Ref, authors.GetValueOrDefault(line.WrittenTo(segment.Ref))));
            }
        }
        return InOrder(notes);
    }

    /// <summary>Oldest first; one that lies in the archive and in its feed still, as a kill in between leaves it, once.</summary>
    public static List<Note> InOrder(IEnumerable<Note> notes) =>
        [
            .. notes
                .DistinctBy(n => n.Line.Id)
                .OrderBy(n => n.Line.At)
                .ThenBy(n => n.Line.WrittenTo(n.Ref), StringComparer.Ordinal)
                .ThenBy(n => n.Line.FeedSeq ?? n.Line.Seq),
        ];
}
