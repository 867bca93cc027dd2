using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

/// <summary>What is planned differently for a member of a team.</summary>
public class MemberPlanTests
{
    private static readonly PlannedValue Tmux = new("tmux", "TMUX");

    [Fact]
    public void It_lives_in_the_background_in_a_work_tree_of_its_own()
    {
        var plan = Launches.Plan(call: Launches.Member, scene: s => s with { Settings = new() { Background = false } });

        Assert.True(plan.Context.Background);
        Assert.Equal("agent-abcdefgh", plan.Context.Worktree!.Branch);
        Assert.Equal(new PlannedValue(LaunchMember.InProcess, "default"), plan.Execution.Member!.Backend);
        Assert.True(plan.Execution.Member.IsInProcess);
        Assert.Null(Launches.Plan(call: Launches.Member with { Isolation = AskedIsolation.None }).Context.Worktree);
        Assert.Null(Launches.Plan(call: Launches.Member with { Directory = "/home/dev/app" }).Context.Worktree);
        Assert.Null(Launches.Plan().Execution.Member);
    }

    [Fact, Trait("Rule", "M1")]
    public void One_that_has_to_show_a_plan_plans_whatever_its_lead_may_do()
    {
        var lead = Launches.Lead with { Mode = PermissionMode.AcceptEdits };

        var plan = Launches.Plan("permissionMode: dontAsk", Launches.Member with { Mode = PermissionMode.Plan }, lead);
        var free = Launches.Plan("permissionMode: dontAsk", Launches.Member with { Mode = PermissionMode.Plan }, Launches.Lead);

        Assert.Equal(new PlannedValue("plan", "call"), plan.Context.Mode);
        Assert.Equal(new PlannedValue("acceptEdits", "parent"), plan.Execution.Member!.ModeAfterPlan);
        Assert.Equal(new PlannedValue("dontAsk", "definition"), free.Execution.Member!.ModeAfterPlan);
        Assert.Equal("acceptEdits", plan.Approved().Context.Mode.Value);
        Assert.Null(plan.Approved().Execution.Member!.ModeAfterPlan);
        Assert.Contains("ExitPlanMode", plan.Tools.Names!);
        // A subagent's mode is another matter.
        Assert.Equal(
            "acceptEdits",
            Launches.Plan(call: Launches.Call with { Mode = PermissionMode.Plan }, parent: lead).Context.Mode.Value
        );
        Assert.Null(Launches.Plan(call: Launches.Member).Execution.Member!.ModeAfterPlan);
    }

    [Fact, Trait("Rule", "M3")]
    public void It_asks_its_lead_or_who_sits_at_its_pane()
    {
        Assert.True(Launches.Plan(call: Launches.Member).Context is { MayAsk: true, AsksParent: true });
        Assert.True(Launches.Plan(call: Launches.Member, scene: Shown).Context is { MayAsk: true, AsksParent: false });
        Assert.False(Launches.Plan(call: Launches.Member with { MayAsk = false }).Context.MayAsk);
        // A program that has no face shows what it says in a pane, and cannot be typed into.
        Assert.True(Launches.Plan(call: Launches.Member, scene: s => s with { Backend = Tmux, CanType = true }).Context.AsksParent);
        // Nor can one in a terminal that cannot type.
        Assert.True(Launches.Plan(call: Launches.Member, scene: s => Shown(s) with { CanType = false }).Context.AsksParent);

        static LaunchScene Shown(LaunchScene s) =>
            s with
            {
                Backend = Tmux,
                CanType = true,
                Runner = s.Runner with { Runner = new TestRunner("claude", null) { HasFace = true } },
            };
    }

    [Fact]
    public void Its_program_is_shown_where_it_has_a_face_and_can_be_typed_into()
    {
        Assert.True(IsShown(Launches.Member, canType: true, hasTerminal: true));
        Assert.False(IsShown(Launches.Member, canType: false, hasTerminal: true));
        Assert.False(IsShown(Launches.Member, canType: true, hasTerminal: false));
        // A plan is the lead's to approve, not that of whoever sits at the pane.
        Assert.False(IsShown(Launches.Member with { Mode = PermissionMode.Plan }, canType: true, hasTerminal: true));

        static bool IsShown(LaunchRequest call, bool canType, bool hasTerminal) =>
            Launches
                .Plan(
                    call: call,
                    scene: s =>
                        s with
                        {
                            Backend = Tmux,
                            CanType = canType,
                            Runner = s.Runner with { Runner = new TestRunner("claude", null) { HasFace = hasTerminal } },
                        }
                )
                .Execution.Member!.IsInteractive;
    }

    [Fact, Trait("Rule", "P1")]
    public void It_is_told_who_it_is_before_its_task_and_in_its_variables()
    {
        var plan = Launches.Plan(call: Launches.Member).Seated("ui-2", "green", "boss");

        Assert.Equal(("ui-2", "green"), (plan.Identity.Name, plan.Identity.Color));
        Assert.Equal(("docs", "ui-2"), (plan.Execution.Environment["GIT_SWARM_TEAM"], plan.Execution.Environment["GIT_SWARM_MEMBER"]));
        Assert.Equal(PromptKind.Task, plan.Prompt.Messages[^1].Kind);
        var told = Assert.Single(plan.Prompt.Messages, m => m.Kind == PromptKind.Swarm).Text;
        Assert.StartsWith("You are \"ui-2\", a member of the team \"docs\", which boss leads.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Change nothing yet", told, StringComparison.Ordinal);
        Assert.DoesNotContain("ui-2", plan.Prompt.SystemText(), StringComparison.Ordinal);
        Assert.Contains(
            "Change nothing yet",
            Launches.Plan(call: Launches.Member with { Mode = PermissionMode.Plan }).Seated("ui", null, "boss").Prompt.Messages[0].Text,
            StringComparison.Ordinal
        );
    }
}
