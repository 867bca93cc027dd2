using System.Text.Json;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>What <c>spawn</c> refuses, in a dry run too.</summary>
[Trait("Category", "Binary")]
public sealed class SpawnRefusalTests
{
    [Fact, Trait("Rule", "C4")]
    public void An_agent_nobody_defined_is_refused_with_those_there_are()
    {
        using var cli = SpawnPlanTests.Ready();

        var refused = cli.Run("spawn", "revewer", "-p", "x", "--runner", "command:cat");

        Assert.Equal(128, refused.ExitCode);
        Assert.Equal(
            "error: no agent 'revewer'\nhint: there is Explore, general-purpose, guide, Plan, reviewer, statusline-setup, verifier\n",
            refused.Error
        );
    }

    [Fact]
    public void What_may_not_be_started_is_refused_in_a_dry_run_too()
    {
        using var cli = SpawnPlanTests.Ready();
        cli.Me.Write(".claude/agents/hooked.md", "---\nname: hooked\ndescription: d\nhooks: { Stop: [] }\n---\n");
        cli.Me.Write(".claude/settings.json", """{"permissions":{"deny":["Agent(Plan)"]}}""");

        Refused("'git swarm agents --trust hooked'", "hooked");
        Refused("agent 'Plan' is denied by the rule Agent(Plan)", "Plan");
        Refused("nothing to fork", "--fork");
        cli.Do("agents", "--trust", "hooked");
        Assert.Equal(0, cli.Run("spawn", "hooked", "-p", "x", "--dry-run", "--runner", "command:cat").ExitCode);

        void Refused(string why, params string[] arguments)
        {
            var refused = cli.Run(["spawn", .. arguments, "-p", "x", "--dry-run", "--runner", "command:cat"]);
            Assert.Equal(128, refused.ExitCode);
            Assert.Contains(why, refused.Error, StringComparison.Ordinal);
            Assert.Equal("", refused.Output);
        }
    }

    [Fact, Trait("Rule", "C7")]
    public void What_is_remote_is_planned_and_exits_with_128()
    {
        using var cli = SpawnPlanTests.Ready();
        string[] remote = ["spawn", "-p", "x", "--runner", "command:cat", "--isolation", "remote"];

        Assert.True(cli.Me.Json([.. remote, "--dry-run"]).GetProperty("plan").GetProperty("context").GetProperty("is_remote").GetBoolean());
        var refused = cli.Run(remote);
        Assert.Equal((128, "error: no remote host configured"), (refused.ExitCode, refused.Error.Split('\n')[0]));
        Assert.Equal("", cli.Me.Names());
    }

    [Fact, Trait("Rule", "C5")]
    public void A_run_that_may_start_some_agents_starts_no_others()
    {
        using var cli = SpawnPlanTests.Ready();
        var file = cli.Sandbox.Path("plan.json");
        File.WriteAllText(
            file,
            cli.Me.Json("spawn", "reviewer", "-p", "x", "--dry-run", "--runner", "command:cat").GetProperty("plan").GetRawText()
        );
        cli.Me.Variables["GIT_SWARM_PLAN"] = file;

        Assert.Equal(0, cli.Run("spawn", "Explore", "-p", "x", "--dry-run", "--runner", "command:cat").ExitCode);
        var refused = cli.Run("spawn", "verifier", "-p", "x", "--dry-run", "--runner", "command:cat");
        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("outside of the rule Agent(Explore)", refused.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "C3")]
    public void A_fork_goes_on_from_the_session_of_the_client_unless_it_is_one()
    {
        using var cli = SpawnPlanTests.Ready();
        var bin = cli.Sandbox.Path("home", "bin", "claude");
        File.WriteAllText(bin, "#!/bin/sh\n");
        File.SetUnixFileMode(bin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        cli.Me.Variables["CLAUDE_CODE_SESSION_ID"] = "7d8f1a52-0000-4000-8000-000000000001";

        var answer = cli.Me.Json("spawn", "--fork", "-p", "Find it", "--dry-run");

        Assert.Equal("fork", answer.GetProperty("plan").GetProperty("identity").Text("path"));
        Assert.Equal(bin, answer.GetProperty("command").Text("program"));
        Assert.Equal("1", answer.GetProperty("command").GetProperty("environment").Text("GIT_SWARM_FORK"));
        Assert.Contains(
            "7d8f1a52-0000-4000-8000-000000000001",
            answer.GetProperty("command").GetProperty("arguments").EnumerateArray().Select(a => a.GetString())
        );
        var marked = cli.Me.RunWith("GIT_SWARM_FORK", "1", "spawn", "--fork", "-p", "x", "--dry-run");
        Assert.Equal((128, "error: Fork is not available inside a forked worker."), (marked.ExitCode, marked.Error.Split('\n')[0]));
        var told = cli.Sandbox.Path("home", ".claude", "projects", "app", "7d8f1a52-0000-4000-8000-000000000001.jsonl");
        cli.Me.Write(told, """{"message":{"role":"user","content":"<fork-boilerplate> You are"}}""" + "\n");
        Assert.Equal(128, cli.Run("spawn", "--fork", "-p", "x", "--dry-run").ExitCode);
    }

    [Fact]
    public void What_makes_no_sense_is_a_usage_error()
    {
        using var cli = SpawnPlanTests.Ready();
        string[][] wrong =
        [
            [],
            ["reviewer"],
            ["-p", ""],
            ["-p", "x", "--mode", "maybe"],
            ["-p", "x", "--isolation", "moon"],
            ["-p", "x", "--cwd", "nowhere"],
            ["-p", "x", "--timeout", "soon"],
            ["-p", "x", "--team", "docs"],
            ["-p", "x", "--fork", "Explore"],
            ["-p", "x", "--attach", "r1"],
            ["-p", "x", "Explore", "--background", "Plan"],
            ["--attach", "r1", "--background", "r2"],
            ["-p", "x", "--nope"],
        ];

        Assert.All(
            wrong,
            w => Assert.Equal((129, ""), (cli.Run(["spawn", .. w, "--runner", "command:cat"]) is var r ? r.ExitCode : 0, ""))
        );
    }

    [Fact]
    public void Nothing_that_can_play_it_is_an_error_that_says_what_to_do()
    {
        using var cli = SpawnPlanTests.Ready();

        var refused = cli.Run("spawn", "-p", "x", "--dry-run", "--runner", "codex");

        Assert.Equal(128, refused.ExitCode);
        Assert.Contains("codex (call) is not on PATH", refused.Error, StringComparison.Ordinal);
        Assert.Equal(
            "cannot-launch",
            JsonDocument
                .Parse(cli.Run("spawn", "-p", "x", "--dry-run", "--runner", "codex", "--json").Output)
                .RootElement.GetProperty("error")
                .Text("code")
        );
    }
}
