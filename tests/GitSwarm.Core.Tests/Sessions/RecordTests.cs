using System.Text;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Claims;
using GitSwarm.Delivery;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;
using Xunit;

namespace GitSwarm.Tests.Sessions;

public class RecordTests
{
    private static readonly Gen<DateTimeOffset> Time = Gen.Choose(0, 500_000).Select(m => Sample.Now.AddMinutes(m));

    private static readonly Gen<string> Path = Gen.Choose(0, 80).Select(n => $"src/file{n}.cs");

    [Fact]
    public void A_record_comes_back_as_it_was_written() =>
        Prop.ForAll<NonNull<string>, string?, DateTimeOffset>(
                (name, task, ended) =>
                {
                    // JSON holds text of whole characters only.
                    static string? Whole(string? s) => s is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(s));
                    var record = Sample.Record("s") with
                    {
                        Name = Whole(name.Get)!,
                        Task = Whole(task),
                        Branch = Whole(task),
                        Ended = ended,
                    };

                    var problems = new List<StoreProblem>();
                    var read = Read(Records.Write(record, RecordJson.Default.SessionRecord), problems);

                    return problems.Count == 0 && read == record;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Fields_of_a_newer_program_survive_a_rewrite()
    {
        var text = """{"v":1,"id":"s","name":"n","client":"c","nonce":"x","mood":"fine","deep":{"a":[1,null]}}""";

        var read = Read(Encoding.UTF8.GetBytes(text), []);
        var again = Encoding.UTF8.GetString(Records.Write(read! with { Task = "t" }, RecordJson.Default.SessionRecord));

        Assert.Contains("\"mood\":\"fine\"", again, StringComparison.Ordinal);
        Assert.Contains("\"deep\":{\"a\":[1,null]}", again, StringComparison.Ordinal);
        Assert.Contains("\"task\":\"t\"", again, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"v":2,"id":"s","name":"n","client":"c","nonce":"x"}""", "written by a newer git-swarm")]
    [InlineData("""{"v":99,"all":"different"}""", "written by a newer git-swarm")]
    [InlineData("""{"v":1,"id":"s"}""", "not a record: ")]
    [InlineData("""{"v":1,"id":null,"name":"n","client":"c","nonce":"x"}""", "not a record: ")]
    [InlineData("""{"v":"1","id":"s","name":"n","client":"c","nonce":"x"}""", "not a record: ")]
    [InlineData("""{"v":null,"id":"s","name":"n","client":"c","nonce":"x"}""", "not a record: ")]
    [InlineData("""{"v":[2],"id":"s","name":"n","client":"c","nonce":"x"}""", "not a record: ")]
    [InlineData("""{"v":1,"id":"s","name":"n","client":"c","nonce":"x","zz":"\ud800"}""", "not a record: it holds half a character")]
    [InlineData("""{"v":1,"id":"s","name":"n","client":"c","nonce":"x","channels":[null]}""", "not a record: something in a list")]
    [InlineData("""{"v":1,"id":"s","name":"n","client":"c","nonce":"x","muted":[null]}""", "not a record: something in a list")]
    [InlineData("null", "not a record: null")]
    [InlineData("[]", "not a record: ")]
    [InlineData("not json", "not a record: ")]
    [InlineData("", "not a record: ")]
    public void What_is_no_record_of_today_is_reported(string text, string reason)
    {
        var problems = new List<StoreProblem>();

        Assert.Null(Read(Encoding.UTF8.GetBytes(text), problems));

        Assert.StartsWith(reason, Assert.Single(problems).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problems[0].Reason);
    }

    [Fact]
    public void A_record_that_nobody_would_read_again_is_not_written()
    {
        var claim = new ClaimRecord { Pattern = new string('x', 4000) };
        LocksRecord Claims(int count) =>
            new()
            {
                Id = "s",
                Nonce = "n",
                Claims = [.. Enumerable.Repeat(claim, count)],
            };

        Assert.True(Records.Write(Claims(200), ClaimJson.Default.LocksRecord).Length > 800_000);
        Assert.Throws<SwarmException>(() => Records.Write(Claims(300), ClaimJson.Default.LocksRecord));
    }

    [Fact]
    public void A_list_that_lacks_an_element_is_no_list()
    {
        string[] Reasons<T>(JsonTypeInfo<T> type, params string[] texts)
            where T : class, IStoredRecord
        {
            var problems = new List<StoreProblem>();
            foreach (var text in texts)
            {
                Assert.Null(Records.Read(Blob(Encoding.UTF8.GetBytes(text)), type, problems));
            }
            return [.. problems.Select(p => p.Reason)];
        }

        Assert.Equal(
            2,
            Reasons(RecordJson.Default.TouchedRecord, """{"v":1,"id":"s","paths":[null]}""", """{"v":1,"id":"s","paths":[{}]}""").Length
        );
        Assert.Single(Reasons(ClaimJson.Default.LocksRecord, """{"v":1,"id":"s","nonce":"x","claims":[null]}"""));
        Assert.Equal(
            3,
            Reasons(
                CursorJson.Default.CursorRecord,
                """{"v":1,"id":"s","text":{"a":null}}""",
                """{"v":1,"id":"s","notes":{"a":{"seq":1,"open":[null]}}}""",
                """{"v":1,"id":"s","told":[null]}"""
            ).Length
        );
        Assert.Single(
            Reasons(
                TeamJson.Default.TeamRecord,
                """{"v":1,"id":"t","name":"t","lead_agent":"l","lead":{"session":"s","nonce":"n","name":"l"},"members":[null]}"""
            )
        );
    }

    [Fact]
    public void Touched_paths_are_distinct_newest_first_and_few() =>
        Prop.ForAll(
                Path.NonEmptyListOf().Two().Zip(Path.ListOf()).ToArbitrary(),
                given =>
                {
                    var ((first, second), third) = given;
                    var record = new TouchedRecord { Id = "s", Paths = [] };
                    var steps = new[] { first.Concat(second), second, third };
                    var now = Sample.Now;
                    foreach (var step in steps)
                    {
                        record = record.With(step, now = now.AddMinutes(1));
                        Assert.True(record.Paths.Count <= TouchedRecord.Most);
                        Assert.Distinct(record.Paths.Select(p => p.Path));
                        Assert.Equal(record.Paths.OrderByDescending(p => p.At), record.Paths);
                        Assert.Equal(
                            step.Distinct().Take(TouchedRecord.Most),
                            record.Paths.TakeWhile(p => p.At == now).Select(p => p.Path)
                        );
                        Assert.Equal(record.Paths, record.With(step, now).Paths);
                        Assert.False(record.IsOutdatedBy(record.Paths.TakeWhile(p => p.At == now).Select(p => p.Path), now));
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_path_is_written_again_after_a_minute_only()
    {
        var record = new TouchedRecord { Id = "s", Paths = [] }.With(["a"], Sample.Now);

        Assert.False(record.IsOutdatedBy(["a"], Sample.Now.AddSeconds(59)));
        Assert.True(record.IsOutdatedBy(["a"], Sample.Now.AddSeconds(60)));
        Assert.True(record.IsOutdatedBy(["a", "b"], Sample.Now));
        Assert.False(record.IsOutdatedBy([], Sample.Now.AddDays(1)));
    }

    [Fact]
    public void A_tick_holds_the_moment_it_was_made_for() =>
        Prop.ForAll(
                Time.Zip(Gen.Elements(Activity.Active, Activity.Idle)).ToArbitrary(),
                given =>
                {
                    var (now, activity) = given;
                    var tick = HeartbeatRecord.At(now, activity);
                    Assert.True(tick.Time() <= now && now - tick.Time() < HeartbeatRecord.Length);
                    Assert.Equal(activity, tick.ActivityNow());
                    Assert.Equal(tick, HeartbeatRecord.At(tick.Time()!.Value, activity));
                    Assert.Equal(tick, HeartbeatRecord.At(now.ToOffset(TimeSpan.FromHours(5)), activity));
                    Assert.False(tick.IsOutdatedBy(tick));
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(Activity.Active, 5, Activity.Active, true)]
    [InlineData(Activity.Active, 4, Activity.Active, false)]
    [InlineData(Activity.Active, 0, Activity.Idle, true)]
    [InlineData(Activity.Idle, 0, Activity.Active, true)]
    [InlineData(Activity.Idle, 55, Activity.Idle, false)]
    [InlineData(Activity.Idle, 60, Activity.Idle, true)]
    public void A_tick_is_written_when_it_tells_something(Activity before, int minutes, Activity after, bool expected) =>
        Assert.Equal(
            expected,
            HeartbeatRecord.At(Sample.Now, before).IsOutdatedBy(HeartbeatRecord.At(Sample.Now.AddMinutes(minutes), after))
        );

    private static SessionRecord? Read(byte[] bytes, List<StoreProblem> problems) =>
        Records.Read(Blob(bytes), RecordJson.Default.SessionRecord, problems);

    private static StoredBlob Blob(byte[] bytes)
    {
        var name = new RefName("refs/swarm/sessions/clone001/s");
        return new StoredBlob(name, SwarmRefs.Parse(name)!, default, bytes);
    }
}
