using System.Text;
using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Runners;

public class CommandTests
{
    private static readonly string[] Modes = ["default", "plan", "acceptEdits", "bypassPermissions", "dontAsk", "auto", "bubble"];

    public static TheoryData<string> Clients => [.. AgentRunners.All.Where(r => r.Name != CommandRunner.Id).Select(r => r.Name)];

    [Theory, MemberData(nameof(Clients))]
    public void A_plan_becomes_a_process(string name)
    {
        var runner = AgentRunners.Named(name)!;
        var text = new StringBuilder();
        Write("plain", runner.Command(RunnerPlans.Plain()));
        foreach (var mode in Modes)
        {
            text.Append("# mode ").AppendLine(mode);
            WriteArguments(runner.Command(RunnerPlans.Plain(mode)));
        }
        Write("full", runner.Command(RunnerPlans.Full()));
        text.AppendLine(string.Join('\n', runner.Gaps(RunnerPlans.Full()).Select(g => "gap: " + g)));
        if (runner.CanFork)
        {
            Write("fork", runner.Command(RunnerPlans.Fork()));
        }
        Write("continue", runner.Continue(RunnerPlans.Full(), "session-of-the-client", "Not yet: the tests fail."));

        if (runner.HasTerminal)
        {
            Write("terminal", runner.Terminal(RunnerPlans.Shown()));
        }

        Snapshots.Match(text.ToString(), name);

        void Write(string what, RunnerCommand? command)
        {
            text.Append("# ").AppendLine(what);
            WriteArguments(command!);
            foreach (var (variable, value) in command!.Environment)
            {
                text.AppendLine($"{variable}={value}");
            }
            text.AppendLine("< " + command.Input.TrimEnd().ReplaceLineEndings("\n< "));
            foreach (var (file, content) in command.Files)
            {
                text.AppendLine($"-- {file}").AppendLine(content);
            }
            text.AppendLine();
        }

        void WriteArguments(RunnerCommand command) =>
            text.AppendLine($"{command.Program} {string.Join(' ', command.Arguments.Select(Quoted))}");
    }

    [Theory, MemberData(nameof(Clients))]
    public void Neither_prompts_nor_secrets_are_in_arguments_or_variables(string name)
    {
        var runner = AgentRunners.Named(name)!;
        List<RunnerCommand> commands = [runner.Command(RunnerPlans.Full()), runner.Continue(RunnerPlans.Full(), "s", "Do not stop")!];
        if (runner.Terminal(RunnerPlans.Shown()) is { } shown)
        {
            commands.Add(shown);
            Assert.Empty(shown.Input);
        }

        foreach (var text in commands.SelectMany(c => c.Arguments.Concat(c.Environment.Values)))
        {
            Assert.All(
                (string[])["Then stop", "You review", "A skill", "First this", "From a hook", "Never push", "s3cret", "Do not stop"],
                secret => Assert.DoesNotContain(secret, text)
            );
        }
    }

    [Theory, MemberData(nameof(Clients))]
    public void Files_are_of_this_run_in_the_directory_of_runs(string name) =>
        Assert.All(
            AgentRunners.Named(name)!.Command(RunnerPlans.Full()).Files.Keys,
            file => Assert.StartsWith("/home/dev/app/.git/swarm/runs/01890000-0000-7000-8000-000000000001.", file)
        );

    [Theory, MemberData(nameof(Clients)), Trait("Rule", "P1")]
    public void What_it_is_told_comes_in_its_order(string name)
    {
        var input = AgentRunners.Named(name)!.Command(RunnerPlans.Full()).Input;

        var places = ((string[])["From a hook", "A skill", "First this", "Then stop"])
            .Select(part => input.IndexOf(part, StringComparison.Ordinal))
            .ToList();
        Assert.All(places, place => Assert.True(place >= 0));
        Assert.Equal(places.Order(), places);
    }

    [Fact, Trait("Rule", "P3")]
    public void A_fork_is_told_nothing_that_would_change_what_it_inherits()
    {
        var command = AgentRunners.Named("claude")!.Command(RunnerPlans.Fork());

        string[] changing = ["--model", "--tools", "--system-prompt", "--append-system-prompt-file", "--mcp-config", "--settings"];
        Assert.Empty(command.Arguments.Select(a => a.Split('=')[0]).Intersect(changing));
        Assert.Empty(command.Files);
    }

    [Fact]
    public void Who_cannot_fork_refuses_to()
    {
        var error = Assert.Throws<SwarmException>(() => AgentRunners.Named("gemini")!.Command(RunnerPlans.Fork()));

        Assert.Equal("gemini cannot go on where a session is", error.Message);
    }

    [Fact]
    public void A_fork_of_nothing_is_refused()
    {
        var plan = RunnerPlans.Fork();

        Assert.Throws<SwarmException>(() =>
            AgentRunners.Named("claude")!.Command(plan with { Identity = plan.Identity with { Inherits = null } })
        );
    }

    [Fact, Trait("Rule", "H1")]
    public void A_hook_at_the_end_of_the_agent_is_one_at_the_end_of_its_session()
    {
        var settings = RunnerPlans.Json(
            AgentRunners.Named("claude")!.Command(RunnerPlans.Full()).Files.Single(f => f.Key.EndsWith(".settings.json")).Value
        );

        Assert.Equal(
            """[{"hooks":[{"type":"command","command":"./check"}]}]""",
            settings.GetProperty("hooks").GetProperty("Stop").GetRawText()
        );
        Assert.False(settings.GetProperty("hooks").TryGetProperty("SubagentStop", out _));
    }

    [Fact]
    public void An_agent_that_may_write_nothing_cannot_by_a_shell_of_Codex_either()
    {
        var plan = RunnerPlans.Plain("bypassPermissions") with { Tools = new LaunchTools { Names = ["Read", "Grep"] } };

        Assert.Contains("read-only", AgentRunners.Named("codex")!.Command(plan).Arguments);
    }

    [Fact]
    public void Without_the_tools_of_servers_Claude_Code_starts_none_but_those_of_the_plan()
    {
        var claude = AgentRunners.Named("claude")!;
        var plan = RunnerPlans.Plain() with
        {
            Tools = new LaunchTools { Names = ["Read"], HasServerTools = false },
        };
        var named = plan with { Tools = plan.Tools with { Names = ["Read", "mcp__notes__add"] } };

        Assert.Contains("--strict-mcp-config", claude.Command(plan).Arguments);
        Assert.Empty(claude.Gaps(plan));
        Assert.DoesNotContain("--strict-mcp-config", claude.Command(named).Arguments);
        Assert.Contains("Read", claude.Command(named).Arguments);
        Assert.Single(claude.Gaps(named));
    }

    [Theory, MemberData(nameof(Clients))]
    public void Who_has_a_terminal_says_so(string name) =>
        Assert.Equal(AgentRunners.Named(name)!.HasTerminal, AgentRunners.Named(name)!.Terminal(RunnerPlans.Shown()) is not null);

    [Fact]
    public void They_are_found_in_their_order() =>
        Assert.Equal("claude codex gemini copilot opencode command", string.Join(' ', AgentRunners.All.Select(r => r.Name)));

    private static string Quoted(string argument) =>
        argument.Length > 0 && !argument.Contains(' ', StringComparison.Ordinal) ? argument : $"'{argument}'";
}
