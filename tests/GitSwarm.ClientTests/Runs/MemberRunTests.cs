using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>Members of a team without a pane, played by the real client.</summary>
[Trait("Category", "Binary")]
public sealed class MemberRunTests
{
    [ClientFact("claude"), Trait("Rule", "L1")]
    public async Task It_asks_its_lead_goes_on_in_one_session_and_ends_when_asked()
    {
        using var scene = new SpawnScene("claude");
        scene.Scene.Swarm("team", "create", "web");
        scene
            .Answers(scene.Create("yes.txt"), Reply.Say("MADE-IT"), Reply.Say("HEARD-IT"), Reply.Say("bye"))
            .Spawn("--team", "web", "--name", "ui", "--mode", "default", "--isolation", "none");
        var first = await scene.Request(1);
        Assert.Contains("You are \"ui\", a member of the team \"web\"", first.Text);

        scene.Scene.Swarm("team", "approve", Waiting(scene, "permission_request", "id"));
        var idle = Waiting(scene, "idle_notification", "result", from: "text");
        scene.Scene.Swarm("send", "ui", "MARK-OF-THE-LEAD");
        var third = await scene.Request(3);
        Waiting(scene, "idle_notification", "result", from: "text", seen: idle);
        scene.Scene.Swarm("team", "shutdown", "ui");

        Assert.Contains("MADE-IT", idle, StringComparison.Ordinal);
        Assert.Equal("one\n", scene.Read("yes.txt"));
        // It has all of the conversation, and is told in its team's form.
        Assert.Contains("MADE-IT", third.Text);
        Assert.Contains("<teammate-message from=", third.Text);
        Assert.Contains("MARK-OF-THE-LEAD</teammate-message>", third.Text);
        // Its word to the lead goes out a moment before its run is over.
        Assert.True(SpinWait.SpinUntil(() => SpawnScene.Text(scene.Run, "state") == "completed", TimeSpan.FromSeconds(60)), scene.Report());
        Assert.Equal("left", SpawnScene.Text(scene.Json("team", "show").GetProperty("members")[0], "state"));
    }

    /// <summary>Waits for a message of a type that was not seen before; one of its fields, or another part of it.</summary>
    private static string Waiting(SpawnScene scene, string type, string field, string? from = null, string? seen = null)
    {
        for (var until = DateTime.UtcNow.AddSeconds(90); ; Thread.Sleep(100))
        {
            foreach (var message in scene.Json("inbox").EnumerateArray().Where(m => SpawnScene.Text(m, "type") == type))
            {
                var found = from is null ? SpawnScene.Text(message.GetProperty("fields"), field) : SpawnScene.Text(message, from);
                if (found is not null && found != seen)
                {
                    return found;
                }
            }
            Assert.True(DateTime.UtcNow < until, $"no {type}\n{scene.Report()}");
        }
    }
}
