using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Which sessions travel together, and when that is worth a push.</summary>
public class PresencePartsTests
{
    private static readonly DateTimeOffset Sent = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly PresenceEntry A = Entry("a", "the tables", "09:00", "x.cs");

    private static readonly SyncPace Pace = new(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15));

    [Theory]
    [InlineData("nothing changed", 99, "a", "the tables", "09:00", "x.cs", false)]
    [InlineData("a tick", 14, "a", "the tables", "09:10", "x.cs", false)]
    [InlineData("a tick", 15, "a", "the tables", "09:10", "x.cs", true)]
    [InlineData("a file less", 14, "a", "the tables", "09:10", "", false)]
    [InlineData("a new file", 3, "a", "the tables", "09:00", "y.cs", false)]
    [InlineData("a new file", 4, "a", "the tables", "09:00", "y.cs", true)]
    [InlineData("a new task", 3, "a", "the chairs", "09:00", "x.cs", false)]
    [InlineData("a new task", 4, "a", "the chairs", "09:00", "x.cs", true)]
    [InlineData("another session", 0, "b", "the tables", "09:00", "x.cs", true)]
    [InlineData("a clock set back", -1, "a", "the tables", "09:10", "x.cs", true)]
    public void News_wait_for_their_time_and_ticks_for_longer(
        string what,
        int minutes,
        string id,
        string task,
        string tick,
        string file,
        bool due
    )
    {
        var isDue = PresenceParts.IsDue(new PresenceBlob(Sent, [A]), [Entry(id, task, tick, file)], Sent.AddMinutes(minutes), Pace);

        Assert.True(isDue == due, what);
    }

    [Fact]
    public void One_more_or_less_is_told_at_once()
    {
        var b = Entry("b", "the chairs", "09:00", "y.cs");
        Assert.True(PresenceParts.IsDue(new PresenceBlob(Sent, [A]), [A, b], Sent, Pace));
        Assert.True(PresenceParts.IsDue(new PresenceBlob(Sent, [A, b]), [A], Sent, Pace));
    }

    [Fact]
    public void Those_that_ended_are_kept_by_the_day()
    {
        Assert.Equal("live", PresenceParts.PartOf(null));
        Assert.Equal("20260105", PresenceParts.PartOf(new DateTimeOffset(2026, 1, 6, 1, 0, 0, TimeSpan.FromHours(2))));
    }

    [Fact]
    public void No_part_is_too_large_for_readers_and_none_is_lost()
    {
        Prop.ForAll(
                (
                    from id in Gen.Choose(0, 999)
                    from size in Gen.Elements(10, 5_000, 100_000, 300_000)
                    from part in Gen.Elements("live", "20260105")
                    select (
                        part,
                        new PresenceEntry($"s{id:000}", new Dictionary<string, ReadOnlyMemory<byte>> { ["touched"] = new byte[size] })
                    )
                )
                    .ListOf()
                    .Select(l => l.DistinctBy(e => e.Item2.Id).ToList())
                    .ToArbitrary(),
                sessions =>
                {
                    var parts = PresenceParts.Split(sessions);
                    return parts.Values.Sum(p => p.Count) == sessions.Count
                        && parts.Values.All(p => p.Count == 1 || p.Sum(e => e.Records.Values.Sum(r => r.Length)) <= PresenceParts.Large)
                        && parts.Keys.All(SwarmRefs.IsComponent)
                        && sessions.TrueForAll(s =>
                            parts.Any(p => (p.Key + "-").StartsWith(s.Item1 + "-", StringComparison.Ordinal) && p.Value.Contains(s.Item2))
                        );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void In_the_background_more_clones_are_told_less_often_but_before_they_take_a_session_for_gone()
    {
        Assert.Equal(TimeSpan.FromMinutes(4), SyncPace.Unattended(2).News);
        foreach (var clones in Enumerable.Range(1, 300))
        {
            var (pace, pause) = (SyncPace.Unattended(clones), TimeSpan.FromSeconds(15) * clones);
            Assert.InRange(pace.News, TimeSpan.Zero, pace.Ticks);
            Assert.InRange(pace.Ticks, TimeSpan.Zero, TimeSpan.FromMinutes(15));
            // A tick is up to five minutes old when it is sent, waits for the next exchange and then for the reader's, each a fifth late.
            Assert.True(
                clones > 60 || TimeSpan.FromMinutes(5) + SentEvery(pace, pause) + pause <= SessionStates.ActiveElsewhereFor,
                $"{clones}"
            );
        }
    }

    /// <summary>The pauses until one is as long as ticks wait.</summary>
    private static TimeSpan SentEvery(SyncPace pace, TimeSpan pause)
    {
        var step = pause > TimeSpan.FromMinutes(5) ? pause : TimeSpan.FromMinutes(5);
        return step * Math.Max(1, Math.Ceiling(pace.Ticks / step));
    }

    private static PresenceEntry Entry(string id, string task, string tick, string file) =>
        new(
            id,
            new Dictionary<string, ReadOnlyMemory<byte>>
            {
                ["sessions"] = Encoding.UTF8.GetBytes($$"""{"v":1,"id":"{{id}}","task":"{{task}}"}"""),
                ["heartbeats"] = Encoding.UTF8.GetBytes($$"""{"v":1,"tick":"2026-01-05T{{tick}}Z","state":"active"}"""),
                ["touched"] = Encoding.UTF8.GetBytes(
                    file.Length == 0
                        ? """{"v":1,"id":"a","paths":[]}"""
                        : $$"""{"v":1,"id":"a","paths":[{"path":"{{file}}","at":"2026-01-05T{{tick}}:00Z"}]}"""
                ),
            }
        );
}
