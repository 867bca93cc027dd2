using System.Text.Json;
using GitSwarm.Agents.Runs;
using GitSwarm.Clients;
using GitSwarm.Requests;
using Xunit;

namespace GitSwarm.Tests.Agents.Members;

/// <summary>A member that has to show a plan first.</summary>
[Trait("Rule", "L1")]
public sealed class MemberPlanLifeTests : IDisposable
{
    private readonly MemberWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Refused_it_shows_another_plan_and_approved_it_works_in_another_mode()
    {
        var ui = world.Start(MemberWorld.Line("echo plan $n"), planFirst: true);
        var first = Plan();
        Assert.Equal("plan 1", first.Fields.Text("plan"));

        Answer("parent", ui, first, yes: false, "too\nbig");
        Assert.Equal("Your plan was not approved: too big\nShow another plan.", ui.Turn(2));
        var second = Plan(after: first.Id);
        Assert.Equal(("plan 2", "plan"), (second.Fields.Text("plan"), Mode(ui)));
        Assert.Empty(world.Idle());

        Answer("parent", ui, second, yes: true, null);
        Assert.Equal("Your plan was approved.\nCarry it out now.", ui.Turn(3));
        ui.Idle(1);
        Assert.Equal(("acceptEdits", "plan 3"), (Mode(ui), world.Idle()[0].Result));
        world.Send("parent", "ui@web", "more");
        ui.Turn(4);
        ui.Idle(2);
        Assert.Equal("acceptEdits", Mode(ui));
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("mate")]
    [InlineData("person")]
    public void Only_the_leads_word_counts_and_only_about_that_plan(string who)
    {
        var ui = world.Start(MemberWorld.Line("echo plan $n"), planFirst: true);
        var plan = Plan();

        Answer(who, ui, plan, yes: true, "go");
        world.Answer("parent", ui.Id, RequestKind.Plan, new Answer("another", Yes: true, "go"));
        world.Answer("parent", ui.Id, RequestKind.Shutdown, new Answer(plan.Id, Yes: true, "go"));
        Answer("parent", ui, plan, yes: false, "no");

        Assert.StartsWith("Your plan was not approved: no", ui.Turn(2), StringComparison.Ordinal);
        Plan(after: plan.Id);
        Assert.Equal("plan", Mode(ui));
    }

    [Fact]
    public void Mail_may_come_in_between_and_the_plan_after_it_is_the_one_that_counts()
    {
        var ui = world.Start(MemberWorld.Line("echo plan $n"), planFirst: true);
        var first = Plan();

        world.Send("mate", "ui@web", "mind the cat");
        Assert.Contains("mind the cat", ui.Turn(2), StringComparison.Ordinal);
        var second = Plan(after: first.Id);
        Answer("parent", ui, second, yes: true, "but slowly");

        Assert.Equal("Your plan was approved: but slowly\nCarry it out now.", ui.Turn(3));
        ui.Idle(1);
    }

    [Fact]
    public void An_answer_to_the_plan_before_counts_too()
    {
        var ui = world.Start(MemberWorld.Line("echo plan $n"), planFirst: true);
        var first = Plan();
        world.Send("mate", "ui@web", "mind the cat");
        ui.Turn(2);
        Plan(after: first.Id);

        Answer("parent", ui, first, yes: true, null);

        Assert.Equal("An earlier plan of yours was approved.\nCarry it out now.", ui.Turn(3));
        ui.Idle(1);
        Assert.Equal("acceptEdits", Mode(ui));
    }

    [Fact]
    public void A_turn_that_fails_shows_no_plan()
    {
        var ui = world.Start(MemberWorld.Line("exit 4"), planFirst: true);
        ui.Idle(1);

        Assert.Empty(world.Plans());
        Assert.Equal(("failed", "it ended with exit code 4"), (world.Idle()[0].Reason, world.Idle()[0].Result));
    }

    [Fact]
    public void It_can_be_asked_to_end_instead()
    {
        var ui = world.Start(MemberWorld.Line("echo plan $n"), planFirst: true);
        Plan();
        world.AskToEnd("parent", ui, "not needed");

        Assert.Equal(RunState.Completed, ui.End().State);
        Assert.Equal("shut down by parent: not needed", world.Member("ui").Why);
    }

    private Request Plan(string? after = null)
    {
        Request? plan = null;
        MemberWorld.Until(() => (plan = world.Plans().LastOrDefault()) is not null && plan.Id != after);
        return plan!;
    }

    private void Answer(string from, MemberRun member, Request plan, bool yes, string? why) =>
        world.Answer(from, member.Id, RequestKind.Plan, new Answer(plan.Id, yes, why));

    private string? Mode(MemberRun member)
    {
        using var plan = JsonDocument.Parse(File.ReadAllText(world.World.Files.Plan(member.Id)));
        return plan.RootElement.GetProperty("context").GetProperty("mode").Text("value");
    }
}
