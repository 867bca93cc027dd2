using System.Diagnostics;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Leads and supervisors of members that are killed at any moment.</summary>
[Trait("Category", "Binary"), Trait("Rule", "B1")]
public sealed class MemberStormTests : IDisposable
{
    private readonly MemberScene scene = new();

    public void Dispose() => scene.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_its_lead_killed_no_process_of_any_member_is_left(int seed)
    {
        var random = new Random(seed);
        var other = scene.Cli.UserOn("other");
        other.Do("join", "--name", "other");
        for (var round = 0; round < 3; round++)
        {
            var lead = scene.Cli.User(scene.Cli.Repository.Path);
            lead.Do("join", "--name", $"lead-{round}");
            lead.Do("team", "create", $"team-{round}");
            string[] lines = [MemberScene.Counter, "sleep 300", "(setsid sleep 301 &); trap '' TERM; while true; do sleep 1; done"];
            var spawning = lines
                .Select((line, i) => lead.Start([.. MemberScene.Call(line, $"m{i}").Select(a => a == "web" ? $"team-{round}" : a)]))
                .ToList();
            // The moment is what is random; nothing is waited for here.
            Thread.Sleep(random.Next(0, 2000));

            lead.Die();
            if (round == 1)
            {
                spawning.ForEach(s => s.Kill());
            }
            spawning.ForEach(s => s.WaitForExit());

            SpawnTests.Until(() => MemberScene.Alive(scene.Runs(other).Keys).Count == 0);
            SpawnTests.Until(() => scene.Runs(other).Values.All(s => s is "killed" or "lost" or "completed" or "failed"));
            var team = other.Json("team", "show", $"team-{round}");
            Assert.Equal(("ended", $"lead-{round}"), (team.Text("state"), team.GetProperty("lead").Text("name")));
            Assert.All(
                team.GetProperty("members").EnumerateArray(),
                m => Assert.True(m.Text("state") is "left" or "gone" or "starting", m.GetRawText())
            );
        }
        Assert.Equal(0, other.Run("doctor").ExitCode);
    }

    [Fact]
    public void With_its_lead_killed_the_team_still_tells_what_was_going_on()
    {
        var idle = scene.Spawn(MemberScene.Counter, "idle").Text("agent_id");
        var busy = scene.Spawn("git swarm focus the sidebar; touch begun; sleep 300", "busy").Text("agent_id");
        scene.UntilFile("begun");
        scene.Until("idle", "idle");
        var other = scene.Cli.UserOn("other");

        scene.Lead.Die();

        SpawnTests.Until(() => MemberScene.Alive([idle, busy]).Count == 0);
        Assert.Equal(["killed", "killed"], scene.Runs(other).Values);
        var team = other.Json("team", "show", "web");
        Assert.Equal(("ended", "lead"), (team.Text("state"), team.GetProperty("lead").Text("name")));
        var members = team.GetProperty("members").EnumerateArray().ToDictionary(m => m.Text("name"));
        Assert.All(
            members.Values,
            m => Assert.Equal(("left", "its lead is gone", "killed"), (m.Text("state"), m.Text("why"), m.Text("run_state")))
        );
        Assert.Equal("the sidebar", members["busy"].Text("task"));
        other.Do("team", "create", "web");
    }

    [Fact, Trait("Rule", "N1")]
    public void A_member_whose_supervisor_is_killed_is_lost_told_once_and_nothing_of_it_is_left()
    {
        scene.Lead.Do("task", "add", "the sidebar");
        var run = scene.Spawn("git swarm task take > took; git swarm claim src/a.cs; touch begun; sleep 300").Text("agent_id");
        scene.UntilFile("begun");

        MemberScene.Kill(scene.Supervisor(run));

        // Housekeeping in the background, begun as the member came, may have been there first.
        Assert.True(scene.Member().Text("state") is "gone" or "left", scene.Member().GetRawText());
        Assert.Equal("lost", scene.Member().Text("run_state"));
        SpawnTests.Until(() => MemberScene.Alive([run]).Count == 0);
        var told = Assert.Single(scene.Inbox());
        Assert.Contains("supervisor ended without a verdict", told.Text("text"), StringComparison.Ordinal);
        Assert.Empty(scene.Inbox());
        Assert.Equal("the sidebar", scene.Lead.Json("task", "ready")[0].Text("subject"));
        Assert.Empty(scene.Lead.Json("claims").EnumerateArray());
        // Its name is free.
        Assert.Equal("ui", scene.Spawn(MemberScene.Counter).Text("name"));
        scene.Until("idle");
        Assert.Equal("its session is over", scene.Team.GetProperty("members")[0].Text("why"));
    }

    [Fact]
    public void Whose_supervisor_is_killed_while_it_is_asked_to_end_is_not_waited_for()
    {
        var run = scene.Spawn("touch begun; sleep 300").Text("agent_id");
        scene.UntilFile("begun");
        using var asking = scene.Lead.Start("team", "shutdown", "ui", "--grace", "10m");
        SpawnTests.Until(() =>
            scene
                .Cli.Repository.Git("for-each-ref", "refs/swarm/mail", "--format=%(raw)")
                .Contains("shutdown_request", StringComparison.Ordinal)
        );

        MemberScene.Kill(scene.Supervisor(run));

        Assert.True(asking.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal((0, "ui@web has left\n"), (asking.ExitCode, asking.StandardOutput.ReadToEnd()));
        scene.Lead.Do("runs");
        SpawnTests.Until(() => MemberScene.Alive([run]).Count == 0);
    }

    [Fact]
    public void A_lead_that_leaves_takes_its_members_along()
    {
        var run = scene.Spawn(MemberScene.Counter).Text("agent_id");
        scene.Until("idle");
        var other = scene.Cli.UserOn("other");

        scene.Lead.Do("leave");

        SpawnTests.Until(() => MemberScene.Alive([run]).Count == 0);
        Assert.Equal("its lead is gone", other.Json("team", "show", "web").GetProperty("members")[0].Text("why"));
    }
}
