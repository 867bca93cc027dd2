using GitSwarm.Agents.Plans;
using GitSwarm.Agents.Runners;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class RunnerChoiceTests
{
    private static readonly LaunchSettings Set = new() { Runner = "command:from-setting", Command = "from-command" };

    [Theory]
    [InlineData("command:typed --x", null, "typed --x", "call")]
    [InlineData("command", null, "from-command", "call")]
    [InlineData(null, "command", "from-command", "definition")]
    [InlineData(null, null, "from-setting", "setting")]
    public void The_call_comes_before_the_definition_before_the_setting(string? call, string? definition, string program, string from)
    {
        var choice = RunnerChoices.Of(call, definition, null, Set, _ => null);

        Assert.Equal((CommandRunner.Id, program, from), (choice.Runner.Name, choice.Program, choice.From));
    }

    [Fact]
    public void With_nothing_said_the_first_client_there_is_then_the_command()
    {
        foreach (var runner in AgentRunners.All.Where(r => r.Name != CommandRunner.Id))
        {
            var choice = RunnerChoices.Of(null, null, null, new LaunchSettings(), n => runner.Programs.Contains(n) ? "/bin/" + n : null);
            Assert.Equal((runner.Name, "/bin/" + runner.Programs[0], "found"), (choice.Runner.Name, choice.Program, choice.From));
        }
        Assert.Equal("mine", RunnerChoices.Of(null, null, null, new LaunchSettings { Command = "mine" }, _ => null).Program);
        Assert.Contains("git config swarm.command", Refused(null, null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_names_no_command_line()
    {
        Assert.Contains("no runner 'command:rm -rf .' (definition)", Refused(null, "command:rm -rf ."), StringComparison.Ordinal);
        Assert.Contains("no runner 'nope' (call)", Refused("nope", null), StringComparison.Ordinal);
        Assert.Contains("the runner 'command' (definition) has no command", Refused(null, "command"), StringComparison.Ordinal);
        Assert.Contains("no runner 'command:' (call)", Refused("command:", null), StringComparison.Ordinal);
    }

    private static string Refused(string? call, string? definition) =>
        Launches.Refusal(() => RunnerChoices.Of(call, definition, null, new LaunchSettings(), _ => null));
}
