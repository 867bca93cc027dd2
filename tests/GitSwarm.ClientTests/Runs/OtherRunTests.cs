using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>Codex, Gemini CLI, Copilot CLI and OpenCode play agents.</summary>
public class OtherRunTests
{
    [ClientFact("codex"), Trait("Rule", "P1")]
    public Task Codex_plays_a_plan_and_goes_on() => RunChecks.Plays("codex");

    [ClientFact("gemini"), Trait("Rule", "P1")]
    public Task Gemini_CLI_plays_a_plan_and_goes_on() => RunChecks.Plays("gemini");

    [ClientFact("copilot"), Trait("Rule", "P1")]
    public Task Copilot_CLI_plays_a_plan_and_goes_on() => RunChecks.Plays("copilot", tellsTokens: false);

    [ClientFact("opencode"), Trait("Rule", "P1")]
    public Task OpenCode_plays_a_plan_and_goes_on() => RunChecks.Plays("opencode");

    // It does not tell of it but to its model.
    [ClientFact("codex")]
    public Task What_the_mode_of_Codex_does_not_allow_is_denied() => RunChecks.IsDenied("codex", "default", null);

    [ClientFact("gemini")]
    public Task What_the_mode_of_Gemini_CLI_does_not_allow_is_denied() => RunChecks.IsDenied("gemini", "default", "write_file");

    [ClientFact("copilot")]
    public Task What_the_mode_of_Copilot_CLI_does_not_allow_is_denied() => RunChecks.IsDenied("copilot", "default", "create");

    [ClientFact("opencode")]
    public Task What_the_mode_of_OpenCode_does_not_allow_is_denied() => RunChecks.IsDenied("opencode", "default", "write");

    [ClientFact("gemini")]
    public Task In_mode_plan_Gemini_CLI_writes_nothing() => RunChecks.IsDenied("gemini", "plan", "write_file");

    [ClientFact("copilot")]
    public Task In_mode_plan_Copilot_CLI_writes_nothing() => RunChecks.IsDenied("copilot", "plan", "create");

    [ClientFact("opencode")]
    public Task In_mode_plan_OpenCode_writes_nothing() => RunChecks.IsDenied("opencode", "plan", "write");

    [ClientFact("gemini")]
    public Task The_rules_of_Gemini_CLI_are_kept() => RunChecks.KeepsToRules("gemini", "run_shell_command");

    [ClientFact("copilot")]
    public Task The_rules_of_Copilot_CLI_are_kept() => RunChecks.KeepsToRules("copilot", "bash");

    [ClientFact("opencode")]
    public Task The_rules_of_OpenCode_are_kept() => RunChecks.KeepsToRules("opencode", "bash");

    [ClientFact("codex")]
    public Task What_the_server_of_Codex_says_is_why_it_failed() => RunChecks.FailsWithItsServer("codex");

    [ClientFact("gemini")]
    public Task What_the_server_of_Gemini_CLI_says_is_why_it_failed() => RunChecks.FailsWithItsServer("gemini");

    [ClientFact("copilot")]
    public Task What_the_server_of_Copilot_CLI_says_is_why_it_failed() => RunChecks.FailsWithItsServer("copilot");

    [ClientFact("opencode")]
    public Task What_the_server_of_OpenCode_says_is_why_it_failed() => RunChecks.FailsWithItsServer("opencode");

    [ClientFact("codex")]
    public Task Codex_killed_failed() => RunChecks.FailsWhenKilled("codex");

    [ClientFact("gemini")]
    public Task Gemini_CLI_killed_failed() => RunChecks.FailsWhenKilled("gemini");

    [ClientFact("copilot")]
    public Task Copilot_CLI_killed_failed() => RunChecks.FailsWhenKilled("copilot");

    [ClientFact("opencode")]
    public Task OpenCode_killed_failed() => RunChecks.FailsWhenKilled("opencode");

    [ClientFact("copilot")]
    public Task The_servers_of_Copilot_CLI_are_started() => RunChecks.StartsServers("copilot");

    [ClientFact("opencode")]
    public Task The_servers_of_OpenCode_are_started() => RunChecks.StartsServers("opencode");

    [ClientFact("codex")]
    public Task Codex_can_leave_instructions_out() => LeavesInstructionsOut("codex");

    [ClientFact("copilot")]
    public Task Copilot_CLI_can_leave_instructions_out() => LeavesInstructionsOut("copilot");

    [ClientFact("gemini")]
    public Task Gemini_CLI_has_the_tools_of_the_plan() => HasTools("gemini", "read_file", "write_file", "replace", "run_shell_command");

    [ClientFact("copilot")]
    public Task Copilot_CLI_has_the_tools_of_the_plan() => HasTools("copilot", "view", "create", "edit", "bash");

    [ClientFact("opencode")]
    public Task OpenCode_has_the_tools_of_the_plan() => HasTools("opencode", "read", "write", "edit", "bash");

    private static async Task LeavesInstructionsOut(string client)
    {
        const string Mark = "MARK-OF-INSTRUCTIONS";
        using var scene = new RunScene(client);
        scene.Repository.Write("AGENTS.md", Mark);
        var plan = scene.Plan();

        await scene.EndWell(scene.Start(scene.Plan()));
        await scene.EndWell(scene.Start(plan with { Context = plan.Context with { OmitProjectInstructions = true } }));

        Assert.Contains(Mark, scene.Requests[0].Text);
        Assert.DoesNotContain(Mark, scene.Requests[1].Text);
    }

    // One that may only read: the first of its tools is offered to its model, the others are not.
    private static async Task HasTools(string client, string kept, params string[] gone)
    {
        using var scene = new RunScene(client);
        var plan = scene.Plan("bypassPermissions");

        await scene.EndWell(scene.Start(plan));
        await scene.EndWell(
            scene.Start(
                plan with
                {
                    Tools = new LaunchTools { Names = ["Read", "Grep"] },
                    Identity = scene.Plan().Identity,
                }
            )
        );

        var (all, few) = (Tools(0), Tools(1));
        Assert.Empty(gone.Append(kept).Except(all));
        Assert.Contains(kept, few);
        Assert.Empty(few.Intersect(gone));

        // Where Gemini's API has a list of tools within each tool.
        HashSet<string> Tools(int request) =>
            [
                .. scene
                    .Requests[request]
                    .Body.GetProperty("tools")
                    .EnumerateArray()
                    .SelectMany(t => t.TryGetProperty("functionDeclarations", out var inner) ? inner.EnumerateArray().ToArray() : [t])
                    .Select(t => t.GetProperty("name").GetString()!),
            ];
    }
}
