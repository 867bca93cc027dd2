using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Records that came from several places are seen once: the latest, and never what was fetched of one's own.</summary>
public class SnapshotOnceTests
{
    private const string Mine = "mine0001";

    private static readonly string[] Places = ["refs/swarm", "refs/swarm-remote/origin", "refs/swarm-remote/backup"];

    private static readonly Gen<(string Name, int Minute)[]> Copies = (
        from place in Gen.Elements(Places)
        from kind in Gen.Elements("sessions", "touched", "locks")
        from clone in Gen.Elements(Mine, "other001", "other002")
        from session in Gen.Elements("a", "b")
        from minute in Gen.Choose(0, 59)
        select ($"{place}/{kind}/{clone}/{session}", minute)
    )
        .ListOf()
        .Select(all => all.DistinctBy(r => r.Item1).ToArray());

    [Fact]
    public void Each_record_is_there_once_the_latest_and_of_ones_own_only_what_is_here()
    {
        Prop.ForAll(
                Copies.ToArbitrary(),
                records =>
                {
                    var once = Of([.. records.Select(r => (r.Name, Text(r.Minute)))]).Once(Mine);
                    var counted = records.Where(r =>
                        SwarmRefs.Parse(new RefName(r.Name))! is { } p && (p.Remote is null || p.CloneId != Mine)
                    );
                    var latest = counted.GroupBy(r => Record(r.Name)).ToDictionary(g => g.Key, g => g.Max(r => r.Minute));
                    return once.Blobs.Count == latest.Count
                        && once.Blobs.All(b => b.Key == b.Value.Name && Content(b.Value) == Text(latest[Record(b.Key.Value)]));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Nothing_is_copied_where_nothing_was_fetched()
    {
        var snapshot = Of(("refs/swarm/sessions/mine0001/a", "{}"), ("refs/swarm/sessions/other001/a", "{}"));

        Assert.Same(snapshot, snapshot.Once(Mine));
    }

    [Fact]
    public void Problems_stay()
    {
        var problem = new StoreProblem(new RefName("refs/swarm-remote/origin/notes/other001/a/1"), default, "object missing");
        var snapshot = Of(("refs/swarm-remote/origin/sessions/other001/a", "{}")) with { Problems = [problem] };

        Assert.Equal([problem], snapshot.Once(Mine).Problems);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("{\"at\":1}")]
    [InlineData("{\"at\":\"\\ud800\"}")]
    [InlineData("[]")]
    public void What_is_no_record_gives_way_to_any_copy_that_is_one(string broken)
    {
        foreach (var (first, second) in new[] { (0, 1), (1, 0) })
        {
            var snapshot = Of(($"{Places[1 + first]}/sessions/other001/a", broken), ($"{Places[1 + second]}/sessions/other001/a", Text(5)));

            Assert.Equal(Text(5), Content(Assert.Single(snapshot.Once(Mine).Blobs).Value));
        }
    }

    [Fact]
    public void Ticks_and_touched_files_tell_their_time_as_well()
    {
        string Tick(int hour) =>
            Encoding.UTF8.GetString(Records.Write(HeartbeatRecord.At(At(hour * 60), Activity.Active), RecordJson.Default.HeartbeatRecord));
        string Touched(int minute) =>
            Encoding.UTF8.GetString(
                Records.Write(
                    new TouchedRecord { Id = "a", Paths = [new("new", At(minute)), new("old", At(minute).AddMilliseconds(-1))] },
                    RecordJson.Default.TouchedRecord
                )
            );
        Assert.True(RecordAge.IsLater(Encoding.UTF8.GetBytes(Tick(2)), Encoding.UTF8.GetBytes(Tick(1))));
        Assert.False(RecordAge.IsLater(Encoding.UTF8.GetBytes(Tick(1)), Encoding.UTF8.GetBytes(Tick(2))));
        Assert.False(RecordAge.IsLater(Encoding.UTF8.GetBytes(Tick(1)), Encoding.UTF8.GetBytes(Tick(1))));
        Assert.True(RecordAge.IsLater(Encoding.UTF8.GetBytes(Touched(2)), Encoding.UTF8.GetBytes(Touched(1))));
    }

    [Fact]
    public void Two_moments_compare_by_when_they_are_however_many_digits_they_have()
    {
        var moments =
            from ticks in Gen.Choose(0, 20_000_000)
            from zeros in Gen.Choose(0, 7)
            select ticks - (ticks % (long)Math.Pow(10, zeros));

        Prop.ForAll(
                moments.Two().ToArbitrary(),
                pair => RecordAge.IsLater(Written(pair.Item1), Written(pair.Item2)) == pair.Item1 > pair.Item2
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static byte[] Written(long ticks) =>
        Records.Write(
            new SessionRecord
            {
                Id = "a",
                Name = "a",
                Client = "shell",
                Nonce = "n",
                At = At(0).AddTicks(ticks),
            },
            RecordJson.Default.SessionRecord
        );

    private static DateTimeOffset At(int minute) => new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    private static string Text(int minute) => $$"""{"v":1,"at":"2026-01-05T09:{{minute:d2}}:00+00:00"}""";

    private static string Content(StoredBlob blob) => Encoding.UTF8.GetString(blob.Content.Span);

    private static SwarmRef Record(string name) => SwarmRefs.Parse(new RefName(name))! with { Remote = null };

    private static Snapshot Of(params (string Name, string Text)[] records) =>
        new(
            records.ToDictionary(
                r => new RefName(r.Name),
                r => new StoredBlob(new RefName(r.Name), SwarmRefs.Parse(new RefName(r.Name))!, default, Encoding.UTF8.GetBytes(r.Text))
            ),
            []
        );
}
