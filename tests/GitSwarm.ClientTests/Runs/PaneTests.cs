using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>Members of a team that Claude Code plays in panes of tmux, where it shows itself.</summary>
[Trait("Category", "Binary")]
public class PaneTests
{
    private const string Prompt = """
        Look at "all" of it, and at 'that':
          $HOME, $(date) and `date`; \n is no line end, \\ are two

        - grüße, 日本語
        Say what you see!
        """;

    [ClientFact("claude", Tool = "tmux"), Trait("Rule", "L1")]
    public Task Its_task_and_its_mail_are_typed_once_and_it_ends_when_it_agrees() => Lives(hooks: false);

    [ClientFact("claude", Tool = "tmux"), Trait("Rule", "L1")]
    public Task The_same_where_hooks_deliver_mail_too() => Lives(hooks: true);

    [ClientFact("claude", Tool = "tmux"), Trait("Rule", "L1")]
    public async Task Where_a_hook_wakes_it_mail_comes_once_too()
    {
        using var scene = new PaneScene(hooks: true, wake: true);
        scene.Answers(Reply.Say("I see it."), Reply.Say("I have read it."));
        scene.Spawn(Prompt);
        scene.Await("the end of its turn", () => scene.Mail("idle_notification").Count == 1);

        scene.Lead("send", PaneScene.Member, "Please look again");
        scene.Await("the end of that turn", () => scene.Mail("idle_notification").Count == 2);
        await Task.Delay(TimeSpan.FromSeconds(6));

        Assert.Equal(2, scene.Requests.Count);
        Assert.Equal(1, Count(scene.Requests[1].Text, "Please look again"));
    }

    [ClientFact("claude", Tool = "tmux")]
    public async Task A_pane_that_is_closed_ends_all_of_it()
    {
        using var scene = new PaneScene();
        scene.Answers(scene.Shell("tail -f /dev/null"));
        scene.Spawn(Prompt);
        await scene.Request(1);
        scene.Await("its command", () => scene.Screen().Contains("tail -f", StringComparison.Ordinal));

        scene.ClosePane();

        scene.IsOver();
        Assert.Equal("killed", SpawnScene.Text(scene.Run, "state"));
    }

    [ClientFact("claude", Tool = "tmux")]
    public void A_program_that_its_user_quits_has_ended_well()
    {
        using var scene = new PaneScene();
        scene.Answers(Reply.Say("I see it."));
        scene.Spawn(Prompt);
        scene.Await("the end of its turn", () => scene.Mail("idle_notification").Count == 1);

        scene.Press("C-c");
        scene.Press("C-c");

        scene.IsOver();
        Assert.Equal("completed", SpawnScene.Text(scene.Run, "state"));
    }

    [ClientFact("claude", Tool = "tmux")]
    public async Task Nothing_is_typed_while_it_asks_its_user_something()
    {
        using var scene = new PaneScene();
        scene.Answers(scene.Shell("touch made"), Reply.Say("I did not."));
        scene.Spawn(Prompt, mode: "default");
        await scene.Request(1);
        scene.Await("its question", () => scene.Screen().Contains("touch made", StringComparison.Ordinal));

        scene.Lead("send", PaneScene.Member, "Enter would be an answer");
        await Task.Delay(TimeSpan.FromSeconds(12));

        Assert.Single(scene.Requests);
        scene.Press("Escape");
        scene.ClosePane();
        scene.IsOver();
    }

    private static async Task Lives(bool hooks)
    {
        using var scene = new PaneScene(hooks);
        var isKnown = new TaskCompletionSource();
        var file = scene.Scene.Sandbox.Path("request");
        scene.Answers(
            Reply.Say("I see it."),
            Reply.Say("I have read it."),
            scene.Shell($"git swarm team approve \"$(cat '{file}')\"").After(isKnown.Task),
            Reply.Say("Good bye.")
        );
        scene.Spawn(Prompt);

        Assert.Contains(Prompt, (await scene.Request(1)).Text, StringComparison.Ordinal);
        scene.Await("the end of its turn", () => scene.Mail("idle_notification").Count == 1);
        Assert.Contains("I see it.", scene.Mail("idle_notification")[0].GetRawText(), StringComparison.Ordinal);

        scene.Lead("send", PaneScene.Member, "Please <look> \"again\"");
        var told = await scene.Request(2);
        Assert.Contains("<teammate-message from=", told.Text, StringComparison.Ordinal);
        scene.Await("the end of that turn", () => scene.Mail("idle_notification").Count == 2);

        var shutdown = Task.Run(() => scene.Lead("team", "shutdown", PaneScene.Member));
        var asked = (await scene.Request(3)).Text;
        Assert.Equal(1, Count(asked, "Please &lt;look&gt; &quot;again&quot;"));
        Assert.Equal(1, Count(asked, "Please <look>") + Count(asked, "Please &lt;look&gt;"));
        const string Command = "git swarm team approve ";
        await File.WriteAllTextAsync(
            file,
            asked[(asked.LastIndexOf(Command, StringComparison.Ordinal) + Command.Length)..].Split([' ', '\n', ','])[0]
        );
        isKnown.SetResult();

        Assert.Contains("has left", await shutdown);
        scene.IsOver();
        Assert.Equal("completed", SpawnScene.Text(scene.Run, "state"));
        Assert.Empty(Directory.GetDirectories(scene.Scene.Sandbox.Root, "agent-*", SearchOption.AllDirectories));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
