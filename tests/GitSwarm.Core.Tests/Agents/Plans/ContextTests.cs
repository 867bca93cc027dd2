using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class ContextTests
{
    [Theory]
    [InlineData("haiku", "sonnet", "opus", "haiku", "call")]
    [InlineData(null, "sonnet", "opus", "sonnet", "definition")]
    [InlineData(null, null, "opus", "opus", "parent")]
    [InlineData(null, null, null, null, "runner")]
    [InlineData("inherit", "sonnet", "opus", "opus", "parent")]
    [InlineData(null, "inherit", "opus", "opus", "parent")]
    [InlineData("inherit", "sonnet", null, null, "runner")]
    public void The_model_is_the_calls_the_definitions_the_parents_or_the_runners(
        string? call,
        string? own,
        string? parent,
        string? value,
        string from
    )
    {
        var plan = Launches.Plan(
            own is null ? "" : $"model: {own}",
            Launches.Call with
            {
                Model = call,
            },
            Launches.Claude with
            {
                Model = parent,
            }
        );

        Assert.Equal(new PlannedValue(value, from), plan.Identity.Model);
    }

    [Fact]
    public void A_model_of_another_maker_is_not_inherited()
    {
        var plan = Launches.Plan(parent: Launches.Claude with { Client = "codex" });

        Assert.Equal(new PlannedValue(null, "runner"), plan.Identity.Model);
        Assert.Contains("its parent's model opus is codex's: the default of claude holds", Launches.Notes(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_is_the_first_words_of_the_task()
    {
        Assert.Equal("Find out why the tests", Launches.Plan().Identity.Description);
        Assert.Equal("given", Launches.Plan(call: Launches.Call with { Description = "given" }).Identity.Description);
        Assert.Equal(60, Launches.Plan(call: Launches.Call with { Prompt = new string('x', 500) }).Identity.Description.Length);
        Assert.Equal("one two", Launches.Plan(call: Launches.Call with { Prompt = "one\n\ttwo" }).Identity.Description);
    }

    [Fact]
    public void It_works_where_the_call_says_else_where_the_definition_does_else_at_its_parents()
    {
        var worktree = Launches.Plan("isolation: worktree").Context;
        Assert.Equal(("/home/dev/agent-abcdefgh", "agent-abcdefgh"), (worktree.Directory, worktree.Branch));
        Assert.Equal("/home/dev/app", worktree.ParentDirectory);

        var none = Launches.Plan("isolation: worktree", Launches.Call with { Isolation = AskedIsolation.None });
        Assert.Null(none.Context.Worktree);
        Assert.Equal(("/home/dev/app", "main"), (none.Context.Directory, none.Context.Branch));
        Assert.Contains("the definition's isolation worktree does not hold", Launches.Notes(none), StringComparison.Ordinal);

        var elsewhere = Launches.Plan("isolation: worktree", Launches.Call with { Directory = "/home/dev/app" });
        Assert.Null(elsewhere.Context.Worktree);
        Assert.Contains("no work tree is made: --cwd says where it works", Launches.Notes(elsewhere), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_runs_in_the_background_where_that_is_switched_off()
    {
        var off = Launches.Plan(
            "background: true",
            scene: s =>
                s with
                {
                    Settings = new() { Background = false, AutoBackground = 60 },
                }
        );
        var on = Launches.Plan(scene: s => s with { Settings = new() { AutoBackground = 60 } });

        Assert.False(off.Context.Background);
        Assert.Null(off.Execution.BackgroundAfter);
        Assert.Contains(
            "swarm.background is false, and that beats the definition's background",
            Launches.Notes(off),
            StringComparison.Ordinal
        );
        Assert.Contains("LSP", off.Tools.Names!);
        Assert.Equal(60, on.Execution.BackgroundAfter);
    }

    [Fact]
    public void A_fork_in_a_work_tree_is_told_that_paths_are_others()
    {
        var plan = Launches.Plan(call: Launches.Fork with { Isolation = AskedIsolation.Worktree }, parent: Launches.Claude);

        Assert.NotNull(plan.Context.Worktree);
        Assert.Contains(
            "Paths in the conversation above are those of\n/home/dev/app",
            plan.Prompt.Messages[0].Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_field_that_is_lost_is_told()
    {
        const string Fields = """
            tools: Read
            disallowedTools: Write
            model: haiku
            effort: low
            permissionMode: plan
            maxTurns: 3
            mcpServers:
              - db: { command: ./db }
            hooks: { Stop: [] }
            memory: user
            omitProjectInstructions: true
            omitGitStatus: true
            """;
        var plan = Launches.Plan(
            Fields,
            scene: s => s with { Runner = new RunnerChoice(new TestRunner("copilot", []), "/usr/bin/copilot", "call") }
        );

        string[] lost =
        [
            "tools",
            "disallowedTools",
            "model",
            "effort",
            "permissionMode",
            "maxTurns",
            "mcpServers",
            "hooks",
            "memory",
            "omitProjectInstructions",
            "omitGitStatus",
        ];
        Assert.Equal(lost.Order(), plan.Notes.Select(n => n.Text.Split(' ')[0]).Order());
        Assert.Equal("", Launches.Notes(Launches.Plan(Fields)));
    }
}
