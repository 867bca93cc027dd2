using GitSwarm.Agents.Plans;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Plans;

public class PathTests
{
    private static readonly LaunchSettings ForkByDefault = new() { ForkByDefault = true };

    [Fact, Trait("Rule", "C1")]
    public void Three_ways_exclude_each_other()
    {
        Assert.Equal(LaunchPath.Subagent, Launches.Plan().Identity.Path);
        Assert.Equal(LaunchPath.Subagent, Launches.Plan(call: Launches.Call with { Name = "ui" }).Identity.Path);
        Assert.Equal(LaunchPath.Teammate, Launches.Plan(call: Launches.Member).Identity.Path);
        Assert.Equal(LaunchPath.Fork, Launches.Plan(call: Launches.Fork, parent: Launches.Claude).Identity.Path);
        Assert.StartsWith(
            "--fork copies who calls it: it takes no agent",
            Refused(Launches.Fork with { Agent = "Explore" }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "--fork copies who calls it: it takes no team",
            Refused(Launches.Member with { Fork = true }),
            StringComparison.Ordinal
        );
        Assert.StartsWith("a member of a team needs a name", Refused(Launches.Call with { Team = "docs" }), StringComparison.Ordinal);

        static string Refused(LaunchRequest call) => Launches.Refusal(() => Of(call, Launches.Claude));
    }

    [Fact, Trait("Rule", "C1")]
    public void Who_names_no_agent_gets_the_general_one_or_a_fork_where_that_is_the_default()
    {
        Assert.Equal("general-purpose", Named(Launches.Call, Launches.Claude, new LaunchSettings()));
        Assert.Equal("fork", Named(Launches.Call, Launches.Claude, ForkByDefault));
        Assert.Equal("Explore", Named(Launches.Call with { Agent = "Explore" }, Launches.Claude, ForkByDefault));
        Assert.Equal("general-purpose", Named(Launches.Member, Launches.Lead, ForkByDefault));
        // Nobody reads along, a lead, a worker, a person's shell.
        Assert.Equal("general-purpose", Named(Launches.Call, Launches.Claude with { IsInteractive = false }, ForkByDefault));
        Assert.Equal("general-purpose", Named(Launches.Call, Launches.Lead, ForkByDefault));
        Assert.Equal("general-purpose", Named(Launches.Call, Launches.Claude with { HasForkMark = true }, ForkByDefault));
        Assert.Equal("general-purpose", Named(Launches.Call, Launches.Person, ForkByDefault));

        static string Named(LaunchRequest call, LaunchParent parent, LaunchSettings settings) =>
            LaunchPaths.AgentOf(LaunchPaths.Of(call, parent, settings), call);
    }

    [Fact, Trait("Rule", "C1")]
    public void What_a_coordinator_starts_runs_in_the_background()
    {
        var lead = Launches.Lead;

        Assert.True(Launches.Plan(parent: lead).Context.Background);
        Assert.False(Launches.Plan(parent: Launches.Claude).Context.Background);
        Assert.False(Launches.Plan(parent: lead, scene: s => s with { Settings = new() { Background = false } }).Context.Background);
    }

    [Fact, Trait("Rule", "C1")]
    public void Only_its_lead_starts_members_of_a_team()
    {
        const string NotLed = "team 'docs' is not led by you";

        Assert.StartsWith(NotLed, Launches.Refusal(() => Of(Launches.Member, Launches.Person)), StringComparison.Ordinal);
        Assert.StartsWith(
            NotLed,
            Launches.Refusal(() => Of(Launches.Member, Launches.Lead with { Leads = "web" })),
            StringComparison.Ordinal
        );
        Assert.Equal(LaunchPath.Teammate, Of(Launches.Member, Launches.Lead));
    }

    [Fact, Trait("Rule", "C2")]
    public void Teammates_start_no_teammates()
    {
        var mate = Launches.Claude with { IsTeammate = true };

        Assert.StartsWith(
            "Teammates cannot spawn other teammates: the roster is flat.",
            Launches.Refusal(() => Of(Launches.Member, mate)),
            StringComparison.Ordinal
        );
        Assert.Equal(LaunchPath.Subagent, Of(Launches.Call with { Name = "ui" }, mate));
        Assert.Equal(LaunchPath.Fork, Of(Launches.Fork, mate));
    }

    [Fact, Trait("Rule", "C2")]
    public void A_teammate_in_its_leads_process_starts_nothing_in_the_background()
    {
        var mate = Launches.Claude with { IsTeammate = true, IsInProcess = true };

        Assert.False(Launches.Plan(parent: mate).Context.Background);
        Assert.Contains("(--background)", Refused("", Launches.Call with { Background = true }), StringComparison.Ordinal);
        Assert.Contains("(the definition's background)", Refused("background: true", Launches.Call), StringComparison.Ordinal);
        Assert.Contains("(a fork's way)", Refused("", Launches.Fork), StringComparison.Ordinal);
        Assert.True(Launches.Plan("background: true", parent: mate with { IsInProcess = false }).Context.Background);

        string Refused(string fields, LaunchRequest call) => Launches.Refusal(() => Launches.Plan(fields, call, mate));
    }

    [Fact, Trait("Rule", "C3")]
    public void A_forked_worker_does_not_fork()
    {
        const string Refused = "Fork is not available inside a forked worker.";
        var marked = Launches.Claude with { HasForkMark = true };
        var told = Launches.Claude with { HasForkText = true };

        Assert.StartsWith(Refused, Launches.Refusal(() => Of(Launches.Fork, marked)), StringComparison.Ordinal);
        Assert.StartsWith(Refused, Launches.Refusal(() => Of(Launches.Fork, told)), StringComparison.Ordinal);
        Assert.Equal(LaunchPath.Subagent, Of(Launches.Call, marked));
        Assert.StartsWith("nothing to fork", Launches.Refusal(() => Of(Launches.Fork, Launches.Person)), StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "C1")]
    public void What_cannot_go_on_where_a_session_is_does_not_fork() =>
        Assert.StartsWith(
            "the runner gemini cannot fork",
            Launches.Refusal(() =>
                Launches.Plan(
                    call: Launches.Fork,
                    parent: Launches.Claude,
                    scene: s => s with { Runner = new RunnerChoice(new TestRunner("gemini"), "/usr/bin/gemini", "call") }
                )
            ),
            StringComparison.Ordinal
        );

    [Fact, Trait("Rule", "C3")]
    public void The_mark_goes_on_to_all_below_a_worker()
    {
        string? Mark(LaunchRequest call, LaunchParent parent) =>
            Launches.Plan(call: call, parent: parent).Execution.Environment.GetValueOrDefault("GIT_SWARM_FORK");

        Assert.Equal("1", Mark(Launches.Fork, Launches.Claude));
        Assert.Equal("1", Mark(Launches.Call, Launches.Claude with { HasForkMark = true }));
        Assert.Null(Mark(Launches.Call, Launches.Claude));
    }

    [Theory, Trait("Rule", "C3")]
    [InlineData("""{"type":"user","message":{"role":"user","content":"<fork-boilerplate>\nYou are"}}""", true)]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":"text","text":"<fork-boilerplate> You"}]}}""", true)]
    [InlineData("""{"type":"user","message":{"role":"user","content":"what does <fork-boilerplate> mean?"}}""", false)]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":"tool_result","content":"<fork-boilerplate>"}]}}""", false)]
    [InlineData("""{"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"<fork-boilerplate>"}]}}""", false)]
    [InlineData("""{"fork-boilerplate":""", false)]
    public void A_worker_is_known_by_what_it_was_told_and_not_by_what_it_read(string line, bool isWorker)
    {
        using var sandbox = new Sandbox();
        var folder = Directory.CreateDirectory(sandbox.Path("projects", "-home-dev-app")).FullName;
        File.WriteAllText(Path.Combine(folder, "c1.jsonl"), "{\"type\":\"summary\"}\n" + line + "\n");

        Assert.Equal(isWorker, ForkHistory.IsWorker("c1", sandbox.Path("projects")));
        Assert.False(ForkHistory.IsWorker("c2", sandbox.Path("projects")));
        Assert.False(ForkHistory.IsWorker("../c1", sandbox.Path("projects")));
        Assert.False(ForkHistory.IsWorker("c1", null));
    }

    [Fact, Trait("Rule", "C3")]
    public void The_text_a_fork_is_told_is_the_one_that_is_looked_for()
    {
        var told = Launches.Plan(call: Launches.Fork, parent: Launches.Claude).Prompt.Messages[^1].Text;

        Assert.StartsWith(ForkText.Tag, told, StringComparison.Ordinal);
    }

    private static LaunchPath Of(LaunchRequest call, LaunchParent parent) => LaunchPaths.Of(call, parent, new LaunchSettings());
}
