using GitSwarm.Agents.Runs;
using GitSwarm.Delivery;
using GitSwarm.Mail;
using GitSwarm.Requests;
using GitSwarm.Sessions;
using GitSwarm.Tests.Agents.Runs;
using Xunit;

namespace GitSwarm.Tests.Agents.Members;

/// <summary>How a member ends: it agrees to, is stopped, or its lead is gone.</summary>
[Trait("Rule", "L1")]
public sealed class MemberEndTests : IDisposable
{
    private readonly MemberWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("parent")]
    [InlineData("person")]
    public void Asked_by_its_lead_or_a_person_it_has_a_turn_to_refuse_in_and_then_ends(string who)
    {
        var ui = world.Start(MemberWorld.Line());
        ui.Idle(1);

        world.AskToEnd(who, ui, "no money left");

        Assert.Contains(
            $"{who} (shell, branch main) asks you to end and waits: git swarm team approve ",
            ui.Turn(2),
            StringComparison.Ordinal
        );
        Assert.Contains("  | no money left", ui.Turn(2), StringComparison.Ordinal);
        var over = ui.End();
        Assert.Equal((RunState.Completed, null), (over.State, over.Error));
        Assert.Equal($"shut down by {who}: no money left", world.Member("ui").Why);
        Assert.NotNull(world.Member("ui").Left);
        var answer = Assert.Single(world.Read(who).Protocol.Lines).Line;
        Assert.Equal("shutdown_response", answer.Type);
        Assert.True(answer.Fields!.Value.GetProperty("approve").GetBoolean());
        // It ended for good, and not idle.
        Assert.Single(world.Idle());
    }

    [Fact]
    public void Asked_while_it_is_at_work_it_is_told_before_it_ends()
    {
        var ui = world.Start(MemberWorld.Line());
        ui.Hold(true);
        ui.Turn(1);
        world.AskToEnd("parent", ui);
        ui.Hold(false);

        Assert.Contains("asks you to end", ui.Turn(2), StringComparison.Ordinal);
        Assert.Equal(RunState.Completed, ui.End().State);
    }

    [Fact]
    public void A_turn_that_fails_without_an_answer_is_a_yes_too()
    {
        var ui = world.Start(MemberWorld.Line("test $n = 1"));
        ui.Idle(1);

        world.AskToEnd("parent", ui);

        Assert.Equal((RunState.Completed, null), (ui.End().State, ui.End().Error));
        Assert.Equal("shut down by parent", world.Member("ui").Why);
    }

    [Fact]
    public void Who_refuses_stays_and_is_not_asked_twice()
    {
        var ui = world.Start(MemberWorld.Line());
        ui.Idle(1);
        ui.Hold(true);
        world.AskToEnd("parent", ui);
        ui.Turn(2);

        var inflow = world.World.Delivery.Read(() => ui.Me);
        var asked = Assert.Single(Request.Open(inflow, world.World.Now));
        world.World.Outbox.Send(
            ui.Me,
            new Message("parent") { Type = asked.Kind.Answer, Fields = new Answer(asked.Id, Yes: false, "busy").Fields(asked.Kind) }
        );
        world.World.Delivery.Record(inflow, PutOut.Nothing with { Protocol = new HashSet<string> { asked.Message.Line.Id } });
        ui.Hold(false);
        ui.Idle(2);
        world.Send("parent", "ui@web", "go on");

        Assert.DoesNotContain("asks you to end", ui.Turn(3), StringComparison.Ordinal);
        ui.Idle(3);
        Assert.Null(world.Member("ui").Left);
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("mate")]
    public void Whoever_else_asks_it_to_end_calls_it_for_nothing_and_ends_nobody(string who)
    {
        var ui = world.Start(MemberWorld.Line());
        ui.Idle(1);

        world.AskToEnd(who, ui);
        // Had that started a turn, or been agreed to, it would not get to these.
        foreach (var number in (int[])[2, 3])
        {
            world.Send("parent", "ui@web", $"turn {number}");
            Assert.Contains($"turn {number}</teammate-message>", ui.Turn(number), StringComparison.Ordinal);
            ui.Idle(number);
        }

        Assert.Null(world.Member("ui").Left);
        Assert.DoesNotContain(world.Read(who).Protocol.Lines, w => w.Line.Type == "shutdown_response");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopped_it_ends_with_the_reason_given_wherever_it_is(bool atWork)
    {
        var ui = world.Start(MemberWorld.Line());
        ui.Hold(atWork);
        ui.Turn(1);
        if (!atWork)
        {
            ui.Idle(1);
        }

        RunControl.Ask(world.World.Files, ui.Id, now: true, "it talks too much");

        var over = ui.End();
        Assert.Equal((RunState.Killed, "it talks too much"), (over.State, over.Error));
        Assert.Equal("it talks too much", world.Member("ui").Why);
        Assert.Empty(RunProcesses.Of(ui.Id, 0));
    }

    [Fact]
    public void Who_was_asked_to_leave_by_a_file_does_once_its_turn_is_over()
    {
        var ui = world.Start(MemberWorld.Line());
        ui.Idle(1);

        RunFiles.Write(world.World.Files.Leave(ui.Id), "it agreed"u8);

        Assert.Equal(RunState.Completed, ui.End().State);
        Assert.Equal("it agreed", world.Member("ui").Why);
        Assert.False(ui.Had(2));
        Assert.Single(Directory.GetFiles(world.World.Files.Directory));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Held_by_its_lead_it_ends_with_the_leads_process(bool atWork)
    {
        using var lead = System.Diagnostics.Process.Start("sleep", "300");
        world.LeadIs(lead.Id);
        var ui = world.Start(MemberWorld.Line(), endsWithLead: true);
        ui.Hold(atWork);
        ui.Turn(1);
        if (!atWork)
        {
            ui.Idle(1);
        }

        lead.Kill();

        var over = ui.End();
        Assert.Equal((RunState.Killed, "its lead is gone"), (over.State, over.Error));
        Assert.Equal("its lead is gone", world.Member("ui").Why);
    }

    [Fact]
    public void Shown_in_a_pane_it_outlives_its_lead()
    {
        using var lead = System.Diagnostics.Process.Start("sleep", "300");
        world.LeadIs(lead.Id);
        var ui = world.Start(MemberWorld.Line());
        ui.Idle(1);

        lead.Kill();
        lead.WaitForExit();
        world.Send("person", ui.Id, "go on");
        ui.Turn(2);
        // That it is idle, nobody is there to be told.
        world.Send("person", ui.Id, "and on");

        ui.Turn(3);
    }
}
