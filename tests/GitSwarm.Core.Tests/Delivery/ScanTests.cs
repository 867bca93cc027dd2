using System.Text;
using GitSwarm.Delivery;
using GitSwarm.Feeds;
using GitSwarm.Git;
using GitSwarm.Mail;
using GitSwarm.Store;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>What a look at feeds leaves for the next one, also where it did not see all of them.</summary>
public class ScanTests
{
    private readonly Dictionary<RefName, byte[]> texts = [];
    private IReadOnlyDictionary<string, FeedCursor> cursors = new Dictionary<string, FeedCursor>();

    [Fact]
    public void What_was_looked_through_is_not_read_again_in_any_segment()
    {
        FeedSegment[] segments = [Segment(1, 'a', 10, 11), Segment(2, 'b', 12), Segment(3, 'c', 13)];
        Assert.Equal([10, 11, 12, 13], Look(segments));

        Assert.Empty(Scan.ToRead(segments, cursors));
        Assert.Empty(Look(segments));
        Assert.Empty(Scan.ToRead(segments, cursors));
        Assert.Equal([14], Look([segments[0], segments[1], Segment(3, 'd', 13, 14)]));
    }

    [Fact]
    public void A_feed_that_was_not_seen_once_is_not_shown_again_and_what_is_open_in_it_waits()
    {
        FeedSegment[] segments = [Segment(1, 'a', 10, 11, 12)];
        Assert.Equal([10, 12], Look(segments, leave: 11));

        Assert.Empty(Look([]));

        Assert.Equal([11], Look(segments));
        Assert.Empty(Look(segments));
    }

    [Fact]
    public void What_could_not_be_read_is_read_the_next_time()
    {
        FeedSegment[] segments = [Segment(1, 'a', 10, 11), Segment(2, 'b', 12)];
        var (first, second) = (texts[segments[0].Name], texts[segments[1].Name]);
        texts.Remove(segments[0].Name);
        texts.Remove(segments[1].Name);
        Assert.Empty(Look(segments));
        texts[segments[0].Name] = first;
        Assert.Equal([10], Look(segments, leave: 11));
        texts.Remove(segments[0].Name);
        texts[segments[1].Name] = second;
        Assert.Equal([12], Look(segments));
        texts[segments[0].Name] = first;

        Assert.Equal([11], Look(segments));
        Assert.Empty(Look(segments));
    }

    [Fact]
    public void A_feed_that_began_anew_is_read_from_its_first_segment()
    {
        Assert.Equal([10, 11], Look([Segment(1, 'a', 10), Segment(2, 'b', 11)]));

        Assert.Equal([20], Look([Segment(1, 'c', 20)]));
        Assert.Equal([21, 22, 23], Look([Segment(1, 'd', 20, 21), Segment(2, 'e', 22), Segment(3, 'f', 23)]));
        Assert.Equal([30, 31, 32], Look([Segment(1, 'g', 30), Segment(2, 'h', 31), Segment(3, 'i', 32)]));
        Assert.Empty(Look([Segment(2, 'h', 31), Segment(3, 'i', 32)]));
    }

    [Fact]
    public void A_clock_set_back_changes_no_order_of_one_sender()
    {
        Waiting<MailLine> Sent(string by, long seq, int minute, Priority priority = Priority.Next) =>
            new(
                Segment(1, 'a', by),
                new MailLine
                {
                    Id = $"{by}{seq}",
                    Seq = seq,
                    At = DateTimeOffset.UnixEpoch.AddMinutes(minute),
                    Priority = Priorities.Text(priority),
                }
            );

        var ordered = MailOrder.Of([
            Sent("x", 1, 10),
            Sent("x", 2, 5),
            Sent("x", 3, 6, Priority.Now),
            Sent("x", 4, 11),
            Sent("y", 1, 7),
            Sent("y", 2, 10),
            Sent("y", 2, 10),
        ]);

        Assert.Equal(["x3", "y1", "x1", "x2", "y2", "x4"], ordered.Select(w => w.Line.Id));
    }

    /// <summary>Reads, shows all but one number, and records.</summary>
    private List<long> Look(FeedSegment[] segments, long leave = 0)
    {
        var contents = Scan.ToRead(segments, cursors)
            .Where(s => texts.ContainsKey(s.Name))
            .ToDictionary(s => s.Name, s => new ReadOnlyMemory<byte>(texts[s.Name]));
        var scanned = Scan.Of(segments, contents, cursors, static () => MailJson.Default.MailLine, (_, _) => true);
        var shown = scanned.Lines.Where(w => w.Line.Seq != leave).ToList();
        cursors = scanned.After(shown.Select(w => w.Line.Id).ToHashSet());
        return [.. shown.Select(w => w.Line.Seq)];
    }

    private FeedSegment Segment(int number, char blob, params long[] seqs)
    {
        var segment = Segment(number, blob, "alice");
        var lines = seqs.Select(s => $$"""{"seq":{{s}},"id":"m{{s}}","at":"2026-01-05T09:00:00Z","to":"all","text":"x"}""" + "\n");
        texts[segment.Name] = Encoding.UTF8.GetBytes(string.Concat(lines));
        return segment;
    }

    private static FeedSegment Segment(int number, char blob, string session)
    {
        var name = SwarmRefs.Segment(SwarmRefs.Mail, "clone001", SessionId.From(session), number);
        return new FeedSegment(
            name,
            SwarmRefs.Parse(name)!,
            number,
            ObjectId.Parse(string.Concat(Enumerable.Repeat($"{(int)blob:x2}", 20)))
        );
    }
}
