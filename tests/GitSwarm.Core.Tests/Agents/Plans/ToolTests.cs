using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class ToolTests
{
    private static readonly string[] Background =
    [
        "Read",
        "WebSearch",
        "TodoWrite",
        "Grep",
        "WebFetch",
        "Glob",
        "Bash",
        "PowerShell",
        "Edit",
        "Write",
        "NotebookEdit",
        "Skill",
        "ToolSearch",
        "EnterWorktree",
        "ExitWorktree",
    ];
    private static readonly string[] Nobodys =
    [
        "TaskOutput",
        "ExitPlanMode",
        "EnterPlanMode",
        "AskUserQuestion",
        "TaskStop",
        "Agent",
        "Workflow",
    ];

    [Fact, Trait("Rule", "T1")]
    public void The_pool_does_not_depend_on_what_its_parent_was_given()
    {
        var narrow = Launches.Claude with
        {
            Mode = PermissionMode.Plan,
            Tools = new LaunchTools { Names = ["Read"], Deny = ["Edit"] },
        };

        Assert.Equal(Launches.Plan().Tools.Names, Launches.Plan(parent: narrow).Tools.Names);
        Assert.Contains("Edit", Launches.Plan(parent: narrow).Tools.Names!);
    }

    [Fact, Trait("Rule", "T1")]
    public void What_the_settings_deny_altogether_is_not_in_the_pool()
    {
        var parent = Launches.Person with { Denied = ["WebSearch", "Bash(rm:*)", "Task"] };

        var tools = Launches
            .Plan("tools: Bash, WebSearch, Agent(Explore)", parent: parent with { AgentTypes = null, Denied = ["WebSearch", "Bash(rm:*)"] })
            .Tools;

        Assert.Equal(["Agent", "Bash"], tools.Names);
        Assert.Equal("denied by the settings: WebSearch", Drop(tools, "WebSearch").Why);
        Assert.Equal("pool", Drop(tools, "WebSearch").Layer);
        var denied = ToolResolution.Of(Launches.Entry("tools: Agent(Explore)").Definition!, Role(), parent.Denied);
        Assert.Equal([], denied.Names!);
        Assert.Null(denied.AgentTypes);
    }

    [Fact, Trait("Rule", "T1")]
    public void The_mode_of_the_agent_itself_counts_and_not_the_one_it_gets()
    {
        var parent = Launches.Claude with { Mode = PermissionMode.BypassPermissions };

        Assert.Contains("ExitPlanMode", Launches.Plan("permissionMode: plan", parent: parent).Tools.Names!);
        Assert.DoesNotContain("ExitPlanMode", Launches.Plan(parent: parent with { Mode = PermissionMode.Plan }).Tools.Names!);
    }

    [Fact, Trait("Rule", "T2")]
    public void What_nobody_gets()
    {
        var tools = Launches.Plan(source: DefinitionSource.BuiltIn).Tools;

        Assert.Equal(Nobodys.Order(), tools.Dropped.Select(d => d.Tool).Order());
        Assert.All(tools.Dropped, d => Assert.Equal("role", d.Layer));
        Assert.Equal(AgentTools.Today.Except(Nobodys), tools.Names);
    }

    [Fact, Trait("Rule", "T2")]
    public void What_is_left_in_the_background()
    {
        var tools = Launches.Plan("background: true").Tools;

        Assert.Equal(Background.Order(StringComparer.Ordinal), tools.Names);
        Assert.Equal("not in the background", Drop(tools, "TaskCreate").Why);
        Assert.Equal(
            Background.Append("ExitPlanMode").Order(StringComparer.Ordinal),
            Launches.Plan("background: true\npermissionMode: plan").Tools.Names
        );
    }

    [Fact, Trait("Rule", "T2")]
    public void What_a_teammate_in_its_leads_process_gets_besides()
    {
        string[] more = ["TaskCreate", "TaskGet", "TaskList", "TaskUpdate", "SendMessage", "CronCreate", "CronDelete", "CronList", "Agent"];

        var held = Launches.Plan(call: Launches.Member).Tools;
        var shown = Launches.Plan(call: Launches.Member, scene: s => s with { Backend = new PlannedValue("tmux", "TMUX") }).Tools;

        Assert.Equal(Background.Concat(more).Order(StringComparer.Ordinal), held.Names);
        Assert.DoesNotContain("Agent", shown.Names!);
        // A pane is somebody's foreground.
        Assert.Contains("Monitor", shown.Names!);
    }

    [Fact, Trait("Rule", "T2")]
    public void What_only_built_in_definitions_get()
    {
        Func<LaunchScene, LaunchScene> denying = s => s with { Settings = new() { CustomDenied = ["WebFetch"] } };

        var custom = Launches.Plan(scene: denying).Tools;

        Assert.Equal("swarm.customDenied", Drop(custom, "WebFetch").Why);
        Assert.Contains("WebFetch", Launches.Plan(source: DefinitionSource.BuiltIn, scene: denying).Tools.Names!);
        Assert.DoesNotContain("WebFetch", Launches.Plan(source: DefinitionSource.Policy, scene: denying).Tools.Names!);
    }

    [Fact, Trait("Rule", "T2")]
    public void Tools_of_servers_pass()
    {
        var tools = Launches.Plan("tools: mcp__db__query, Read, mcp__db__query\nbackground: true").Tools;

        Assert.Equal(["Read", "mcp__db__query"], tools.Names);
        Assert.False(tools.HasServerTools);
        Assert.True(Launches.Plan("disallowedTools: mcp__db").Tools.HasServerTools);
    }

    [Fact, Trait("Rule", "T3")]
    public void Deny_comes_before_allow()
    {
        var tools = Launches.Plan("tools: Read, Write, Bash(git diff:*), mcp__db__query\ndisallowedTools: Write, mcp__db").Tools;

        Assert.Equal(["Bash", "Read"], tools.Names);
        Assert.Equal(("definition", "in disallowedTools"), (Drop(tools, "Write").Layer, Drop(tools, "Write").Why));
        Assert.Equal("in disallowedTools", Drop(tools, "mcp__db__query").Why);
        Assert.Equal("not in its tools", Drop(tools, "Edit").Why);
        Assert.Equal(["Bash(git diff:*)"], tools.Allow);
        Assert.Equal(["mcp__db"], tools.Deny);
        Assert.Equal([], Launches.Plan("disallowedTools: \"*\"").Tools.Names!);
    }

    [Fact, Trait("Rule", "T3")]
    public void A_rule_denies_no_more_than_it_says()
    {
        var tools = Launches.Plan("disallowedTools: Bash(rm:*), Bash(git push:*)").Tools;

        Assert.Contains("Bash", tools.Names!);
        Assert.Equal(["Bash(rm:*)", "Bash(git push:*)"], tools.Deny);
    }

    [Theory, Trait("Rule", "T3")]
    [InlineData("tools: Agent(Explore, Plan)", "Explore Plan")]
    [InlineData("tools: Task(Explore), Agent(Plan)\nbackground: true", "Explore Plan")]
    [InlineData("tools: Agent(*)", "any")]
    [InlineData("tools: Agent", null)]
    [InlineData("tools: \"*\"", null)]
    [InlineData("tools: Agent(Explore)\ndisallowedTools: Agent", null)]
    [InlineData("tools: Agent(Explore)\ndisallowedTools: Agent(Plan)", "Explore")]
    public void Agent_is_granted_for_those_it_names(string fields, string? types)
    {
        var tools = Launches.Plan(fields).Tools;

        Assert.Equal(types is not null, tools.Names!.Contains("Agent"));
        Assert.Equal(types is null or "any" ? null : types, tools.AgentTypes is null ? null : string.Join(' ', tools.AgentTypes));
        Assert.Empty(tools.Allow);
    }

    [Fact, Trait("Rule", "T3")]
    public void Names_of_no_tool_are_told()
    {
        var plan = Launches.Plan("tools: Raed, LS, Task, Read\ndisallowedTools: Wriet, mcp__x");

        Assert.Equal(["Raed", "LS", "Wriet"], plan.Tools.Invalid);
        Assert.Contains("[T3] Raed names no tool there is", Launches.Notes(plan), StringComparison.Ordinal);
        Assert.Equal(["Read"], plan.Tools.Names);
    }

    [Fact, Trait("Rule", "T4")]
    public void A_fork_has_its_parents_tools_whatever_they_are()
    {
        var tools = new LaunchTools
        {
            Names = ["Agent", "Workflow"],
            Deny = ["Bash(rm:*)"],
            HasServerTools = false,
        };
        var parent = Launches.Claude with { Denied = ["Workflow"], Tools = tools };

        Assert.Same(tools, Launches.Plan(call: Launches.Fork, parent: parent).Tools);
        var unknown = Launches.Plan(call: Launches.Fork, parent: parent with { Tools = null }).Tools;
        Assert.Null(unknown.Names);
        Assert.Empty(unknown.Dropped);
    }

    [Fact, Trait("Rule", "T4")]
    public void It_says_where_the_runner_cannot_hold_it_to_that()
    {
        const string Fields = "tools: Read\ndisallowedTools: Write";
        Func<LaunchScene, LaunchScene> with = s =>
            s with
            {
                Runner = new RunnerChoice(new TestRunner("gemini", []), "/usr/bin/gemini", "call"),
            };

        var notes = Launches.Notes(Launches.Plan(Fields, scene: with));

        Assert.Equal(["Read"], Launches.Plan(Fields, scene: with).Tools.Names);
        Assert.Contains("[-] tools (only Read) is not supported by this runner, gemini", notes, StringComparison.Ordinal);
        Assert.Contains("[-] disallowedTools (Write) is not supported by this runner, gemini", notes, StringComparison.Ordinal);
        Assert.Equal("", Launches.Notes(Launches.Plan(Fields)));
    }

    private static ToolRole Role() => new(PermissionMode.AcceptEdits, IsBuiltIn: false, Background: false, InProcess: false, []);

    private static DroppedTool Drop(LaunchTools tools, string name) => Assert.Single(tools.Dropped, d => d.Tool == name);
}
