using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Claims;
using GitSwarm.Store;
using Xunit;

namespace GitSwarm.Tests.Claims;

/// <summary>A record that is passed over has nothing to do with the file.</summary>
public class ClaimScanTests
{
    [Fact]
    public void No_record_with_a_claim_on_the_file_is_passed_over() =>
        Prop.ForAll(
                Gen.Elements(ClaimIndexTests.Patterns).ListOf().ToArbitrary(),
                Gen.Elements(ClaimIndexTests.Paths).ToArbitrary(),
                (patterns, path) =>
                {
                    var world = new ClaimWorld();
                    world.Join("one");
                    foreach (var pattern in patterns)
                    {
                        world.Take("one", ClaimWorld.Asking(pattern));
                    }
                    var isMet = world.Book.All.Any(c => c.Pattern.Matches(path));
                    return !isMet
                        || world.Book.Roster.Snapshot.OfKind(SwarmRefs.Locks).All(b => ClaimScan.MayConcern(b.Content.Span, [path]));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("""{"v":1,"claims":[{"id":"a","pattern":"docs"},{"id":"b","pattern":"src/app.js.old"},{"id":"c","pattern":"s"}]}""", false)]
    [InlineData("""{"v":1,"claims":[]}""", false)]
    [InlineData("""{"v":1,"claims":[{"id":"b","pattern":"src"}]}""", true)]
    [InlineData("""{"v":1,"claims":[{"id":"b","pattern":"SRC/App.js"}]}""", true)]
    [InlineData("""{"v":1,"claims":[{"id":"b","pattern":"lib/*.js"}]}""", true)]
    [InlineData("""{"v":1,"claims":[{"id":"b","pattern":"\u0073rc"}]}""", true)]
    [InlineData("""{"v":1,"claims":[{"id":"b","pattern":7}]}""", true)]
    [InlineData("""{"v":1,"claims":[],"over":["c"]}""", true)]
    [InlineData("""{"v":2,"claims":[]}""", true)]
    [InlineData("""{"v":"1","claims":[]}""", true)]
    [InlineData("""{"v":1,"claims":[""", true)]
    [InlineData("", true)]
    public void What_is_not_plainly_about_other_files_may_concern(string record, bool expected) =>
        Assert.Equal(expected, ClaimScan.MayConcern(Encoding.UTF8.GetBytes(record), ["src/app.js"]));

    [Fact]
    public void Any_bytes_are_looked_through_without_a_failure() =>
        Prop.ForAll<byte[]>(bytes => ClaimScan.MayConcern(bytes ?? [], ["a"]) || true).QuickCheckThrowOnFailure();
}
