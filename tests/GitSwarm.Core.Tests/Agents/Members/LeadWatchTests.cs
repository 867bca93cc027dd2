using System.Diagnostics;
using GitSwarm.Agents.Members;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Tests.Agents.Runs;
using Xunit;

namespace GitSwarm.Tests.Agents.Members;

/// <summary>How a member's supervisor tells that its lead is gone.</summary>
[Trait("Rule", "B1")]
public sealed class LeadWatchTests : IDisposable
{
    private readonly MemberWorld world = new();
    private int looks;

    public void Dispose() => world.Dispose();

    [Fact]
    public void By_its_process_without_a_look_at_the_records()
    {
        using var lead = Process.Start("sleep", "300");
        world.LeadIs(lead.Id);
        var watch = Watch();
        Assert.False(watch.IsGone());
        var first = looks;
        Assert.False(watch.IsGone());
        Assert.Equal(first, looks);

        lead.Kill();
        lead.WaitForExit();

        Assert.True(watch.IsGone());
        Assert.True(watch.IsGone());
    }

    [Fact]
    public void Whose_process_is_another_now_is_not_gone()
    {
        using var before = Process.Start("sleep", "300");
        using var after = Process.Start("sleep", "300");
        world.LeadIs(before.Id);
        var watch = Watch();
        Assert.False(watch.IsGone());
        world.LeadIs(after.Id);

        before.Kill();
        before.WaitForExit();
        Assert.False(watch.IsGone());

        after.Kill();
        after.WaitForExit();
        Assert.True(watch.IsGone());
    }

    [Fact]
    public void Without_a_process_its_records_tell_and_are_not_looked_at_all_the_time()
    {
        var watch = Watch();
        Assert.False(watch.IsGone());
        var first = looks;
        Assert.False(watch.IsGone());
        Assert.Equal(first, looks);

        world.World.Sessions.EditExisting(RunWorld.As("parent"), new PresenceEdit { Record = r => r with { Ended = world.World.Now } });

        Assert.True(Watch().IsGone());
    }

    [Fact]
    public void A_later_team_of_that_name_is_none_of_its_own()
    {
        world.World.Teams.Delete(RunWorld.As("parent"), "web", force: true);
        world.World.Teams.Create(RunWorld.As("parent"), "web", null);

        Assert.False(Watch().IsGone());
        Assert.True(Watch("another").IsGone());
    }

    private LeadWatch Watch(string? team = null) =>
        new(
            new MemberScene
            {
                Team = "web",
                TeamId = team ?? world.World.Teams.Read().Local("web")!.Record.Id,
                Name = "ui",
                Lead = "parent",
                EndsWithLead = true,
                Now = () =>
                {
                    looks++;
                    var now = world.World;
                    return new MemberStores(RunWorld.As("mate"), now.Delivery, now.Outbox, now.Teams, now.Now);
                },
                NewId = world.World.Ids.NewUuid,
                Repository = world.World.Repository,
            },
            ProcessTables.ForThisSystem()
        );
}
