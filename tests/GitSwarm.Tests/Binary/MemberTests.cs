using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Members of a team that are started, and live on between their turns.</summary>
[Trait("Category", "Binary"), Trait("Rule", "L1")]
public sealed class MemberTests : IDisposable
{
    private readonly MemberScene scene = new();

    public void Dispose() => scene.Dispose();

    [Fact, Trait("Rule", "C1")]
    public void The_answer_has_every_field_of_a_teammate_that_was_spawned()
    {
        var answer = scene.Spawn(MemberScene.Counter);

        Assert.Equal(
            ["teammate_spawned", "ui@web", "ui", "in-process", "in-process", "in-process", "web", "in-process", "the task"],
            Words(
                answer,
                "status",
                "teammate_id",
                "name",
                "tmux_session_name",
                "tmux_window_name",
                "tmux_pane_id",
                "team_name",
                "backend",
                "prompt"
            )
        );
        Assert.False(answer.GetProperty("plan_mode_required").GetBoolean());
        Assert.Equal(scene.Member().Text("color"), answer.Text("color"));
        Assert.True(File.Exists(answer.Text("output_file")));
        var member = scene.Member();
        Assert.Equal(
            ["ui@web", answer.Text("agent_id"), answer.Text("agent_id"), "command", "in-process", "general-purpose"],
            Words(member, "agent_id", "run", "session", "runner", "backend", "type")
        );
        Assert.True(scene.Spawn(MemberScene.Counter, "planner", "--mode", "plan").GetProperty("plan_mode_required").GetBoolean());
        var said = scene.Lead.Do(MemberScene.Call(MemberScene.Counter, "other"));
        Assert.StartsWith("other@web is at work; it is run ", said, StringComparison.Ordinal);
        scene.Lead.Do("team", "delete", "web", "--force");
    }

    [Fact]
    public void A_name_that_is_taken_gets_a_number()
    {
        scene.Spawn(MemberScene.Counter);

        var second = scene.Spawn(MemberScene.Counter + " > by.$GIT_SWARM_MEMBER.$GIT_SWARM_TEAM");

        Assert.Equal(["ui-2", "ui-2@web"], Words(second, "name", "teammate_id"));
        scene.UntilFile("by.ui-2.web");
        Assert.NotEqual(scene.Member().Text("color"), second.Text("color"));
    }

    [Fact]
    public void Turn_by_turn_it_keeps_what_it_wrote_down()
    {
        scene.Lead.Do([.. MemberScene.Call(MemberScene.Counter).Select(a => a == "none" ? "worktree" : a)]);
        foreach (var number in (int[])[1, 2, 3, 4])
        {
            JsonElement idle = default;
            SpawnTests.Until(() => scene.Inbox().Exists(m => MemberScene.Type(idle = m) == "idle_notification"));
            Assert.Equal($"ui@web is through with its turn and waits\nturn {number} of ui", idle.Text("text"));
            scene.Until("idle");
            if (number < 4)
            {
                scene.Lead.Do("send", "ui@web", $"message {number}");
            }
        }

        var (directory, run) = (scene.Member().Text("directory"), scene.Member().Text("run"));
        Assert.NotEqual(scene.Cli.Repository.Path, directory);
        Assert.Contains("message 3</teammate-message>", File.ReadAllText(Path.Combine(directory, "told.4")), StringComparison.Ordinal);
        Assert.DoesNotContain("message 2", File.ReadAllText(Path.Combine(directory, "told.4")), StringComparison.Ordinal);
        scene.Lead.Do("team", "shutdown", "ui");
        // What it wrote is not thrown away with it.
        Assert.Equal("5\n", File.ReadAllText(Path.Combine(directory, "n")));
        Assert.Contains(directory, scene.Lead.Json("runs", "show", run).GetRawText(), StringComparison.Ordinal);
        SpawnTests.Until(() => MemberScene.Alive([run]).Count == 0);
    }

    [Fact]
    public void The_answer_to_a_plan_is_given_by_its_id()
    {
        scene.Spawn("cat > new; mv new told.$GIT_SWARM_TURN; echo plan $GIT_SWARM_TURN", "ui", "--mode", "plan");
        var question = Question();
        Assert.Contains("plan 1", scene.Lead.Do("inbox"), StringComparison.Ordinal);

        scene.Lead.Do("team", "refuse", question, "--feedback", "too big");
        scene.UntilFile("told.2");
        SpawnTests.Until(() => Question() is var next && next.Length > 0 && next != question);
        scene.Lead.Do("team", "approve", Question());
        scene.UntilFile("told.3");

        // What every process of its agent is told comes before.
        Assert.EndsWith("Your plan was not approved: too big\nShow another plan.", Told(2), StringComparison.Ordinal);
        Assert.EndsWith("Your plan was approved.\nCarry it out now.", Told(3), StringComparison.Ordinal);
        Assert.DoesNotContain("You are \"ui\"", Told(2) + Told(3), StringComparison.Ordinal);
        SpawnTests.Until(() => scene.Inbox().Exists(m => MemberScene.Type(m) == "idle_notification"));

        string Told(int turn) => File.ReadAllText(scene.Path($"told.{turn}"));

        string Question()
        {
            var id = "";
            SpawnTests.Until(() =>
            {
                var open = JsonDocument.Parse(scene.Lead.Do("inbox", "--peek", "--json")).RootElement.EnumerateArray();
                var asked = open.LastOrDefault(m => m.TryGetProperty("type", out var t) && t.GetString() == "plan_approval_request");
                id = asked.ValueKind == JsonValueKind.Undefined ? "" : asked.GetProperty("fields").Text("id");
                return id.Length > 0;
            });
            return id;
        }
    }

    [Theory, Trait("Rule", "C2")]
    [InlineData("not the lead", "team-refused")]
    [InlineData("unknown team", "unknown-team")]
    [InlineData("ended team", "unknown-team")]
    [InlineData("member", "cannot-launch")]
    [InlineData("no name", "bad-argument")]
    [InlineData("bad name", "bad-argument")]
    public void Refused_nothing_is_started_and_nobody_is_in_the_team(string what, string code)
    {
        var other = scene.Cli.UserOn("other");
        other.Do("join", "--name", "other");
        var member = scene.Cli.UserOn("member");
        member.Do("join", "--name", "member", "--team", "web");
        if (what == "ended team")
        {
            scene.Lead.Do("leave");
        }
        var by =
            what is "not the lead" or "ended team" ? other
            : what == "member" ? member
            : scene.Lead;
        string[] call = what switch
        {
            "unknown team" => [.. MemberScene.Call("touch ran").Select(a => a == "web" ? "core" : a)],
            "no name" => ["spawn", "--team", "web", "-p", "x", "--runner", "command:touch ran"],
            "bad name" => MemberScene.Call("touch ran", "no name"),
            _ => MemberScene.Call("touch ran"),
        };
        var before = other.Json("team", "show", "web").GetProperty("members").GetRawText();

        var refused = by.Run(call);
        var coded = by.Run([.. call, "--json"]);

        Assert.Equal(code == "bad-argument" ? 129 : 128, refused.ExitCode);
        Assert.Equal("", refused.Output);
        var lines = refused.Error.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length == 2, refused.Error);
        Assert.StartsWith("error: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("hint: ", lines[1], StringComparison.Ordinal);
        Assert.Equal(code, JsonDocument.Parse(coded.Output).RootElement.GetProperty("error").Text("code"));
        Assert.Equal(Seats(before), Seats(other.Json("team", "show", "web").GetProperty("members").GetRawText()));
        Assert.Empty(other.Json("runs").EnumerateArray());
        Assert.False(Directory.Exists(scene.RunFolder) && Directory.EnumerateFiles(scene.RunFolder).Any());
        Assert.False(File.Exists(scene.Path("ran")));
    }

    [Fact]
    public void What_cannot_be_started_gives_its_place_back()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(scene.RunFolder)!);
        File.WriteAllText(scene.RunFolder, "in the way");

        var refused = scene.Lead.Run(MemberScene.Call("touch ran"));

        Assert.Equal((128, ""), (refused.ExitCode, refused.Output));
        Assert.DoesNotContain("BUG", refused.Error, StringComparison.Ordinal);
        Assert.Equal("left", scene.Member().Text("state"));
        Assert.StartsWith("it could not be started: ", scene.Member().Text("why"), StringComparison.Ordinal);
        Assert.Empty(scene.Runs());
        File.Delete(scene.RunFolder);
        Assert.Equal("ui", scene.Spawn(MemberScene.Counter).Text("name"));
    }

    [Fact, Trait("Rule", "C2")]
    public void A_member_that_was_started_starts_no_others()
    {
        scene.Spawn("git swarm spawn --team web --name more -p x --runner 'command:touch ran' 2> refused; touch over");
        scene.UntilFile("over");

        Assert.Contains("the roster is flat", File.ReadAllText(scene.Path("refused")), StringComparison.Ordinal);
        Assert.Equal("ui", scene.Team.Texts("members", "name"));
        Assert.Single(scene.Runs());
        Assert.False(File.Exists(scene.Path("ran")));
    }

    private static IEnumerable<string> Seats(string members) =>
        JsonDocument.Parse(members).RootElement.EnumerateArray().Select(m => $"{m.Text("name")} {m.Text("session")}");

    private static string[] Words(JsonElement json, params string[] fields) => [.. fields.Select(f => json.Text(f))];
}
