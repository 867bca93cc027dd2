using System.Text.Json;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>A member that was started in one clone, as another clone sees it.</summary>
[Trait("Category", "Binary"), Trait("Rule", "L1")]
public sealed class MemberSyncTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser there;
    private readonly string run;

    public MemberSyncTests()
    {
        there = scene.Clone("there");
        scene.Me.Process.Variables["GIT_SWARM_SESSION"] = "alice";
        there.Process.Variables["GIT_SWARM_SESSION"] = "zoe";
        scene.Me.Do("join", "--name", "alice");
        there.Do("join", "--name", "zoe");
        scene.Me.Do("team", "create", "web");
        run = scene.Me.Process.Json([.. MemberScene.Call(MemberScene.Counter), "--description", "the sidebar"]).Text("agent_id");
        SpawnTests.Until(() => Member(scene.Me).Text("state") == "idle");
        scene.Me.Sync();
        there.Sync();
    }

    public void Dispose()
    {
        scene.Me.Process.Run("stop", "--kill", run);
        scene.Dispose();
    }

    [Fact]
    public void It_is_seen_there_with_its_state_and_without_its_place()
    {
        var member = Member(there);

        Assert.Equal(
            ("ui@web", "idle", "the sidebar", "command"),
            (member.Text("agent_id"), member.Text("state"), member.Text("task"), member.Text("runner"))
        );
        foreach (var field in (string[])["directory", "run", "run_state", "pane", "backend"])
        {
            Assert.Equal(JsonValueKind.Null, member.GetProperty(field).ValueKind);
        }
        Assert.Empty(scene.HubRefs("refs/swarm/runs"));
        var everything = string.Join('\n', scene.HubRefs().Select(r => scene.InHub("cat-file", "-p", r.Split(' ')[1])));
        Assert.DoesNotContain(scene.Sandbox.Root, everything, StringComparison.Ordinal);
        Assert.DoesNotContain("in-process", everything, StringComparison.Ordinal);
        Assert.Empty(there.Json("runs").EnumerateArray());

        scene.Me.Process.Do("team", "shutdown", "ui", "--reason", "done");
        scene.Me.Sync();
        there.Sync();
        Assert.Equal(("left", "shut down by alice: done"), (Member(there).Text("state"), Member(there).Text("why")));
    }

    [Fact]
    public void What_is_said_to_the_team_there_is_its_next_turn()
    {
        there.Do("send", "team:web", "from there", "--ack");
        there.Sync();
        scene.Me.Sync();

        var told = Path.Combine(scene.Me.Directory, "told.2");
        SpawnTests.Until(() => File.Exists(told) && Member(scene.Me).Text("state") == "idle");
        var text = File.ReadAllText(told);
        Assert.Contains("  | from there", text, StringComparison.Ordinal);
        // Only who is in the team is its teammate.
        Assert.DoesNotContain("<teammate-message", text, StringComparison.Ordinal);
        scene.Me.Inbox();
        scene.Me.Sync();
        there.Sync();
        Assert.Equal("acknowledged", there.Json("sent")[0].Text("state"));
    }

    [Theory]
    [InlineData("team", "shutdown", "ui", "--team", "web")]
    [InlineData("team", "shutdown", "--all", "--team", "web")]
    [InlineData("spawn", "--team", "web", "--name", "more", "-p", "x", "--runner", "command:touch ran")]
    public void It_is_neither_ended_nor_joined_by_others_from_there(params string[] command)
    {
        var refused = there.Process.Run(command);

        Assert.Equal((128, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("error: team 'web' belongs to another clone", refused.Error, StringComparison.Ordinal);
        Assert.Empty(there.Json("runs").EnumerateArray());
        there.Sync();
        scene.Me.Sync();
        Assert.Equal("idle", Assert.Single(scene.Me.Json("team", "show", "web").GetProperty("members").EnumerateArray()).Text("state"));
        Assert.False(File.Exists(Path.Combine(scene.Me.Directory, "told.2")));
    }

    private static JsonElement Member(SyncUser user) =>
        Assert.Single(user.Json("team", "show", "web").GetProperty("members").EnumerateArray());
}
