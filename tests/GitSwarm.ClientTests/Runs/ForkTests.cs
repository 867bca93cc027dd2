using System.Text.Json;
using System.Text.Json.Nodes;
using GitSwarm.Agents.Plans;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>Forks of a real session share everything before their directives, so that the model's cache is shared as well.</summary>
public class ForkTests
{
    [ClientFact("claude"), Trait("Rule", "P3")]
    public async Task Forks_of_a_session_that_ended_have_all_it_had()
    {
        using var scene = new RunScene("claude");
        var parent = scene.Plan("bypassPermissions");
        parent = parent with
        {
            Identity = parent.Identity with { Model = new PlannedValue("haiku", "call"), Effort = "high" },
            Prompt = parent.Prompt with { System = "MARK-OF-THE-PARENT" },
        };
        scene.Answers(scene.Create("new.txt"), Reply.Say("Made."));
        await scene.EndWell(scene.Start(parent));
        var worktree = scene.Repository.AddWorktree("app.fork", "fork");
        var first = Effort(scene.Fork(parent.Identity.Id, "[DIRECTIVE]: one"));
        var second = Effort(scene.Fork(parent.Identity.Id, "[DIRECTIVE]: two"));
        second = second with { Context = second.Context with { Directory = worktree } };

        var one = await scene.EndWell(scene.Start(first));
        var two = await scene.EndWell(scene.Start(second));

        // Two of the parent, whose last answer only its forks show, and one of each fork.
        Assert.Equal(4, scene.Requests.Count);
        AssertContinues(scene.Requests[1], scene.Requests[2], "[DIRECTIVE]: one");
        AssertContinues(scene.Requests[1], scene.Requests[3], "[DIRECTIVE]: two");
        Assert.Contains("MARK-OF-THE-PARENT", scene.Requests[3].Text);
        Assert.Equal((first.Identity.Id, second.Identity.Id), (one.ClientSession, two.ClientSession));

        static LaunchPlan Effort(LaunchPlan plan) => plan with { Identity = plan.Identity with { Effort = "high" } };
    }

    [ClientFact("claude"), Trait("Rule", "P3")]
    public async Task Forks_of_a_session_in_mid_turn_have_what_it_had_by_then()
    {
        using var scene = new RunScene("claude");
        var parent = scene.Plan("bypassPermissions");
        var started = scene.Sandbox.Path("home", "started");
        scene.Answers(scene.Create("new.txt"), scene.Shell($"touch '{started}'; sleep 100"));
        var run = scene.Start(parent);
        await scene.Request(2);
        await Until(() => File.Exists(started));

        await scene.EndWell(scene.Start(scene.Fork(parent.Identity.Id, "[DIRECTIVE]: one")));
        await scene.EndWell(scene.Start(scene.Fork(parent.Identity.Id, "[DIRECTIVE]: two")));

        AssertContinues(scene.Requests[1], scene.Requests[2], "[DIRECTIVE]: one");
        AssertContinues(scene.Requests[1], scene.Requests[3], "[DIRECTIVE]: two");
        // Of the open call both have the same result.
        var (one, two) = (Messages(scene.Requests[2]), Messages(scene.Requests[3]));
        Assert.Contains("tool_result", one[^3].ToString());
        Assert.Equal(one.SkipLast(1), two.SkipLast(1));
        Assert.False(run.Ended.IsCompleted, "the parent does not notice");
    }

    [ClientFact("claude"), Trait("Rule", "P3")]
    public async Task A_fork_of_an_agent_with_few_tools_has_them_too()
    {
        using var scene = new RunScene("claude");
        var few = new LaunchTools { Names = ["Read", "Write", "Bash"], Deny = ["Bash(rm:*)"] };
        var parent = scene.Plan("bypassPermissions") with { Tools = few };
        scene.Answers(scene.Create("new.txt"));
        await scene.EndWell(scene.Start(parent));

        await scene.EndWell(scene.Start(scene.Fork(parent.Identity.Id, "[DIRECTIVE]: one") with { Tools = few }));

        AssertContinues(scene.Requests[1], scene.Requests[2], "[DIRECTIVE]: one");
    }

    [ClientFact("codex"), Trait("Rule", "P3")]
    public async Task Forks_of_a_Codex_session_have_all_it_had()
    {
        using var scene = new RunScene("codex");
        scene.Answers(scene.Create("new.txt"), Reply.Say("Made."));
        var parent = await scene.EndWell(scene.Start(scene.Plan("bypassPermissions")));

        await scene.EndWell(scene.Start(scene.Fork(parent.ClientSession!, "[DIRECTIVE]: one")));

        var (before, after) = (scene.Requests[1].Body, scene.Requests[2].Body);
        var (old, now) = (Items(before, "input"), Items(after, "input"));
        Assert.Equal(old, now.Take(old.Count));
        Assert.Contains("[DIRECTIVE]: one", now[^1]);
        foreach (var name in (string[])["model", "tools", "reasoning", "tool_choice"])
        {
            Assert.Equal(before.GetProperty(name).GetRawText(), after.GetProperty(name).GetRawText());
        }

        // The first messages get another id each time; the model does not read it.
        static List<string> Items(JsonElement body, string name) =>
            [
                .. body.GetProperty(name)
                    .EnumerateArray()
                    .Select(i => new JsonObject(
                        JsonObject.Create(i)!.Where(m => m.Key != "id").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))
                    ))
                    .Select(i => i.ToJsonString()),
            ];
    }

    // All that is before the conversation is the same, and of the conversation all that the parent had.
    private static void AssertContinues(ModelRequest parent, ModelRequest fork, string directive)
    {
        foreach (var name in (string[])["model", "system", "tools", "thinking", "output_config"])
        {
            Assert.Equal(parent.Body.GetProperty(name).GetRawText(), fork.Body.GetProperty(name).GetRawText());
        }
        var (before, after) = (Messages(parent), Messages(fork));
        Assert.Equal(before, after.Take(before.Count));
        Assert.Contains(directive, string.Join('\n', after.Skip(before.Count)));
    }

    // Which message is the last to be cached, and whether a text is a list of one, says nothing of what they say.
    private static List<string> Messages(ModelRequest request)
    {
        var messages = JsonNode.Parse(request.Body.GetProperty("messages").GetRawText())!.AsArray();
        foreach (var message in messages)
        {
            if (message!["content"] is JsonValue text)
            {
                message["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.DeepClone() });
            }
            foreach (var block in message["content"]!.AsArray())
            {
                block!.AsObject().Remove("cache_control");
            }
        }
        return [.. messages.Select(m => m!.ToJsonString())];
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 600, "it never came to that");
            await Task.Delay(50);
        }
    }
}
