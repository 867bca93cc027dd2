using System.Text.Json;
using System.Text.Json.Nodes;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>Claude Code plays agents.</summary>
public class ClaudeRunTests
{
    private const string Instructions = "MARK-OF-INSTRUCTIONS";

    [ClientFact("claude"), Trait("Rule", "P1")]
    public Task It_plays_a_plan_and_goes_on() => RunChecks.Plays("claude");

    [ClientFact("claude")]
    public Task What_its_mode_does_not_allow_is_denied() => RunChecks.IsDenied("claude", "default", "Write");

    [ClientFact("claude")]
    public Task In_mode_plan_it_writes_nothing() => RunChecks.IsDenied("claude", "plan", "Write");

    [ClientFact("claude")]
    public Task Its_rules_are_kept() => RunChecks.KeepsToRules("claude", "Bash");

    [ClientFact("claude")]
    public Task What_its_server_says_is_why_it_failed() => RunChecks.FailsWithItsServer("claude");

    [ClientFact("claude")]
    public Task Who_is_killed_failed() => RunChecks.FailsWhenKilled("claude");

    [ClientFact("claude")]
    public Task Its_servers_are_started() => RunChecks.StartsServers("claude");

    [ClientFact("claude")]
    public async Task A_server_that_stays_broken_is_why_it_failed()
    {
        using var scene = new RunScene("claude");
        scene.Variables["CLAUDE_CODE_MAX_RETRIES"] = "1";
        scene.Answers(Reply.Fail(500));

        var result = await scene.End(scene.Start(scene.Plan()));

        Assert.False(result.Done);
        Assert.Contains(Reply.FailureText, result.Error);
    }

    [ClientFact("claude")]
    public async Task At_its_limit_of_turns_it_failed()
    {
        using var scene = new RunScene("claude");
        var plan = scene.Plan("bypassPermissions");
        scene.Answers([.. Enumerable.Range(1, 5).Select(i => scene.Shell($"echo {i}"))]);

        var result = await scene.End(scene.Start(plan with { Execution = plan.Execution with { MaxTurns = 2 } }));

        Assert.False(result.Done);
        Assert.Equal("Reached maximum number of turns (2)", result.Error);
        Assert.Equal(2, result.Usage.ToolUses);
    }

    [ClientFact("claude")]
    public async Task It_has_the_tools_of_the_plan_and_no_others()
    {
        using var scene = new RunScene("claude");
        var plan = scene.Plan("bypassPermissions");

        await scene.EndWell(scene.Start(plan with { Tools = plan.Tools with { Names = ["Read", "Bash"], Deny = ["Bash"] } }));

        var tools = scene.Requests[0].Body.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()!);
        // A placeholder for tools that might come later is no tool.
        Assert.Equal(["Read"], tools.Where(t => t != "DeferredToolPlaceholder"));
    }

    [ClientFact("claude")]
    public async Task Instructions_and_git_status_can_be_left_out()
    {
        using var scene = new RunScene("claude");
        scene.Repository.Write("CLAUDE.md", Instructions);
        scene.Repository.Write(".claude/CLAUDE.md", Instructions);
        scene.Repository.Write("CLAUDE.local.md", Instructions);
        scene.Repository.Write(".claude/rules/style.md", Instructions);
        var with = scene.Plan();
        var without = scene.Plan();

        await scene.EndWell(scene.Start(with));
        await scene.EndWell(
            scene.Start(without with { Context = without.Context with { OmitProjectInstructions = true, OmitGitStatus = true } })
        );

        Assert.Equal(5, scene.Requests[0].Text.Split(Instructions).Length);
        Assert.Contains("gitStatus", scene.Requests[0].Text);
        Assert.DoesNotContain(Instructions, scene.Requests[1].Text);
        Assert.DoesNotContain("gitStatus", scene.Requests[1].Text);
    }

    [ClientFact("claude"), Trait("Rule", "H1")]
    public async Task A_hook_of_the_definition_runs_once_when_the_agent_ends()
    {
        using var scene = new RunScene("claude");
        var ends = scene.Sandbox.Path("home", "ends");
        var hooks = Hooks($$"""{"SubagentStop":[{"hooks":[{"type":"command","command":"echo end >>'{{ends}}'"}]}]}""");
        scene.Answers(scene.Create("new.txt"), scene.Create("other.txt"), Reply.Say("Done."));

        await scene.EndWell(scene.Start(scene.Plan() with { Hooks = hooks }));

        Assert.Equal("end\n", File.ReadAllText(ends));
    }

    [ClientFact("claude"), Trait("Rule", "H1")]
    public async Task A_hook_of_the_definition_can_make_it_go_on()
    {
        using var scene = new RunScene("claude");
        var mark = scene.Sandbox.Path("home", "asked");
        var hooks = Hooks(
            $$"""{"SubagentStop":[{"hooks":[{"type":"command","command":"test -e '{{mark}}' || { touch '{{mark}}'; echo 'No tests yet' >&2; exit 2; }"}]}]}"""
        );
        scene.Answers(Reply.Say("Done."), Reply.Say("Tested."));

        var result = await scene.EndWell(scene.Start(scene.Plan() with { Hooks = hooks }));

        Assert.Equal(["Tested."], result.Content);
        Assert.Contains("No tests yet", scene.Requests[1].Text);
    }

    [ClientFact("claude"), Trait("Rule", "P2")]
    public async Task The_reminder_comes_with_every_turn_of_its_user()
    {
        const string Reminder = "{\"MARK-OF-THE-REMINDER\"}";
        using var scene = new RunScene("claude");
        var plan = scene.Plan();
        plan = plan with { Prompt = plan.Prompt with { Reminder = Reminder } };
        scene.Answers(scene.Create("new.txt"));

        var result = await scene.EndWell(scene.Start(plan));
        await scene.EndWell(scene.Continue(plan, result, "Go on."));

        Assert.Equal([1, 1, 2], scene.Requests.Select(r => r.Text.Split(Reminder).Length - 1));
    }

    [ClientFact("claude")]
    public async Task What_ends_in_its_background_is_waited_for()
    {
        using var scene = new RunScene("claude");
        var later = Reply.Use(
            "Agent",
            new JsonObject
            {
                ["description"] = "Do a part",
                ["prompt"] = ModelApi.Mark("part"),
                ["subagent_type"] = "general-purpose",
                ["run_in_background"] = true,
            }
        );
        scene.Answers(later, Reply.Say("It is under way."), Reply.Say("It is there."));

        var run = scene.Start(scene.Plan());
        var result = await scene.EndWell(run);

        Assert.Equal(["It is there."], result.Content);
        Assert.Contains(run.Events, e => e is { Kind: RunEventKind.Text, Text: "It is under way." });
    }

    private static LaunchHooks Hooks(string definition) => new() { Definition = JsonSerializer.Deserialize<JsonElement>(definition) };
}
