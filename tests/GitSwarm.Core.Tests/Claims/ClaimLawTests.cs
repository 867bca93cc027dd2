using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Claims;
using GitSwarm.Sessions;
using Xunit;

namespace GitSwarm.Tests.Claims;

/// <summary>What holds after any sequence of what sessions can do, and of what can happen to them.</summary>
public class ClaimLawTests
{
    private static readonly string[] Patterns = ["src/**", "src/a.cs", "src/b.cs", "**/*.cs", "src/a*", "docs", "docs/x.md", "**/*.md"];
    private static readonly string[] Files = ["src/a.cs", "src/b.cs", "src/c.cs", "docs/x.md"];

    // "child", "other" and "grand" are below "parent"; "grand" is below "child".
    private static readonly string[] Names = ["parent", "child", "other", "grand", "stranger", "second"];
    private static readonly string[] Family = ["parent child", "parent other", "parent grand", "child grand"];

    [Fact]
    public void Two_that_are_not_of_one_family_never_hold_the_same_exclusively() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ListOf(40).ToArbitrary(),
                codes =>
                {
                    var world = World();
                    var said = new List<string>();
                    foreach (var code in codes)
                    {
                        said.Add(Happen(world, code));
                        var held = world.Book.InForce.ToList();
                        var double_ = held.SelectMany(a => held.Where(b => Collide(a, b)).Select(b => (a, b))).FirstOrDefault();
                        Assert.True(double_.a is null, $"{Shown(double_.a)} and {Shown(double_.b)} after\n{string.Join('\n', said)}");
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void A_claim_that_was_taken_over_stays_void() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ListOf(40).ToArbitrary(),
                codes =>
                {
                    var world = World();
                    var dead = new HashSet<string>();
                    var said = new List<string>();
                    foreach (var code in codes)
                    {
                        said.Add(Happen(world, code));
                        var book = world.Book;
                        dead.UnionWith(book.All.Where(c => c.State == ClaimState.Overridden).Select(c => c.Record.Id));
                        var risen = book.InForce.FirstOrDefault(c => dead.Contains(c.Record.Id));
                        Assert.True(risen is null, $"{Shown(risen)} is back after\n{string.Join('\n', said)}");
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    private static ClaimWorld World()
    {
        var world = new ClaimWorld();
        world.Join("parent");
        world.Join("child", "parent");
        world.Join("other", "parent");
        world.Join("grand", "child");
        world.Join("stranger");
        world.Join("second");
        return world;
    }

    private static bool Collide(Claim a, Claim b) =>
        string.CompareOrdinal(a.Ref.Stream, b.Ref.Stream) < 0
        && !(a.IsShared && b.IsShared)
        && !Family.Contains($"{a.Ref.Stream} {b.Ref.Stream}")
        && !Family.Contains($"{b.Ref.Stream} {a.Ref.Stream}")
        && a.Pattern.Overlaps(b.Pattern);

    private static string Happen(ClaimWorld world, int code)
    {
        var random = new Random(code);
        var who = Names[random.Next(Names.Length)];
        var live = world.Of(who).IsLive;
        switch (random.Next(20))
        {
            case 0:
                world.SetLive(who, live: false);
                return who + " dies";
            case 1:
                // Not below a parent that is gone.
                if (world.Of(who).Record.Parent is not { } parent || world.Of(parent).IsLive)
                {
                    world.SetLive(who, live: true);
                }
                return who + " comes back";
            case 2 when live:
                world.Join(who, world.Of(who).Record.Parent, nonce: "start" + code);
                return who + " starts again";
            case 3 or 4:
                var minutes = random.Next(-90, 120);
                world.Now += TimeSpan.FromMinutes(minutes);
                return $"{minutes} minutes";
            case 5:
                return "clean up: " + string.Join(' ', world.CleanUp());
            case 6 or 7 when live:
                world.Release(who, _ => random.Next(2) == 0);
                return who + " releases";
            case 8 or 9 when live:
                var (from, to) = (Files[random.Next(Files.Length)], Files[random.Next(Files.Length)]);
                world.Settle(who, c => c.IsAuto && random.Next(2) == 0, (from, to));
                return $"{who} moves {from} to {to}";
            case 10 when live:
                world.Renew(who);
                return who + " renews";
            case > 10 when live:
                var wanted = Enumerable
                    .Range(0, random.Next(1, 3))
                    .Select(_ => Patterns[random.Next(Patterns.Length)])
                    .Distinct()
                    .ToArray();
                var request = ClaimWorld.Asking(wanted) with
                {
                    Shared = random.Next(3) == 0,
                    Steal = random.Next(5) == 0,
                    Auto = random.Next(4) == 0,
                    Ttl = TimeSpan.FromMinutes(random.Next(1, 120)),
                };
                var outcome = world.Take(who, request);
                return $"{who} claims {string.Join(' ', wanted)} shared={request.Shared} steal={request.Steal} auto={request.Auto}: {outcome.Granted.Count}";
            default:
                return "nothing";
        }
    }

    private static string Shown(Claim? claim) => claim is null ? "" : $"{claim.Ref.Stream} {claim.Record.Pattern} ({claim.Record.Id})";
}
