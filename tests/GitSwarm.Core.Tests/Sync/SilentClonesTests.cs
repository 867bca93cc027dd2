using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Who said nothing for long: by what was seen here, whatever any clock says.</summary>
public class SilentClonesTests
{
    private const string Mine = "mine0001";

    private static readonly TimeSpan Limit = TimeSpan.FromDays(14);
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A look: the clock moved by some days, perhaps back, and the other clone wrote something or not.</summary>
    private static readonly Gen<(int Days, bool Moved)[]> Looks = Gen.Choose(-3, 8)
        .Zip(Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false))))
        .Select(p => (p.Item1, p.Item2))
        .ArrayOf();

    [Fact]
    public void Silent_is_who_was_the_same_at_every_look_of_more_than_that_time()
    {
        Prop.ForAll(
                Looks.ToArbitrary(),
                looks =>
                {
                    IReadOnlyDictionary<string, CloneSeen>? seen = null;
                    var (now, value) = (Start, 1);
                    // The earliest moment since which every look found the same, by a clock that only went forward since.
                    DateTimeOffset? since = null;
                    foreach (var (days, moved) in looks)
                    {
                        now = now.AddDays(days);
                        value += moved ? 1 : 0;
                        since = since is null || moved || now < since ? now : since;
                        seen = SilentClones.Look(seen, There("other001", value), Mine, now);
                        if (SilentClones.Of(seen, Limit, now).Contains("other001") != (now - since > Limit))
                        {
                            return false;
                        }
                    }
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_clock_that_was_set_back_forgets_nobody_sooner()
    {
        var seen = SilentClones.Look(null, There("other001", 1), Mine, Start.AddYears(10));
        seen = SilentClones.Look(seen, There("other001", 1), Mine, Start);

        Assert.Empty(SilentClones.Of(seen, Limit, Start.AddDays(13)));
        Assert.Equal(["other001"], SilentClones.Of(seen, Limit, Start.AddDays(15)));
    }

    [Fact]
    public void A_new_a_moved_and_a_lost_ref_are_all_signs_of_life()
    {
        var name = new RefName("refs/swarm/sessions/other001/b");
        var before = There("other001", 1);
        before[name] = Id(1);
        var seen = SilentClones.Look(null, before, Mine, Start);

        foreach (
            var after in (Dictionary<RefName, ObjectId>[])
                [new(before) { [name] = Id(2) }, new(before) { [new($"{name}-2")] = Id(1) }, There("other001", 1)]
        )
        {
            var now = Start.AddDays(20);
            Assert.Equal(now, SilentClones.Look(seen, after, Mine, now)["other001"].Since);
        }
        Assert.Equal(Start, SilentClones.Look(seen, before, Mine, Start.AddDays(20))["other001"].Since);
    }

    [Fact]
    public void Neither_this_clone_nor_the_head_of_claims_nor_what_is_no_clone_is_ever_silent()
    {
        var there = There(Mine, 1);
        there[SwarmRefs.LocksHead] = Id(1);
        there[new RefName("refs/swarm/odd")] = Id(1);

        Assert.Empty(SilentClones.Look(null, there, Mine, Start));
    }

    [Fact]
    public void Who_left_nothing_is_not_remembered()
    {
        var seen = SilentClones.Look(null, There("other001", 1), Mine, Start);

        Assert.Empty(SilentClones.Look(seen, new Dictionary<RefName, ObjectId>(), Mine, Start));
    }

    private static Dictionary<RefName, ObjectId> There(string clone, int value) =>
        new() { [new RefName($"refs/swarm/sessions/{clone}/a")] = Id(value) };

    private static ObjectId Id(int n) => ObjectId.Parse(n.ToString("x40", System.Globalization.CultureInfo.InvariantCulture));
}
