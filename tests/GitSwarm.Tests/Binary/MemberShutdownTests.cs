using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Members that are asked to end: they agree, refuse, or do not answer.</summary>
[Trait("Category", "Binary"), Trait("Rule", "L1")]
public sealed class MemberShutdownTests : IDisposable
{
    /// <summary>Takes a task and claims a file in its first turn.</summary>
    private const string Busy = "git swarm task take >> did; git swarm claim src/a.cs >> did; echo over >> did";

    private readonly MemberScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Who_agrees_ends_with_all_that_was_its_own()
    {
        scene.Lead.Do("task", "add", "the sidebar");
        var run = scene.Spawn(Busy).Text("agent_id");
        scene.Until("idle");
        Assert.Equal(["src/a.cs"], Claims());
        Assert.Empty(scene.Lead.Json("task", "ready").EnumerateArray());

        var finished = scene.Lead.Run("team", "shutdown", "ui", "--reason", "done here");

        Assert.Equal((0, "ui@web has left\n", ""), (finished.ExitCode, finished.Output, finished.Error));
        Assert.Equal(("left", "shut down by lead: done here"), (scene.Member().Text("state"), scene.Member().Text("why")));
        Assert.Equal("completed", scene.Lead.Json("runs", "show", run).Text("state"));
        Assert.Empty(Claims());
        Assert.Equal("the sidebar", scene.Lead.Json("task", "ready")[0].Text("subject"));
        SpawnTests.Until(() => MemberScene.Alive([run]).Count == 0);
        Assert.Contains(scene.Inbox(), m => m.Text("text").Contains("<status>completed</status>", StringComparison.Ordinal));
        // Whoever comes by that name is somebody else.
        Assert.Equal("ui", scene.Spawn(MemberScene.Counter).Text("name"));
    }

    [Fact]
    public void Who_refuses_says_why_and_stays()
    {
        // It finds the question where it is shown, as an agent does.
        const string Refuses =
            "cat > told.$GIT_SWARM_TURN; id=$(sed -n 's/.*git swarm team refuse \\([^ ]*\\) .*/\\1/p' told.$GIT_SWARM_TURN); "
            + "test -z \"$id\" || git swarm team refuse $id --reason 'not yet' > answered";
        scene.Spawn(Refuses);
        scene.Until("idle");

        var finished = scene.Lead.Run("team", "shutdown", "ui", "--json");
        var outcome = Assert.Single(JsonDocument.Parse(finished.Output).RootElement.EnumerateArray());

        Assert.Equal(1, finished.ExitCode);
        Assert.Equal(
            ("ui@web", "refused", "not yet", scene.Member().Text("session")),
            (outcome.Text("agent_id"), outcome.Text("state"), outcome.Text("why"), outcome.Text("session"))
        );
        Assert.Equal("error: ui@web refused to end: not yet\n", scene.Lead.Run("team", "shutdown", "ui").Error);
        scene.Until("idle");
        scene.Lead.Do("send", "ui@web", "go on");
        SpawnTests.Until(() => File.Exists(scene.Path("told.4")));
    }

    [Fact]
    public void Who_agrees_by_a_command_ends_once_its_turn_is_over()
    {
        const string Agrees =
            "cat > told.$GIT_SWARM_TURN; id=$(sed -n 's/.*git swarm team approve \\([^ ,]*\\),.*/\\1/p' told.$GIT_SWARM_TURN); "
            + "test -z \"$id\" || { git swarm team approve $id > answered; touch still-here; }";
        var run = scene.Spawn(Agrees).Text("agent_id");
        scene.Until("idle");

        Assert.Equal("ui@web has left\n", scene.Lead.Do("team", "shutdown", "ui", "--reason", "enough"));

        Assert.True(File.Exists(scene.Path("still-here")));
        Assert.Equal("shut down by lead: enough", scene.Member().Text("why"));
        Assert.Equal("completed", scene.Lead.Json("runs", "show", run).Text("state"));
    }

    [Theory]
    [InlineData("touch begun; sleep 300")]
    [InlineData("trap '' TERM; touch begun; (setsid sleep 301 &); while true; do sleep 1; done")]
    public void Who_does_not_answer_is_killed_and_that_is_said(string line)
    {
        scene.Lead.Do("task", "add", "the sidebar");
        var run = scene.Spawn($"{Busy}; {line}").Text("agent_id");
        scene.UntilFile("begun");

        var finished = scene.Lead.Run("team", "shutdown", "ui", "--grace", "1s");

        const string Why = "did not answer when it was asked to end; killed";
        Assert.Equal((0, $"ui@web {Why}\n"), (finished.ExitCode, finished.Output));
        Assert.Equal(("left", Why), (scene.Member().Text("state"), scene.Member().Text("why")));
        Assert.Equal(
            ("killed", Why),
            (scene.Lead.Json("runs", "show", run).Text("state"), scene.Lead.Json("runs", "show", run).Text("error"))
        );
        Assert.Empty(Claims());
        Assert.Equal("the sidebar", scene.Lead.Json("task", "ready")[0].Text("subject"));
        SpawnTests.Until(() => MemberScene.Alive([run]).Count == 0);
    }

    [Fact]
    public void All_are_asked_and_each_is_told_of()
    {
        var runs = new[] { "ui", "api" }.Select(n => scene.Spawn(MemberScene.Counter, n).Text("agent_id")).ToList();
        runs.Add(scene.Spawn("touch begun; sleep 300", "busy").Text("agent_id"));
        scene.UntilFile("begun");
        scene.Until("idle");
        scene.Until("idle", "api");

        var said = scene.Lead.Json("team", "shutdown", "--all", "--grace", "30s").EnumerateArray();

        Assert.Equal(
            ["api@web ended", "busy@web killed", "ui@web ended"],
            said.Select(o => $"{o.Text("agent_id")} {o.Text("state")}").Order(StringComparer.Ordinal)
        );
        SpawnTests.Until(() => MemberScene.Alive(runs).Count == 0);
        Assert.Equal("left left left", scene.Team.Texts("members", "state"));
        Assert.Equal("[]\n", scene.Lead.Do("team", "shutdown", "--all", "--json"));
    }

    [Fact]
    public void Only_asked_it_is_not_waited_for_and_nobody_is_ended()
    {
        scene.Spawn("touch begun; while ! test -e go; do sleep 0.05; done");
        scene.UntilFile("begun");

        Assert.Equal("asked ui@web to end\n", scene.Lead.Do("team", "shutdown", "ui", "--no-wait", "--grace", "0s"));
        Assert.Equal("active", scene.Member().Text("state"));
        scene.Lead.Write("go", "");

        scene.Until("left");
    }

    [Fact]
    public void Who_joined_by_hand_answers_by_hand_and_its_session_is_over()
    {
        var docs = scene.Cli.UserOn("docs");
        docs.Do("join", "--name", "docs", "--team", "web");
        using var asking = scene.Lead.Start("team", "shutdown", "docs", "--reason", "thanks", "--grace", "5m");
        var id = "";
        SpawnTests.Until(() => (id = Question(docs)).Length > 0);

        docs.Do("team", "approve", id);

        Assert.True(asking.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal((0, "docs@web has left\n"), (asking.ExitCode, asking.StandardOutput.ReadToEnd()));
        Assert.Equal(("left", "shut down by lead: thanks"), (scene.Member("docs").Text("state"), scene.Member("docs").Text("why")));
        Assert.DoesNotContain("docs", scene.Lead.Names(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_came_back_is_asked_like_anybody()
    {
        var docs = scene.Cli.UserOn("docs");
        docs.Variables["GIT_SWARM_SESSION"] = "docs";
        foreach (var again in (bool[])[false, true])
        {
            docs.Do("join", "--name", "docs", "--team", "web");
            using var asking = scene.Lead.Start("team", "shutdown", "docs", "--grace", "5m");
            var id = "";
            SpawnTests.Until(() => (id = Question(docs)).Length > 0 || asking.HasExited);
            Assert.False(asking.HasExited, $"it did not wait for an answer, having come {(again ? "again" : "once")}");
            docs.Do("team", again ? "approve" : "refuse", id);
            Assert.True(asking.WaitForExit(TimeSpan.FromSeconds(60)));
            Assert.Equal(again ? 0 : 1, asking.ExitCode);
            if (!again)
            {
                docs.Do("leave");
            }
        }
        Assert.Equal("left left", scene.Team.Texts("members", "state"));
    }

    [Fact]
    public void Who_joined_by_hand_and_does_not_answer_is_taken_out_of_the_team()
    {
        var docs = scene.Cli.UserOn("docs");
        docs.Do("join", "--name", "docs", "--team", "web");

        var said = scene.Lead.Do("team", "shutdown", "docs", "--grace", "1s");

        Assert.Equal("docs@web did not answer when it was asked to end; taken out of the team\n", said);
        Assert.Equal("left", scene.Member("docs").Text("state"));
        // Nothing of a person's own is ended.
        Assert.Contains("docs", scene.Lead.Names(), StringComparison.Ordinal);
    }

    [Fact]
    public void Deleting_the_team_by_force_leaves_no_process()
    {
        string[] runs =
        [
            scene.Spawn(MemberScene.Counter, "idle").Text("agent_id"),
            scene.Spawn("trap '' TERM; touch begun; (setsid sleep 301 &); while true; do sleep 1; done", "busy").Text("agent_id"),
            scene.Spawn("echo plan", "planner", "--mode", "plan").Text("agent_id"),
        ];
        scene.UntilFile("begun");
        scene.Until("idle", "idle");
        Assert.Equal(128, scene.Lead.Run("team", "delete", "web").ExitCode);
        Assert.NotEmpty(MemberScene.Alive(runs));

        scene.Lead.Do("team", "delete", "web", "--force");

        SpawnTests.Until(() => MemberScene.Alive(runs).Count == 0);
        Assert.Equal(["killed", "killed", "killed"], scene.Runs().Values);
        Assert.Equal(["its team was deleted"], scene.Lead.Json("runs").EnumerateArray().Select(r => r.Text("error")).Distinct());
        Assert.Empty(scene.Lead.Json("team", "list", "--all").EnumerateArray());
        Assert.Equal(0, scene.Lead.Run("doctor").ExitCode);
    }

    [Fact]
    public void Nobody_else_ends_members_and_wrong_names_are_named()
    {
        scene.Spawn(MemberScene.Counter);
        scene.Until("idle");
        var stranger = scene.Cli.UserOn("stranger");
        stranger.Do("join", "--name", "stranger", "--client", "claude");
        var mate = scene.Cli.UserOn("mate");
        mate.Do("join", "--name", "mate", "--team", "web");

        Assert.Equal((128, "team-refused"), Refusal(stranger, "ui", "--team", "web"));
        Assert.Equal((128, "team-refused"), Refusal(mate, "ui"));
        Assert.Equal((128, "unknown-session"), Refusal(scene.Lead, "nobody"));
        Assert.Equal((129, "bad-argument"), Refusal(scene.Lead));
        Assert.Equal((129, "bad-argument"), Refusal(scene.Lead, "ui", "--all"));
        Assert.Equal((129, "bad-argument"), Refusal(scene.Lead, "ui", "--grace", "soon"));

        Assert.Equal("idle", scene.Member().Text("state"));
        Assert.False(File.Exists(scene.Path("told.2")));
        // A person may.
        Assert.Equal("ui@web has left\n", scene.Cli.UserOn("person").Do("team", "shutdown", "ui", "--team", "web"));
    }

    private List<string> Claims() => [.. scene.Lead.Json("claims").EnumerateArray().Select(c => c.Text("pattern"))];

    private static string Question(CliUser user) =>
        JsonDocument
            .Parse(user.Do("inbox", "--peek", "--json"))
            .RootElement.EnumerateArray()
            .Where(m => m.TryGetProperty("type", out var type) && type.GetString() == "shutdown_request")
            .Select(m => m.GetProperty("fields").Text("id"))
            .LastOrDefault("");

    private static (int, string) Refusal(CliUser user, params string[] command)
    {
        var refused = user.Run(["team", "shutdown", .. command, "--json"]);
        return (refused.ExitCode, JsonDocument.Parse(refused.Output).RootElement.GetProperty("error").Text("code"));
    }
}
