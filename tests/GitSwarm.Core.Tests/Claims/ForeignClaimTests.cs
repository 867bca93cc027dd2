using GitSwarm.Claims;
using GitSwarm.Sessions;
using Xunit;

namespace GitSwarm.Tests.Claims;

/// <summary>Claims of another clone: nobody here can ask whether their sessions live.</summary>
public class ForeignClaimTests
{
    private const string There = "othercln";

    private readonly ClaimWorld world = new();

    public ForeignClaimTests()
    {
        world.Join("me");
        world.Join("far", clone: There);
    }

    [Fact]
    public void One_counts_until_its_time_is_up()
    {
        world.Take("far", ClaimWorld.Asking("src") with { Ttl = TimeSpan.FromMinutes(30) }, There);
        world.Now += TimeSpan.FromMinutes(29);
        Assert.False(world.Claim("me", "src/app.js"));

        world.Now += TimeSpan.FromMinutes(1);

        Assert.True(world.Claim("me", "src/app.js"));
        Assert.Equal(["me src/app.js"], world.InForce);
    }

    [Fact]
    public void None_is_stolen_nor_anything_that_was_asked_for_along_with_it()
    {
        world.Join("near");
        world.Take("far", ClaimWorld.Asking("src"), There);
        Assert.True(world.Claim("near", "docs"));

        var outcome = world.Take("me", ClaimWorld.Asking("docs", "src/app.js") with { Steal = true });

        Assert.Empty(outcome.Granted);
        Assert.Equal("far", Assert.Single(outcome.Conflicts).Held.Ref.Stream);
        Assert.Equal(["far src", "near docs"], world.InForce.Order(StringComparer.Ordinal));
        Assert.NotEmpty(world.Take("me", ClaimWorld.Asking("docs") with { Steal = true }).Granted);
    }

    [Fact]
    public void What_another_clone_declares_void_is_void_there_alone()
    {
        Assert.True(world.Claim("me", "src"));
        var mine = world.RecordOf("me").Claims.Single();
        world.Plant(
            "far",
            new LocksRecord
            {
                Id = "far",
                Nonce = "n",
                Claims = [],
                Over = [mine.Id],
            },
            There
        );

        Assert.Equal(["me src"], world.InForce);
    }

    [Fact]
    public void Housekeeping_leaves_its_record_alone()
    {
        world.Take("far", ClaimWorld.Asking("src") with { Ttl = TimeSpan.FromMinutes(1) }, There);
        world.Now += TimeSpan.FromDays(1);

        Assert.Empty(world.CleanUp());
        Assert.Equal(ClaimState.Expired, Assert.Single(world.Book.All).State);
    }
}
