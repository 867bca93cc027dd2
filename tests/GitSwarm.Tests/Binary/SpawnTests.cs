using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Agents launched for real, played by commands.</summary>
[Trait("Category", "Binary")]
public sealed class SpawnTests
{
    [Fact]
    public void In_the_foreground_the_answer_is_the_result()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");

        var answer = cli.Me.Json(
            "spawn",
            "--runner",
            "command:cat > told; echo hello; exit 0",
            "-p",
            "say hello",
            "--description",
            "greet"
        );

        Assert.Equal(("completed", "say hello"), (answer.Text("status"), answer.Text("prompt")));
        Assert.Equal("hello", answer.GetProperty("content")[0].Text("text"));
        Assert.EndsWith("say hello", File.ReadAllText(Path.Combine(cli.Repository.Path, "told")), StringComparison.Ordinal);
        Assert.True(File.Exists(answer.Text("output_file")));
        // Who waited has the answer: no message comes on top.
        Assert.Equal(1, cli.Me.Run("inbox", "--exit-code").ExitCode);
        Assert.Equal("hello\n", cli.Me.Do("spawn", "--runner", "command:echo hello", "-p", "x"));
    }

    [Fact]
    public void What_fails_exits_with_one_and_says_why()
    {
        using var cli = new Cli();

        var run = cli.Me.Run("spawn", "--runner", "command:echo partly; echo no disk >&2; exit 3", "-p", "x");

        Assert.Equal((1, "partly\n"), (run.ExitCode, run.Output));
        Assert.Equal("error: general-purpose failed: it ended with exit code 3: no disk\n", run.Error);
        var answer = JsonDocument.Parse(cli.Me.Run("spawn", "--runner", "command:exit 3", "-p", "x", "--json").Output).RootElement;
        Assert.Equal(("failed", "it ended with exit code 3"), (answer.Text("status"), answer.Text("error")));
    }

    [Fact]
    public void In_the_background_it_answers_at_once_and_tells_when_it_is_done()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");

        var answer = cli.Me.Json(
            "spawn",
            "--background",
            "--runner",
            "command:while ! test -e go; do sleep 0.05; done; echo done",
            "-p",
            "x"
        );

        Assert.Equal("async_launched", answer.Text("status"));
        Assert.True(answer.GetProperty("can_read_output_file").GetBoolean());
        var id = answer.Text("agent_id")!;
        Until(() => cli.Me.Json("runs", "show", id).Text("state") == "running");
        var agent = cli.Me.Sessions()["general-purpose"];
        Assert.Equal(("x", "command"), (agent.Text("task"), agent.Text("client")));
        Assert.Equal(cli.Me.Sessions()["lead"].Text("id"), agent.Text("parent"));
        cli.Me.Write("go", "");
        Assert.Equal("completed", cli.Me.Json("wait", "--for", $"run:{id[^8..]}", "--timeout", "60s").Text("state"));
        var mail = JsonDocument.Parse(cli.Me.Do("inbox", "--json")).RootElement;
        Assert.Contains("<result>done</result>", Assert.Single(mail.EnumerateArray()).Text("text"), StringComparison.Ordinal);
        Assert.Equal("[]\n", cli.Me.Do("inbox", "--json"));
        Assert.Contains("— completed\n", cli.Me.Do("logs", id, "-f"), StringComparison.Ordinal);
        Assert.DoesNotContain("general-purpose", cli.Me.Names(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_acts_as_its_own_session()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");

        cli.Me.Do(
            "spawn",
            "--name",
            "helper",
            "--runner",
            "command:git swarm claim src/a.cs --json; git swarm send lead hi; git swarm focus; git swarm status --json",
            "-p",
            "help",
            "--background"
        );
        var id = cli.Me.Json("runs")[0].Text("id")!;
        cli.Me.Do("wait", "--for", $"run:{id}", "--timeout", "60s");

        var log = cli.Me.Do("log");
        Assert.Contains("\tclaimed\t" + id + "\thelper\tclaimed src/a.cs", log, StringComparison.Ordinal);
        Assert.Contains("\tmail\t" + id + "\thelper\twrote to lead", log, StringComparison.Ordinal);
        // It ended, and so did its claim.
        Assert.Equal("[]\n", cli.Me.Do("claims", "--json"));
    }

    [Fact]
    public void Ctrl_C_ends_it_with_all_it_started()
    {
        using var cli = new Cli();
        using var spawn = cli.Me.Start("spawn", "--runner", "command:touch begun; sleep 300 & sleep 301", "-p", "x");
        Until(() => File.Exists(Path.Combine(cli.Repository.Path, "begun")));

        Process.Start("kill", ["-INT", $"{spawn.Id}"]).WaitForExit();

        Assert.True(spawn.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(130, spawn.ExitCode);
        var run = Assert.Single(cli.Me.Json("runs").EnumerateArray());
        Assert.Equal(("killed", "it was stopped"), (run.Text("state"), run.Text("error")));
    }

    [Fact]
    public void It_can_be_moved_to_the_background_and_fetched_back()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        using var spawn = cli.Me.Start(
            "spawn",
            "--runner",
            "command:touch begun; while ! test -e go; do sleep 0.05; done; echo made it",
            "-p",
            "x",
            "--json"
        );
        Until(() => File.Exists(Path.Combine(cli.Repository.Path, "begun")));
        var id = cli.Me.Json("runs")[0].Text("id")!;

        Assert.Equal("async_launched", cli.Me.Json("spawn", "--background", id).Text("status"));
        Assert.True(spawn.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal("async_launched", JsonDocument.Parse(spawn.StandardOutput.ReadToEnd()).RootElement.Text("status"));
        using var attached = cli.Me.Start("spawn", "--attach", id, "--json");
        Until(() => !cli.Me.Json("runs", "show", id).GetProperty("background").GetBoolean());
        cli.Me.Write("go", "");

        Assert.True(attached.WaitForExit(TimeSpan.FromSeconds(60)));
        var answer = JsonDocument.Parse(attached.StandardOutput.ReadToEnd()).RootElement;
        Assert.Equal(("completed", "made it"), (answer.Text("status"), answer.GetProperty("content")[0].Text("text")));
        Assert.Equal("[]\n", cli.Me.Do("inbox", "--json"));
    }

    [Fact]
    public void Waited_for_too_long_it_goes_on_by_itself()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        cli.Repository.Git("config", "swarm.autoBackground", "1s");

        var answer = cli.Me.Json("spawn", "--runner", "command:while ! test -e go; do sleep 0.05; done; echo done", "-p", "x");

        Assert.Equal("async_launched", answer.Text("status"));
        cli.Me.Write("go", "");
        cli.Me.Do("wait", "--for", $"run:{answer.Text("agent_id")}", "--timeout", "60s");
        Assert.Contains("completed", cli.Me.Do("inbox"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stop_ends_it_and_says_so(bool kill)
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        var id = cli
            .Me.Json(
                "spawn",
                "--background",
                "--runner",
                "command:trap 'touch asked; exit 1' TERM; touch begun; sleep 300 & wait",
                "-p",
                "x"
            )
            .Text("agent_id")!;
        Until(() => File.Exists(Path.Combine(cli.Repository.Path, "begun")));

        var said = cli.Me.Do(kill ? ["stop", "--kill", id[^6..]] : ["stop", id[^6..]]);

        Assert.Equal($"run {id[^8..]} was stopped\n", said);
        Assert.Equal(!kill, File.Exists(Path.Combine(cli.Repository.Path, "asked")));
        Assert.Contains("was stopped", cli.Me.Do("inbox"), StringComparison.Ordinal);
        var again = cli.Me.Run("stop", id);
        Assert.Equal((1, $"error: run {id[^8..]} is over: killed\n"), (again.ExitCode, again.Error));
    }

    [Fact]
    public void A_killed_supervisor_is_told_at_the_next_prompt_of_a_client()
    {
        using var cli = new Cli();
        var session =
            """{"session_id":"11111111-2222-3333-4444-555555555555","cwd":"%","hook_event_name":"SessionStart","source":"startup"}""";
        cli.Me.RunReading(session.Replace("%", cli.Repository.Path, StringComparison.Ordinal), "hook", "claude");
        cli.Me.Variables["GIT_SWARM_SESSION"] = "11111111-2222-3333-4444-555555555555";
        var id = cli.Me.Json("spawn", "--background", "--runner", "command:touch begun; sleep 300", "-p", "count").Text("agent_id")!;
        Until(() => File.Exists(Path.Combine(cli.Repository.Path, "begun")));

        Process.GetProcessById(SupervisorOf(cli, id)).Kill();
        var prompt = session
            .Replace("SessionStart", "UserPromptSubmit", StringComparison.Ordinal)
            .Replace("\"source\":\"startup\"", "\"prompt\":\"hi\"", StringComparison.Ordinal);
        var told = cli.Me.RunReading(prompt.Replace("%", cli.Repository.Path, StringComparison.Ordinal), "hook", "claude");

        Assert.Contains("failed: its supervisor ended without a verdict", told.Output, StringComparison.Ordinal);
        Assert.Contains($"<task-id>{id}</task-id>", told.Output, StringComparison.Ordinal);
        Assert.Equal("lost", cli.Me.Json("runs", "show", id).Text("state"));
        Assert.DoesNotContain(
            "task-id",
            cli.Me.RunReading(prompt.Replace("%", cli.Repository.Path, StringComparison.Ordinal), "hook", "claude").Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_supervisor_killed_while_it_makes_a_worktree_leaves_none()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        cli.Repository.Git("config", "swarm.worktreeSetup", "touch ../begun; sleep 300");
        var id = cli.Me.Json("spawn", "--background", "--isolation", "worktree", "--runner", "command:true", "-p", "x").Text("agent_id")!;
        Until(() => File.Exists(Path.Combine(cli.Repository.Path, "..", "begun")));
        Assert.Equal("queued", cli.Me.Json("runs", "show", id).Text("state"));

        Process.GetProcessById(SupervisorOf(cli, id)).Kill();

        Until(() => cli.Me.Json("runs", "show", id).Text("state") == "lost");
        Assert.Single(cli.Me.Git("worktree", "list").Output.Trim().Split('\n'));
        Assert.Equal("", cli.Me.Git("branch", "--list", "agent-*").Output);
        Assert.Contains("supervisor ended without a verdict", cli.Me.Do("inbox"), StringComparison.Ordinal);
    }

    private static int SupervisorOf(Cli cli, string run)
    {
        var mark = File.ReadAllText(Path.Combine(cli.Repository.Path, ".git", "swarm", "runs", run + ".running"));
        return int.Parse(mark.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_supervisor_that_was_not_told_to_begin_does_nothing()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");
        cli.Me.Do("spawn", "--runner", "command:echo x >> ran", "-p", "x");
        var id = cli.Me.Json("runs")[0].Text("id")!;

        var ended = cli.Me.Run("run", id);
        var unknown = cli.Me.Run("run", "01a2021d-e91d-7bd3-bb99-445f1cf4aaaa");

        Assert.Equal((128, 128), (ended.ExitCode, unknown.ExitCode));
        Assert.Contains("cannot read the plan", unknown.Error, StringComparison.Ordinal);
        Assert.Equal("x\n", File.ReadAllText(Path.Combine(cli.Repository.Path, "ran")));
    }

    [Fact]
    public void A_run_in_a_run_is_below_it_in_the_tree()
    {
        using var cli = new Cli();
        cli.Me.Do("join", "--name", "lead");

        cli.Me.Do("spawn", "--runner", "command:git swarm spawn --runner 'command:echo inner' -p inner", "-p", "outer");

        var runs = cli.Me.Json("runs").EnumerateArray().ToDictionary(r => r.Text("description")!, StringComparer.Ordinal);
        Assert.Equal(runs["outer"].Text("id"), runs["inner"].Text("parent_run"));
        Assert.Equal(runs["outer"].Text("id"), runs["inner"].Text("parent"));
        cli.Me.Variables["GIT_SWARM_TTY"] = "100";
        var tree = cli.Me.Do("runs", "--tree").Split('\n');
        Assert.Matches(@"^\w{8}  completed .*outer$", tree[0]);
        Assert.Matches(@"^  \w{8}  completed .*inner$", tree[1]);
    }

    internal static void Until(Func<bool> happened)
    {
        var started = Stopwatch.GetTimestamp();
        while (!happened())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "it did not happen");
            Thread.Sleep(50);
        }
    }
}
