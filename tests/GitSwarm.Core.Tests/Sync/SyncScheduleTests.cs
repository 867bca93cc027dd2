using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>When the next exchange comes: never sooner than hosts were promised, and not put off without end.</summary>
public class SyncScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(TimeSpan Interval, int Clones, int Failures, int Seed)> Cases =
        from unit in Gen.Elements(1, 1, 60, 3600, 604_800)
        from count in Gen.OneOf(Gen.Choose(0, 90), Gen.Choose(0, 99_999))
        from clones in Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(1, 20_000))
        from failures in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 3), Gen.Elements(40, int.MaxValue))
        from seed in Gen.Choose(0, 1000)
        select (TimeSpan.FromSeconds((long)unit * count), clones, failures, seed);

    [Fact]
    public void It_is_never_sooner_than_promised()
    {
        Prop.ForAll(
                Cases.ToArbitrary(),
                c => SyncSchedule.After(c.Interval, c.Clones, c.Failures, new Random(c.Seed)) >= Promised(c.Interval, c.Clones)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Failures_put_it_off_for_an_hour_at_most_or_as_long_as_promised_anyway()
    {
        Prop.ForAll(
                Cases.ToArbitrary(),
                c =>
                {
                    var longest = new[] { Promised(c.Interval, c.Clones), SyncSchedule.Longest }.Max();
                    return SyncSchedule.After(c.Interval, c.Clones, c.Failures, new Random(c.Seed)) <= longest * 1.2;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Each_failure_in_a_row_doubles_the_wait_until_then()
    {
        var waits = Enumerable.Range(0, 9).Select(f => SyncSchedule.After(TimeSpan.FromMinutes(2), 1, f, new Earliest()).TotalMinutes);

        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60, 60], waits);
    }

    [Fact]
    public void Clones_do_not_all_come_at_once()
    {
        var random = new Random(1);
        var waits = Enumerable.Range(0, 100).Select(_ => SyncSchedule.After(TimeSpan.FromMinutes(5), 3, 0, random)).ToList();

        Assert.True(waits.Max() - waits.Min() > TimeSpan.FromSeconds(30), $"{waits.Min()} to {waits.Max()}");
    }

    [Fact]
    public void Between_two_exchanges_it_is_due_at_no_moment()
    {
        var moments = from c in Cases from part in Gen.Choose(0, 999) select (Case: c, part);

        Prop.ForAll(
                moments.ToArbitrary(),
                m =>
                {
                    var ((interval, clones, failures, seed), part) = m;
                    var wait = SyncSchedule.After(interval, clones, failures, new Random(seed));
                    var state = new SyncState
                    {
                        Due = Now + wait,
                        Clones = Enumerable.Range(1, clones - 1).ToDictionary(n => $"c{n}", _ => new CloneSeen("x", Now)),
                    };
                    return !SyncSchedule.IsDue(state, interval, Now + (wait * (part / 1000.0)))
                        && SyncSchedule.IsDue(state, interval, Now + wait);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void It_is_due_where_nothing_is_known_and_where_the_clock_was_set_back_by_days()
    {
        var interval = TimeSpan.FromMinutes(5);

        Assert.True(SyncSchedule.IsDue(new SyncState(), interval, Now));
        Assert.True(SyncSchedule.IsDue(new SyncState { Due = Now.AddDays(3) }, interval, Now));
        Assert.True(SyncSchedule.IsDue(new SyncState { Due = DateTimeOffset.MaxValue }, interval, Now));
        Assert.True(SyncSchedule.IsDue(new SyncState { Due = DateTimeOffset.MinValue }, interval, Now));
    }

    private static TimeSpan Promised(TimeSpan interval, int clones) =>
        new[] { interval, TimeSpan.FromMinutes(1), clones * TimeSpan.FromSeconds(15) }.Max();

    /// <summary>Chance that adds nothing.</summary>
    private sealed class Earliest : Random
    {
        public override double NextDouble() => 0;
    }
}
