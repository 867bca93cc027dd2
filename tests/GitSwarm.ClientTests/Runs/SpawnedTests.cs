using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>Agents that are launched with real clients are sessions like others.</summary>
[Trait("Category", "Binary")]
public class SpawnedTests
{
    [ClientFact("claude")]
    public Task Played_by_Claude_Code_it_is_one_session() => SpawnChecks.IsOneSession("claude");

    [ClientFact("codex")]
    public Task Played_by_Codex_it_is_one_session() => SpawnChecks.IsOneSession("codex");

    [ClientFact("gemini")]
    public Task Played_by_Gemini_CLI_it_is_one_session() => SpawnChecks.IsOneSession("gemini");

    [ClientFact("copilot")]
    public Task Played_by_Copilot_CLI_it_is_one_session() => SpawnChecks.IsOneSession("copilot");

    [ClientFact("opencode")]
    public Task Played_by_OpenCode_it_is_one_session() => SpawnChecks.IsOneSession("opencode");

    [ClientFact("claude")]
    public async Task A_message_to_its_name_makes_it_go_on_and_is_in_the_answer()
    {
        using var scene = new SpawnScene("claude");
        var isSent = new TaskCompletionSource();
        scene
            .Answers(scene.Create("new.txt"), Reply.Say("All is done.").After(isSent.Task), Reply.Say("The tests pass, too."))
            .Spawn("--name", "maker");
        await scene.Request(2);

        scene.Scene.Swarm("send", "maker", "Please run the tests");
        isSent.SetResult();

        Assert.Contains("Please run the tests", (await scene.Request(3)).Since(await scene.Request(2)));
        var answer = await scene.End();
        Assert.Equal("The tests pass, too.", SpawnScene.Text(Assert.Single(answer.GetProperty("content").EnumerateArray()), "text"));
        var usage = answer.GetProperty("usage");
        Assert.Equal((45, 1), (usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("tool_uses").GetInt32()));
        Assert.Equal(3, scene.Requests.Count);
    }

    [ClientFact("claude"), Trait("Rule", "N3")]
    public async Task Who_launched_it_in_the_background_is_told_with_the_next_prompt_and_once()
    {
        using var scene = new Scene("claude");
        var ui = scene.Session("claude", "ui");
        var isIdle = new TaskCompletionSource();
        const string Spawn = "git swarm spawn --background --runner claude --description 'Do a part' -p ";
        ui.Answers("part", [Reply.Say("That part is done.").After(isIdle.Task)]);
        ui.Answers(ui.Shell($"{Spawn}'{ModelApi.Mark("part")}'"), Reply.Say("It is under way.")).StartOpen();
        await ui.Request(1, "part");
        await ui.IsIdle();

        isIdle.SetResult();
        var id = scene.Swarm("runs").Split('\t')[0];
        scene.Swarm("wait", "--for", $"run:{id}", "--timeout", "90s");

        Assert.Equal(2, ui.Requests().Count);
        ui.Hears("Go on.");
        await Told.InRequest(ui, 3, "<task-notification>", "<status>completed</status>", "<result>That part is done.</result>");
        await ui.IsIdle();
        ui.Hears("And on.");
        Assert.DoesNotContain("task-notification", await ui.News(4));
    }

    [ClientFact("claude"), Trait("Rule", "H1")]
    public async Task Hooks_of_the_settings_add_to_its_task_and_make_it_go_on()
    {
        using var scene = new SpawnScene("claude");
        var (repository, isSeen) = (scene.Scene.Repository, new TaskCompletionSource());
        repository.Git("config", "swarm.hook.SubagentStart", """echo '{"additionalContexts":["MARK-OF-THE-HOOK"]}'""");
        repository.Git(
            "config",
            "swarm.hook.SubagentStop",
            """cat >> stops; echo >> stops; test -e asked || { touch asked; echo '{"decision":"block","reason":"No tests yet"}'; }"""
        );
        scene
            .Answers(scene.Create("new.txt"), Reply.Say("All is done."), Reply.Say("Tested.").After(isSeen.Task))
            .Spawn("--description", "Make a file");

        await scene.Request(3);
        // It goes on as who it was, with what it had.
        SpawnChecks.Works(scene, scene.Agent());
        isSeen.SetResult();
        var answer = await scene.End();

        var (first, third) = (scene.Requests[0].Text, scene.Requests[2]);
        var (hook, task) = (
            first.IndexOf("MARK-OF-THE-HOOK", StringComparison.Ordinal),
            first.LastIndexOf("Please begin.", StringComparison.Ordinal)
        );
        Assert.True(hook >= 0 && hook < task, first);
        Assert.Contains("No tests yet", third.Since(scene.Requests[1]));
        Assert.Equal("Tested.", SpawnScene.Text(Assert.Single(answer.GetProperty("content").EnumerateArray()), "text"));
        var stops = scene.Read("stops").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, stops.Length);
        Assert.Contains("\"stop_hook_active\":false", stops[0]);
        Assert.Contains("\"stop_hook_active\":true", stops[1]);
        SpawnChecks.IsOver(scene);
    }

    [ClientFact("claude"), Trait("Rule", "M4")]
    public async Task What_no_rule_allows_it_asks_its_parent()
    {
        using var scene = new SpawnScene("claude");
        scene
            .Answers(scene.Create("yes.txt"), scene.Create("no.txt"), Reply.Say("All is done."))
            .Spawn("--mode", "bubble", "--name", "maker");

        var first = Question(scene, "yes.txt");
        scene.Scene.Swarm("team", "approve", first);
        await scene.Request(2);
        var second = Question(scene, "no.txt");
        scene.Scene.Swarm("team", "refuse", second, "--reason", "Keep to one file");
        var third = await scene.Request(3);
        await scene.End();

        Assert.Equal("one\n", scene.Read("yes.txt"));
        Assert.False(File.Exists(Path.Combine(scene.Scene.Repository.Path, "no.txt")));
        Assert.Contains("Keep to one file", third.Since(await scene.Request(2)));
        Assert.DoesNotContain("permission_request", scene.Scene.Swarm("inbox", "--json"));
    }

    [ClientFact("claude")]
    public async Task It_is_given_its_memory_and_can_add_to_it()
    {
        using var scene = new SpawnScene("claude");
        var memory = scene.Scene.Sandbox.Path("home", ".claude", "agent-memory", "keeper");
        scene.Scene.Repository.Write(".claude/agents/keeper.md", "---\nname: keeper\ndescription: Keeps\nmemory: user\n---\nKeep.\n");
        Directory.CreateDirectory(memory);
        File.WriteAllText(Path.Combine(memory, "MEMORY.md"), "MARK-OF-THE-MEMORY\n");
        scene.Answers(scene.Create(Path.Combine(memory, "more.md"))).Spawn("keeper", "--mode", "acceptEdits");

        var first = await scene.Request(1);
        await scene.End();

        Assert.Contains("MARK-OF-THE-MEMORY", first.Text);
        Assert.Equal("one\n", File.ReadAllText(Path.Combine(memory, "more.md")));
    }

    /// <summary>Waits for a question about a file; its id.</summary>
    private static string Question(SpawnScene scene, string file)
    {
        scene.Scene.Swarm("wait", "--for", "mail", "--timeout", "90s");
        var message = scene.Json("inbox", "--peek").EnumerateArray().Single(m => SpawnScene.Text(m, "type") == "permission_request");
        var fields = message.GetProperty("fields");
        Assert.Equal("Write", SpawnScene.Text(fields, "tool"));
        Assert.EndsWith(file, SpawnScene.Text(fields.GetProperty("input"), "file_path"));
        return SpawnScene.Text(fields, "id")!;
    }
}
