using System.Text.Json;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests.Runs;

/// <summary>What holds for the agents that <c>spawn</c> launches, whichever client plays them.</summary>
internal static class SpawnChecks
{
    /// <summary>It is one session while it works, to its client's hooks and to its own shell as well, and none afterwards.</summary>
    internal static async Task IsOneSession(string client)
    {
        using var scene = new SpawnScene(client);
        var isSeen = new TaskCompletionSource();
        scene
            .Answers(
                scene.Create("new.txt"),
                scene.Shell($"'{scene.Program}' status --json > seen.json"),
                Reply.Say("All is done.").After(isSeen.Task)
            )
            .Spawn("--description", "Make a file");

        await scene.Request(3);
        var agent = scene.Agent();
        var id = SpawnScene.Text(scene.Run, "id");
        Works(scene, agent);
        Assert.Equal(id, SpawnScene.Text(JsonDocument.Parse(scene.Read("seen.json")).RootElement, "me"));
        isSeen.SetResult();

        var answer = await scene.End();
        Assert.Equal(id, SpawnScene.Text(answer, "agent_id"));
        Assert.Equal("All is done.", SpawnScene.Text(Assert.Single(answer.GetProperty("content").EnumerateArray()), "text"));
        Assert.Equal("one\n", scene.Read("new.txt"));
        IsOver(scene);
    }

    /// <summary>It is its run's session, below that of whoever launched it, and what it edited is its own.</summary>
    internal static void Works(SpawnScene scene, JsonElement agent)
    {
        var lead = scene.Sessions.Single(s => SpawnScene.Text(s, "name") == SpawnScene.Lead);
        Assert.Equal(SpawnScene.Text(scene.Run, "id"), SpawnScene.Text(agent, "id"));
        Assert.Equal(SpawnScene.Text(scene.Run, "runner"), SpawnScene.Text(agent, "client"));
        Assert.Equal(SpawnScene.Text(lead, "id"), SpawnScene.Text(agent, "parent"));
        Assert.Equal(("general-purpose", "Make a file"), (SpawnScene.Text(agent, "name"), SpawnScene.Text(agent, "task")));
        Assert.Equal("active", SpawnScene.Text(agent, "state"));
        var touched = agent.GetProperty("touched").EnumerateArray().Select(f => SpawnScene.Text(f, "path"));
        Assert.Contains("new.txt", touched);
        var claim = Assert.Single(scene.Json("claims").EnumerateArray(), c => c.GetRawText().Contains("new.txt", StringComparison.Ordinal));
        Assert.Contains(SpawnScene.Text(agent, "id")!, claim.GetRawText());
    }

    /// <summary>Nobody but whoever launched is left, nothing is claimed, and there was no other session meanwhile.</summary>
    internal static void IsOver(SpawnScene scene)
    {
        Assert.Equal([SpawnScene.Lead], scene.Sessions.Select(s => SpawnScene.Text(s, "name")));
        Assert.Equal("[]", scene.Json("claims").GetRawText());
        var ever = scene.Json("status", "--all", "--no-observe").GetProperty("sessions").EnumerateArray();
        Assert.Equal(2, ever.Count());
    }
}
