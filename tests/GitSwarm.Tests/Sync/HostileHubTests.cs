using System.Text.Json.Nodes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Whatever lies on the hub: the honest rest is exchanged, every command answers, and what is here counts.</summary>
public sealed class HostileHubTests : IDisposable
{
    private static readonly string[] Honest = ["my own note", "my other note", "an honest note", "another honest note"];

    private readonly SyncScene scene = new();
    private readonly SyncUser there;

    public HostileHubTests()
    {
        scene.Me.Variables["GIT_SWARM_SESSION"] = "mine";
        scene.Me.Do("join", "--name", "alice", "--task", "my own task");
        scene.Me.Do("note", "my own note");
        scene.Me.Do("claim", "src/login.js");
        there = scene.Clone("there");
        there.Do("join", "--name", "zoe");
        there.Do("note", "an honest note");
        there.Do("send", "*", "before anybody was known");
        there.Sync();
        scene.Me.Sync();
        there.Sync();
        there.Do("send", "alice", "an honest message");
        there.Do("note", "another honest note");
        there.Sync();
        scene.Me.Do("note", "my other note");
        scene.Me.Do("send", "zoe", "an answer");
    }

    public void Dispose() => scene.Dispose();

    public static TheoryData<string> Plans => [.. HostileHub.Plans.Keys];

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_honest_rest_is_exchanged_and_everything_still_answers(string plan)
    {
        HostileHub.Plans[plan](scene);

        var first = Sound(scene.Me.Run("sync"));
        var second = Sound(scene.Me.Run("sync"));

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.True(second.Error.Split('\n').Length <= 3, second.Error);
        Assert.Contains("nothing new with 'origin'", second.Output, StringComparison.Ordinal);
        AssertAnswers();
        there.Run("sync");
        Assert.Empty(Honest.Except(there.Notes()));
        Assert.Contains("an answer", there.Inbox());
    }

    private void AssertAnswers()
    {
        var me = scene.Me;
        foreach (
            var command in (string[][])
                [
                    ["status"],
                    ["status", "--all"],
                    ["claims"],
                    ["log"],
                    ["conflicts"],
                    ["sent"],
                    ["worktrees"],
                    ["check", "src/app.js"],
                    ["notes"],
                    ["hook", "git", "pre-commit"],
                    ["sync", "--dry-run"],
                ]
        )
        {
            var finished = Sound(me.Run(command));
            Assert.True(finished.ExitCode is 0 or 1, $"{command[0]}: {finished.Error}");
            if (command[0] != "hook")
            {
                _ = JsonNode.Parse(Sound(me.Run([.. command, "--json"])).Output);
            }
        }
        Assert.Contains("\tan honest message\n", Sound(me.Run("inbox")).Output, StringComparison.Ordinal);
        foreach (var name in (string[])["SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "PostToolBatch", "Stop"])
        {
            var reply = Sound(me.RunReading(Event(name), "hook", "claude"));
            Assert.Equal((0, ""), (reply.ExitCode, reply.Error));
        }
        var status = me.Json("status").GetProperty("sessions").EnumerateArray().ToList();
        Assert.Contains(status, s => s.GetProperty("name").GetString() == "zoe");
        Assert.Contains(status, s => s.GetProperty("id").GetString() == "mine" && s.GetProperty("task").GetString() == "my own task");
        Assert.DoesNotContain(status, s => s.GetProperty("id").GetString() == "ghost");
        Assert.Empty(Honest.Except(me.Notes()));
        Assert.DoesNotContain("I never said that", me.Notes());
        Assert.DoesNotContain("said the ghost", me.Notes());
        Assert.Contains("src/login.js", me.Do("claims"), StringComparison.Ordinal);
        AssertDoctorBlamesNobody();
    }

    private void AssertDoctorBlamesNobody()
    {
        var finished = Sound(scene.Me.Run("doctor", "--dry-run", "--json"));
        var wrong = JsonNode.Parse(finished.Output)!["checks"]!
            .AsArray()
            .Where(c => c!["state"]!.GetValue<string>() != "ok")
            .Select(c => $"{c!["name"]}: {c["detail"]} [{c["fix"]}]")
            // Set up by the fixture without them.
            .Where(c => !c.StartsWith("hooks:", StringComparison.Ordinal));
        Assert.Empty(wrong);
    }

    private string Event(string name) =>
        new JsonObject
        {
            ["hook_event_name"] = name,
            ["session_id"] = "mine",
            ["cwd"] = scene.Me.Directory,
            ["source"] = "startup",
            ["prompt"] = "go on",
            ["tool_name"] = "Edit",
            ["tool_input"] = new JsonObject { ["file_path"] = Path.Combine(scene.Me.Directory, "src/app.js") },
            ["tool_calls"] = new JsonArray(),
            ["stop_hook_active"] = false,
            ["background_tasks"] = new JsonArray(),
        }.ToJsonString();

    /// <summary>No bug told, and not a character that does something to a terminal.</summary>
    private static Finished Sound(Finished finished)
    {
        var all = finished.Output + finished.Error;
        Assert.DoesNotContain("BUG", all, StringComparison.Ordinal);
        Assert.DoesNotContain(all, c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e' or '\udb40');
        Assert.DoesNotContain(finished.Error.Split('\n'), l => l.StartsWith("error: run 'rm", StringComparison.Ordinal));
        return finished;
    }
}
