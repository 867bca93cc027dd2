using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>What holds for the runners of all clients.</summary>
internal static class RunChecks
{
    /// <summary>A plan is played: all it says reaches the model in its order, and what comes of it is told; it can go on afterwards.</summary>
    internal static async Task Plays(string client, bool tellsTokens = true)
    {
        using var scene = new RunScene(client);
        var plan = scene.Plan("acceptEdits");
        plan = plan with
        {
            Prompt = plan.Prompt with
            {
                System = "You are MARK-OF-THE-DEFINITION.",
                Messages =
                [
                    new PromptPart(PromptKind.Hook, "MARK-OF-A-HOOK"),
                    new PromptPart(PromptKind.Skill, "{\"MARK-OF-A-SKILL\": \"$(id)\"}"),
                    new PromptPart(PromptKind.Task, "--MARK-OF-THE-TASK\nin \"two\" lines"),
                ],
            },
        };
        scene.Answers(scene.Create("new.txt"), Reply.Say("All is done."), Reply.Say("Now it is."));

        var run = scene.Start(plan);
        var result = await scene.EndWell(run);

        Assert.Equal(["All is done."], result.Content);
        Assert.True(scene.Has("new.txt"), run.Report());
        Assert.Equal(1, result.Usage.ToolUses);
        Assert.Equal(tellsTokens ? 30 : null, result.Usage.Tokens);
        Assert.Empty(result.Denied);
        Assert.NotNull(result.ClientSession);
        Assert.Contains(run.Events, e => e.Kind == RunEventKind.Started);
        Assert.Contains(run.Events, e => e is { Kind: RunEventKind.Text, Text: "All is done." });
        Assert.Contains(run.Events, e => e.Kind == RunEventKind.Tool);
        Assert.DoesNotContain(run.Events, e => e.Kind == RunEventKind.Noise);
        var asked = scene.Requests[0].Text;
        var places = ((string[])["MARK-OF-A-HOOK", "MARK-OF-A-SKILL", "--MARK-OF-THE-TASK\nin \"two\" lines"])
            .Select(mark => asked.IndexOf(mark, StringComparison.Ordinal))
            .ToList();
        Assert.All(places, place => Assert.True(place >= 0, asked));
        Assert.Equal(places.Order(), places);
        Assert.Contains("MARK-OF-THE-DEFINITION", asked);

        var further = await scene.EndWell(scene.Continue(plan, result, "MARK-OF-A-REASON"));

        Assert.Equal(["Now it is."], further.Content);
        var second = scene.Requests[^1].Text;
        Assert.Contains("MARK-OF-A-REASON", second);
        Assert.Contains("MARK-OF-THE-TASK", second);
    }

    /// <summary>What its mode does not allow does not happen, and it goes on.</summary>
    /// <param name="client">The client.</param>
    /// <param name="mode">A mode in which it may write nothing.</param>
    /// <param name="denied">The tool as the client calls it; null where it does not tell.</param>
    internal static async Task IsDenied(string client, string mode, string? denied)
    {
        using var scene = new RunScene(client);
        scene.Answers(scene.Create("new.txt"), Reply.Say("I could not."));

        var run = scene.Start(scene.Plan(mode));
        var result = await scene.EndWell(run);

        Assert.False(scene.Has("new.txt"));
        Assert.Equal(["I could not."], result.Content);
        Assert.Equal(denied is null ? [] : [denied], result.Denied);
        Assert.Equal(denied is not null, run.Events.Any(e => e.Kind == RunEventKind.Denied));
    }

    /// <summary>Where edits are accepted, commands are not, but for those that a rule allows and no rule denies.</summary>
    internal static async Task KeepsToRules(string client, string denied)
    {
        using var scene = new RunScene(client);
        var plan = scene.Plan("acceptEdits");
        plan = plan with
        {
            Tools = plan.Tools with { Allow = ["Bash(git branch:*)", "Bash(git tag:*)"], Deny = ["Bash(git branch -D:*)"] },
        };
        scene.Repository.Git("branch", "kept");
        scene.Answers(
            scene.Shell("git branch made"),
            scene.Shell("git branch -D kept"),
            scene.Shell("git update-ref refs/heads/other HEAD"),
            Reply.Say("So it is.")
        );

        var result = await scene.EndWell(scene.Start(plan));

        Assert.Equal(
            "kept made",
            scene.Repository.Git("branch", "--format=%(refname:short)", "--list", "kept", "made", "other").Trim().ReplaceLineEndings(" ")
        );
        Assert.Equal([denied], result.Denied);
        Assert.Equal(["So it is."], result.Content);
    }

    /// <summary>What its model's server says is why it failed.</summary>
    internal static async Task FailsWithItsServer(string client)
    {
        using var scene = new RunScene(client);
        scene.Answers(Reply.Fail(400));

        var result = await scene.End(scene.Start(scene.Plan()));

        Assert.False(result.Done);
        Assert.Contains(Reply.FailureText, result.Error);
        Assert.Empty(result.Content);
    }

    /// <summary>Who is killed says no more, and the run failed.</summary>
    internal static async Task FailsWhenKilled(string client)
    {
        using var scene = new RunScene(client);
        scene.Answers(scene.Create("new.txt"), Reply.Never);
        var run = scene.Start(scene.Plan());
        await scene.Request(2);

        run.Kill();

        var result = await scene.End(run);
        Assert.False(result.Done);
        Assert.StartsWith("it was ended by signal 9", result.Error);
        Assert.Equal(1, result.Usage.ToolUses);
        Assert.NotNull(result.ClientSession);
    }

    /// <summary>A server of the plan is started, with variables that are in no argument.</summary>
    internal static async Task StartsServers(string client)
    {
        using var scene = new RunScene(client);
        var plan = scene.Plan("bypassPermissions");
        var told = scene.Sandbox.Path("home", "told");
        var config = JsonSerializer.Deserialize<JsonElement>(
            $$$"""{"command":"sh","args":["-c","echo \"$KEY\" >'{{{told}}}.new'; mv '{{{told}}}.new' '{{{told}}}'"],"env":{"KEY":"s3cret"}}"""
        );
        plan = plan with { Tools = plan.Tools with { Servers = [new AgentServer("notes", config)] } };
        // Long enough for whoever starts servers beside the turn.
        scene.Answers(scene.Shell($"for i in $(seq 100); do test -e '{told}' && break; sleep 0.1; done"));

        await scene.EndWell(scene.Start(plan));

        Assert.Equal("s3cret\n", File.ReadAllText(told));
    }
}
