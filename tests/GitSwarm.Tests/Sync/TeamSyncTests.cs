using System.Text.Json;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Teams in two clones.</summary>
public sealed class TeamSyncTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser ui;
    private readonly SyncUser there;

    public TeamSyncTests()
    {
        there = scene.Clone("there");
        ui = As("ui", scene.Me.Directory);
        scene.Me.Process.Variables["GIT_SWARM_SESSION"] = "alice";
        there.Process.Variables["GIT_SWARM_SESSION"] = "zoe";
        scene.Me.Do("join", "--name", "alice");
        scene.Me.Do("team", "create", "web", "--description", "The web");
        ui.Do("join", "--name", "ui", "--team", "web", "--task", "the sidebar");
        there.Do("join", "--name", "zoe", "--subscribe", "build");
        scene.Me.Sync();
        there.Sync();
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public void A_team_of_another_clone_is_shown_and_not_changed()
    {
        var team = there.Json("team", "show", "web");

        Assert.False(team.GetProperty("local").GetBoolean());
        Assert.Equal(("live", "The web"), (Text(team, "state"), Text(team, "description")));
        var member = Assert.Single(team.GetProperty("members").EnumerateArray());
        Assert.Equal(("ui", "the sidebar"), (Text(member, "name"), Text(member, "task")));
        Assert.Equal(JsonValueKind.Null, member.GetProperty("directory").ValueKind);
        Assert.Contains("belongs to another clone", there.Run("team", "show", "web").Error, StringComparison.Ordinal);
        Assert.Equal("team-refused", Refused("team", "delete", "web", "--force"));
        Assert.Equal("team-refused", Refused("join", "--team", "web"));
        // Its name is that clone's.
        there.Do("team", "create", "web");
        Assert.True(there.Json("team", "show", "web").GetProperty("local").GetBoolean());
        Assert.False(there.Json("team", "show", $"web@{scene.Me.CloneId}").GetProperty("local").GetBoolean());
    }

    [Fact]
    public void No_place_of_this_machine_leaves_with_it_and_nothing_is_pushed_twice()
    {
        var name = $"refs/swarm/teams/{scene.Me.CloneId}/web";
        var pushed = scene.InHub("cat-file", "blob", name);

        Assert.Contains("ui@web", pushed, StringComparison.Ordinal);
        Assert.Contains(scene.Me.Directory, scene.Me.Git("cat-file", "blob", name), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Sandbox.Root, pushed, StringComparison.Ordinal);
        Assert.Empty(scene.Me.Sync().Pushed);
        ui.Do("leave");
        Assert.Contains($"updated {name}", scene.Me.Sync().Pushed);
        scene.Me.Do("team", "delete", "web");
        Assert.Contains($"deleted {name}", scene.Me.Sync().Pushed);
        there.Sync();
        Assert.Empty(there.Json("team", "list", "--all").EnumerateArray());
    }

    [Fact]
    public void What_is_said_to_it_from_there_arrives_once_and_what_is_said_within_it_stays()
    {
        there.Do("send", "team:web", "from there", "--ack");
        scene.Me.Do("send", "team:web", "at home");
        // Somebody joins whom the sender does not know yet.
        var late = As("late", scene.Me.Directory);
        there.Sync();
        scene.Me.Sync();
        late.Do("join", "--name", "late");

        Assert.Equal(["from there"], scene.Me.Inbox());
        Assert.Equal(["from there", "at home"], ui.Inbox().Order(StringComparer.Ordinal).Reverse());
        Assert.Empty(late.Inbox());
        Assert.Equal(["waiting"], there.Texts("state", "sent"));
        scene.Me.Sync();
        there.Sync();
        Assert.Equal(["acknowledged"], there.Texts("state", "sent"));
        Assert.Empty(there.Inbox());
        Assert.Empty(scene.Me.Inbox());
        Assert.DoesNotContain("at home", Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_reaches_who_listens_in_another_clone()
    {
        scene.Me.Sync();
        scene.Me.Do("send", "#build", "red");
        scene.Me.Sync();
        there.Sync();

        Assert.Equal(["red"], there.Inbox());
        Assert.Empty(there.Inbox());
    }

    [Fact]
    public void The_end_of_its_lead_is_seen_there()
    {
        scene.Me.Do("leave");
        scene.Me.Sync();
        there.Sync();

        Assert.Equal("ended", Text(there.Json("team", "show", "web"), "state"));
        Assert.Equal("unknown-team", Refused("send", "team:web", "x"));
    }

    private SyncUser As(string session, string directory)
    {
        var user = scene.In(directory);
        user.Process.Variables["GIT_SWARM_SESSION"] = session;
        return user;
    }

    private string Everything() => string.Join('\n', scene.HubRefs().Select(r => scene.InHub("cat-file", "-p", r.Split(' ')[1])));

    private string Refused(params string[] command) =>
        JsonDocument.Parse(there.Run([.. command, "--json"]).Output).RootElement.GetProperty("error").GetProperty("code").GetString()!;

    private static string? Text(JsonElement element, string field) => element.GetProperty(field).GetString();
}
