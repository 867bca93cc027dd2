using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>What is pushed makes this clone's records there what they should be, and touches nothing else.</summary>
public class PushPlanTests
{
    private const string Mine = "mine0001";

    private static readonly string[] Kinds = ["sessions", "heartbeats", "touched", "locks", "notes", "mail", "processes", "later"];

    private static readonly Gen<RefName> Names =
        from kind in Gen.Elements(Kinds)
        from clone in Gen.Elements(Mine, "other001", "other002")
        from stream in Gen.Elements("a", "b", "archive")
        select new RefName($"refs/swarm/{kind}/{clone}/{stream}{(SwarmRefs.IsFeed(kind) ? "/1" : "")}");

    private static readonly Gen<Dictionary<RefName, ObjectId>> Refs = (
        from name in Names.Or(Gen.Elements(SwarmRefs.LocksHead, new RefName("refs/swarm/odd"), new RefName("refs/swarm/notes/Mine/a/1")))
        from id in Gen.Choose(1, 3)
        select (name, id: Id(id))
    )
        .ListOf()
        .Select(refs => refs.DistinctBy(r => r.name).ToDictionary(r => r.name, r => r.id));

    [Fact]
    public void After_it_this_clones_records_are_as_wanted_and_all_others_as_they_were()
    {
        var pairs =
            from all in Refs
            from there in Refs
            select (Wanted: all.Where(r => IsMine(r.Key) && IsDeletable(r.Key)).ToDictionary(), There: there);

        Prop.ForAll(
                pairs.ToArbitrary(),
                pair =>
                {
                    var plan = PushPlan.Of(pair.Wanted, pair.There, Mine);
                    var after = Applied(plan, pair.There);
                    var isMineAsWanted = Same(after.Where(r => IsMine(r.Key) && IsDeletable(r.Key)), pair.Wanted);
                    bool IsOther(RefName n) => !IsMine(n) || !IsDeletable(n);
                    return isMineAsWanted
                        && Same(after.Where(r => IsOther(r.Key)), pair.There.Where(r => IsOther(r.Key)))
                        && plan.TrueForAll(c => pair.There.GetValueOrDefault(c.Name) != c.New && c.Lease is null)
                        && plan.DistinctBy(c => c.Name).Count() == plan.Count
                        && PushPlan.Of(pair.Wanted, after, Mine).Count == 0;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Only_what_silent_clones_left_is_forgotten_and_only_if_it_did_not_move()
    {
        Prop.ForAll(
                Refs.ToArbitrary(),
                there =>
                {
                    var plan = PushPlan.Forget(there, new HashSet<string> { "other001" });
                    var after = Applied(plan, there);
                    return plan.TrueForAll(c => c.New.IsNone && c.Lease == there[c.Name])
                        && Same(after, there.Where(r => SwarmRefs.Parse(r.Key)?.CloneId != "other001"));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static Dictionary<RefName, ObjectId> Applied(List<RefPush> plan, Dictionary<RefName, ObjectId> there)
    {
        var after = new Dictionary<RefName, ObjectId>(there);
        foreach (var change in plan)
        {
            after[change.Name] = change.New;
        }
        return after.Where(r => !r.Value.IsNone).ToDictionary();
    }

    private static bool Same(IEnumerable<KeyValuePair<RefName, ObjectId>> a, IEnumerable<KeyValuePair<RefName, ObjectId>> b) =>
        a.ToHashSet().SetEquals(b);

    private static bool IsMine(RefName name) => SwarmRefs.Parse(name)?.CloneId == Mine;

    private static bool IsDeletable(RefName name) => SwarmRefs.Parse(name)?.Kind is not (SwarmRefs.Locks or "later");

    private static ObjectId Id(int n) => ObjectId.Parse(new string((char)('0' + n), 40));
}
